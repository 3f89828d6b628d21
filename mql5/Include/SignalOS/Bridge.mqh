//+------------------------------------------------------------------+
//| The import table of SignalOSBridge.dll: mirrors                   |
//| plugin-dll/include/signalos/bridge.h field by field. Units and    |
//| ranges stand there; a test compares every size and offset.        |
//+------------------------------------------------------------------+
#define SOS_ABI_VERSION        1

#define SOS_OK                 0
#define SOS_E_BAD_HANDLE       -1000001
#define SOS_E_BAD_SIZE         -1000002
#define SOS_E_VERSION          -1000003
#define SOS_E_ARGUMENT         -1000004
#define SOS_E_BUSY             -1000005
#define SOS_E_JOURNAL          -1000006
#define SOS_E_ACCOUNT_TAKEN    -1000007
#define SOS_E_UNKNOWN_COMMAND  -1000008
#define SOS_E_READ_ONLY        -1000009
#define SOS_E_CONFIG           -1000010
#define SOS_E_INTERNAL         -1000011

#define SOS_OPEN               1
#define SOS_CLOSE              2
#define SOS_PARTIAL_CLOSE      3
#define SOS_CLOSE_BY           4
#define SOS_MODIFY             5
#define SOS_CANCEL_ORDER       6
#define SOS_CLOSE_ALL          7
#define SOS_EMERGENCY_STOP     10
#define SOS_FORCE_SYNC         11
#define SOS_HEALTH_CHECK       12

#define SOS_BUY                0
#define SOS_SELL               1
#define SOS_WINNING            1
#define SOS_LOSING             2
#define SOS_FILTER_OURS        1
#define SOS_FILTER_PENDING     2
#define SOS_MODE_LIVE          0
#define SOS_MODE_TEST          1

#define SOS_LEVEL_NONE         0
#define SOS_LEVEL_PAUSE        1
#define SOS_LEVEL_HALT         2
#define SOS_LEVEL_HALT_CANCEL  3
#define SOS_LEVEL_FLATTEN      4
#define SOS_SCOPE_OURS         1

#define SOS_LINK_LIVE          4

#define SOS_GO                 1
#define SOS_REFUSED            2
#define SOS_SETTLED            3
#define SOS_RECONCILE          4

#define SOS_DONE               1
#define SOS_PARTIAL            2
#define SOS_REJECTED           3
#define SOS_UNKNOWN            4
#define SOS_NOT_FOUND          5
#define SOS_EA_REFUSED         6
#define SOS_SKIPPED            7

#define SOS_LINK_LOSS_KEEP     0
#define SOS_LINK_LOSS_PAUSE    1
#define SOS_LINK_LOSS_FLATTEN  2

#define SOS_PAIR_NONE          0
#define SOS_PAIR_ASKING        1
#define SOS_PAIR_WAITING       2
#define SOS_PAIR_REFUSED       3

struct SosOpenArgs
  {
   long   login;
   double max_lots_per_order;
   double max_risk_percent;
   double max_daily_loss_percent;
   int    struct_size;
   int    abi_version;
   int    magic_prefix;
   int    mode;
   int    max_open_positions;
   int    max_trades_per_day;
   int    allow_open;
   int    allow_stealth;
   int    reset_hour;
   int    deviation;
   int    margin_mode;
   int    trade_mode;
   int    leverage;
   int    currency_digits;
   int    terminal_build;
   int    reconcile_wait_s;
   int    link_loss;
   int    link_loss_s;
   int    link_loss_scope;
   int    reserved;
   uchar  server[128];
   uchar  company[128];
   uchar  currency[16];
   uchar  relay_address[256];
   uchar  pairing_code[128];
   uchar  ca_file[512];
   uchar  data_dir[512];
   uchar  allowed_symbols[512];
   uchar  ea_version[16];
  };

struct SosStatusInfo
  {
   long   session_epoch;
   long   latch_id;
   long   clock_offset_ms;
   int    link_state;
   int    paused;
   int    latch_level;
   int    latch_scope;
   int    rtt_ms;
   int    commands_waiting;
   int    unsettled;
   int    journal_ok;
   uchar  link_text[256];
   uchar  journal_text[256];
   uchar  terminal_name[64];
   uchar  dll_version[16];
  };

struct SosCommand
  {
   long   cmd_seq;
   long   magic;
   long   position;
   long   ticket;
   long   opposite;
   long   latch_id;
   long   expiration;
   long   filter_magic;
   long   known_until;
   double volume;
   double expected_volume;
   double price;
   double stop_limit;
   double sl;
   double tp;
   double percent;
   int    kind;
   int    side;
   int    order_type;
   int    deviation;
   int    level;
   int    scope;
   int    has_sl;
   int    has_tp;
   int    expected_side;
   int    filter_side;
   int    filter_profit;
   int    filter_flags;
   uchar  id[40];
   uchar  symbol[32];
   uchar  comment[32];
  };

struct SosFacts
  {
   long   login;
   long   position;
   long   ticket;
   long   server_time;
   double volume;
   double volume_before;
   double price;
   double sl;
   double tp;
   double balance;
   double equity;
   double day_start;
   double risk_money;
   double margin_free;
   double sl_before;
   int    struct_size;
   int    kind;
   int    leg;
   int    side;
   int    open_positions;
   int    trades_today;
   int    connected;
   int    trade_allowed;
   uchar  id[40];
   uchar  symbol[32];
   uchar  server[128];
  };

struct SosDecision
  {
   long   magic;
   int    verdict;
   int    reserved;
   uchar  rule[32];
   uchar  text[256];
   uchar  comment[32];
  };

struct SosResult
  {
   long   order;
   long   deal;
   long   position;
   long   ticket;
   long   request_ms;
   double price;
   double volume;
   double volume_left;
   int    struct_size;
   int    outcome;
   int    retcode;
   int    leg;
   int    final;
   int    already;
   int    positions_left;
   int    orders_left;
   uchar  id[40];
   uchar  rule[32];
   uchar  text[256];
  };

struct SosIntent
  {
   long   magic;
   long   position;
   long   ticket;
   long   opposite;
   long   server_time;
   long   expiration;
   double volume;
   double volume_before;
   double price;
   double stop_limit;
   double sl;
   double tp;
   int    has_sl;
   int    has_tp;
   int    kind;
   int    side;
   int    leg;
   int    watch;
   uchar  id[40];
   uchar  symbol[32];
  };

struct SosAccount
  {
   long   login;
   long   last_trade_time;
   double balance;
   double equity;
   double margin;
   double margin_free;
   double margin_level;
   double profit;
   double day_start;
   double credit;
   int    leverage;
   int    connected;
   int    trades_today;
   int    currency_digits;
   int    trades_this_week;
   int    reserved;
   uchar  currency[16];
   uchar  server[128];
  };

struct SosPosition
  {
   long   position;
   long   ticket;
   long   magic;
   long   time_msc;
   double volume;
   double price_open;
   double price_current;
   double sl;
   double tp;
   double profit;
   double swap;
   double commission;
   int    side;
   int    digits;
   int    reason;
   int    reserved;
   uchar  symbol[32];
   uchar  comment[32];
  };

struct SosOrder
  {
   long   ticket;
   long   magic;
   long   time_setup_msc;
   long   expiration;
   double volume;
   double price;
   double stop_limit;
   double sl;
   double tp;
   double price_current;
   int    type;
   int    digits;
   int    state;
   int    reserved;
   uchar  symbol[32];
   uchar  comment[32];
  };

struct SosDeal
  {
   long   deal;
   long   order;
   long   position;
   long   magic;
   long   time_msc;
   double volume;
   double price;
   double profit;
   double swap;
   double commission;
   double sl;
   double tp;
   double volume_before;
   double volume_after;
   int    side;
   int    entry;
   int    reason;
   int    digits;
   uchar  symbol[32];
   uchar  comment[32];
  };

struct SosHealth
  {
   long   broker_ping_us;
   long   server_time;
   int    terminal_trade;
   int    program_trade;
   int    account_trade;
   int    expert_trade;
   int    connected;
   int    dlls_allowed;
   int    synchronised;
   int    build;
  };

struct SosSymbol
  {
   double bid;
   double ask;
   double point;
   double volume_min;
   double volume_max;
   double volume_step;
   int    digits;
   int    stops_level;
   int    freeze_level;
   int    trade_mode;
   int    order_modes;
   int    expiry_modes;
   uchar  symbol[32];
  };

struct SosCheck
  {
   int    passed;
   int    reserved;
   uchar  name[32];
   uchar  text[256];
  };

struct SosPairingInfo
  {
   long   expires_in_ms;
   int    state;
   int    qr_size;
   uchar  code[16];
   uchar  fingerprint[16];
   uchar  page[128];
   uchar  text[256];
   uchar  qr[3256];
  };
#import "SignalOSBridge.dll"
int sos_abi_version(int ea_abi,const int &sizes[],int n);
int sos_open(const SosOpenArgs &args,long &handle);
int sos_attach(long login,const uchar &server[],int server_size,long &handle);
int sos_close(long handle,int reason);
int sos_status(long handle,SosStatusInfo &status);
int sos_pairing(long handle,SosPairingInfo &info);
int sos_wait(long handle,int max_ms);
int sos_next(long handle,SosCommand &command);
int sos_begin(long handle,const SosFacts &facts,SosDecision &decision);
int sos_finish(long handle,const SosResult &result);
int sos_read_back(long handle,int index,SosIntent &intent);
int sos_push_account(long handle,const SosAccount &account);
int sos_push_positions(long handle,const SosPosition &rows[],int count);
int sos_push_orders(long handle,const SosOrder &rows[],int count);
int sos_push_symbols(long handle,const SosSymbol &rows[],int count);
int sos_push_deal(long handle,const SosDeal &deal);
int sos_push_health(long handle,const SosHealth &health);
int sos_push_log(long handle,int level,const uchar &text[],int size);
int sos_check_line(long handle,int index,SosCheck &line);
int sos_lift_latch(long handle,long latch_id);
int sos_last_error(uchar &text[],int size);
//--- lint: allow size: one contract, mirrors the C header field by field
#import
