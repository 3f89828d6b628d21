/* The C ABI between the Expert Advisor and SignalOSBridge: the only header the EA's import table mirrors
 * (mql5/Include/SignalOS/Bridge.mqh; a test compares every size and offset).
 *
 * Rules that hold for every export
 * - Returns int32_t: 0 or more = done or a count; SOS_E_* = a listed error; any other negative value = a short buffer,
 * minus the size needed.
 * - Text is UTF-8 in fixed byte arrays, zero-terminated inside the array, or a pointer with a length in bytes (NULL, 0
 * is legal).
 * - Structs hold fixed-size fields ordered 8, 4, 1 bytes wide, each a multiple of 8 bytes long: packed and natural
 * layout are the same.
 * - No exception leaves an export. A handle is used by one thread at a time: a second thread gets SOS_E_BUSY (sos_close
 * excepted).
 * - Nothing here waits for a socket, DNS or TLS. sos_wait waits as long as it is told; sos_begin and sos_finish wait
 * for one flush they make.
 * - Money and prices are doubles only on this boundary, because MQL5 has no decimals; they become Decimal strings at
 * the wire.
 */
#ifndef SIGNALOS_BRIDGE_H
#define SIGNALOS_BRIDGE_H

#include <stdint.h>

#if defined(_WIN32)
#define SOS_EXPORT __declspec(dllexport)
#else
#define SOS_EXPORT __attribute__((visibility("default")))
#endif

#define SOS_ABI_VERSION 1

/* Listed errors lie below -1000000, so that -1 … -1000000 can say "buffer too short, this many bytes are needed". */
enum {
    SOS_OK = 0,
    SOS_E_BAD_HANDLE = -1000001, /* never opened, or closed */
    SOS_E_BAD_SIZE = -1000002,   /* a struct size differs from this build's */
    SOS_E_VERSION = -1000003,    /* the EA was written for another ABI version */
    SOS_E_ARGUMENT =
        -1000004,          /* NULL where a value is needed, a number out of range, text not UTF-8 or not terminated */
    SOS_E_BUSY = -1000005, /* another thread is inside a call on this handle */
    SOS_E_JOURNAL =
        -1000006, /* the journal cannot be written or is damaged: commands are refused; sos_status says why */
    SOS_E_ACCOUNT_TAKEN = -1000007, /* another EA or process already serves this account */
    SOS_E_UNKNOWN_COMMAND = -1000008,
    SOS_E_READ_ONLY = -1000009, /* a handle from sos_attach may only ask */
    SOS_E_CONFIG = -1000010,    /* relay address, CA file or data folder is unusable; sos_last_error says which */
    SOS_E_INTERNAL = -1000011
};

/* Command kinds. Numbers are part of the ABI and never reused; the wire carries names. */
enum {
    SOS_OPEN = 1,
    SOS_CLOSE = 2,
    SOS_PARTIAL_CLOSE = 3,
    SOS_CLOSE_BY = 4,
    SOS_MODIFY = 5,
    SOS_CANCEL_ORDER = 6,
    SOS_CLOSE_ALL = 7,
    SOS_PAUSE = 8,
    SOS_RESUME = 9,
    SOS_EMERGENCY_STOP = 10,
    SOS_FORCE_SYNC = 11,
    SOS_HEALTH_CHECK = 12
};
enum { SOS_BUY = 0, SOS_SELL = 1 };
enum { SOS_ANY_PROFIT = 0, SOS_WINNING = 1, SOS_LOSING = 2 };
enum { SOS_FILTER_OURS = 1, SOS_FILTER_PENDING = 2 };
enum { SOS_MODE_LIVE = 0, SOS_MODE_TEST = 1 };
enum { SOS_MARGIN_NETTING = 0, SOS_MARGIN_EXCHANGE = 1, SOS_MARGIN_HEDGING = 2 };
/* Stop levels in rising severity; scope 0 = the whole account, 1 = only orders with this magic prefix. */
enum { SOS_LEVEL_NONE = 0, SOS_LEVEL_PAUSE = 1, SOS_LEVEL_HALT = 2, SOS_LEVEL_HALT_CANCEL = 3, SOS_LEVEL_FLATTEN = 4 };
enum {
    SOS_LINK_IDLE = 0,
    SOS_LINK_CONNECTING = 1,
    SOS_LINK_TLS = 2,
    SOS_LINK_HELLO = 3,
    SOS_LINK_LIVE = 4,
    SOS_LINK_BACKOFF = 5,
    SOS_LINK_STOPPED = 6
};
/* How an account gets its credential. NONE: it has one. ASKING: on the way to the relay. WAITING: somebody must
 * approve. REFUSED: it came to nothing, `text` says why and what to do. */
enum { SOS_PAIR_NONE = 0, SOS_PAIR_ASKING = 1, SOS_PAIR_WAITING = 2, SOS_PAIR_REFUSED = 3 };
/* The link-loss policy: nothing, no more opens (a halt of its own), or that and every order and position closed. */
enum { SOS_LINK_LOSS_KEEP = 0, SOS_LINK_LOSS_PAUSE = 1, SOS_LINK_LOSS_FLATTEN = 2 };
/* What sos_begin decided. */
enum { SOS_GO = 1, SOS_REFUSED = 2, SOS_SETTLED = 3, SOS_RECONCILE = 4 };
/* What became of one leg (sos_finish). */
enum {
    SOS_DONE = 1,
    SOS_PARTIAL = 2,
    SOS_REJECTED = 3,
    SOS_UNKNOWN = 4,
    SOS_NOT_FOUND = 5,
    SOS_EA_REFUSED = 6,
    SOS_SKIPPED = 7
};

/* Everything the bridge must know about the account, the trader's inputs and the folder. Strings: zero-terminated
 * UTF-8. */
typedef struct sos_open_args {
    int64_t login;                 /* ACCOUNT_LOGIN */
    double max_lots_per_order;     /* ceiling; 0 = opening is not allowed */
    double max_risk_percent;       /* ceiling, percent of equity per trade; 0 = none set */
    double max_daily_loss_percent; /* ceiling, percent of the day's start; 0 = none set */
    int32_t struct_size;           /* sizeof(sos_open_args) */
    int32_t abi_version;           /* SOS_ABI_VERSION */
    int32_t magic_prefix;          /* 1 … 0x7FFF: top 16 bits of every magic number */
    int32_t mode;                  /* SOS_MODE_* */
    int32_t max_open_positions;    /* ceiling; 0 = none set */
    int32_t max_trades_per_day;    /* ceiling; 0 = none set */
    int32_t allow_open;            /* 0 or 1: remote opening */
    int32_t allow_stealth;         /* 0 or 1 */
    int32_t reset_hour;            /* 0 … 23, server time: start of the broker day */
    int32_t deviation;             /* default, points */
    int32_t margin_mode;           /* SOS_MARGIN_* */
    int32_t trade_mode;            /* 0 demo, 1 contest, 2 real */
    int32_t leverage;
    int32_t currency_digits; /* 0 … 8 */
    int32_t terminal_build;
    int32_t
        reconcile_wait_s; /* 10 … 600, 0 = 60: how long nothing must be found before an order counts as not executed */
    int32_t link_loss;    /* SOS_LINK_LOSS_*: what the bridge does by itself when the relay is gone */
    int32_t link_loss_s;  /* 60 … 86400: after so long without the relay while the broker was connected */
    int32_t link_loss_scope; /* of the flatten: 0 = the whole account, 1 = only orders with this magic prefix */
    int32_t reserved;
    uint8_t server[128]; /* ACCOUNT_SERVER */
    uint8_t company[128];
    uint8_t currency[16];
    uint8_t relay_address[256]; /* wss://host[:port]/ws/terminal */
    uint8_t pairing_code[128];  /* the code of the dashboard, first use only, or a key made at the relay; empty: a code
                                   is shown */
    uint8_t ca_file[512];       /* PEM; empty = the system's store */
    uint8_t data_dir[512];      /* folder of our own; made if missing, locked while open */
    uint8_t allowed_symbols[512]; /* comma separated; empty = all */
    uint8_t ea_version[16];
} sos_open_args;

typedef struct sos_status_info {
    int64_t session_epoch;   /* 0 until the first welcome */
    int64_t latch_id;        /* 0 = no emergency stop in force */
    int64_t clock_offset_ms; /* relay clock minus this machine's */
    int32_t link_state;      /* SOS_LINK_* */
    int32_t paused;          /* 0 or 1 */
    int32_t latch_level;     /* SOS_LEVEL_* */
    int32_t latch_scope;
    int32_t rtt_ms; /* -1 = not measured */
    int32_t commands_waiting;
    int32_t unsettled;      /* intents whose outcome is not known */
    int32_t journal_ok;     /* 0 = commands are refused */
    uint8_t link_text[256]; /* for the panel: what the link is doing, or why it is refused */
    uint8_t journal_text[256];
    uint8_t terminal_name[64];
    uint8_t dll_version[16];
} sos_status_info;

/* One command as the EA executes it. Fields a kind does not use are 0 or empty. */
typedef struct sos_command {
    int64_t cmd_seq;
    int64_t magic;    /* prefix and tag48 */
    int64_t position; /* POSITION_IDENTIFIER for close kinds */
    int64_t ticket;   /* order ticket for cancel and modify of orders */
    int64_t opposite; /* close_by */
    int64_t latch_id; /* emergency_stop: the latch it set */
    int64_t
        expiration; /* pending orders: UTC seconds; open: 0 = good till cancelled; modify: 0 = unchanged, -1 = none */
    int64_t filter_magic; /* close_all: -1 = any; 0 = none, as manual trades have */
    int64_t known_until;  /* emergency_stop that came late: server seconds; positions opened later are asked about, not
                             closed. 0 = it came in time */
    double volume;        /* lots; close kinds: 0 = all of it */
    double expected_volume;
    double price;
    double stop_limit;
    double sl; /* 0 = none */
    double tp;
    double percent;     /* partial_close: volume was worked out of it and may be cut to the step; 0 = volume is exact */
    int32_t kind;       /* SOS_OPEN … */
    int32_t side;       /* SOS_BUY, SOS_SELL */
    int32_t order_type; /* 0 market, 1 limit, 2 stop, 3 stop_limit */
    int32_t deviation;  /* points; -1 = the EA's default */
    int32_t level;      /* SOS_LEVEL_* */
    int32_t scope;      /* 0 account, 1 ours */
    int32_t has_sl;     /* modify: 1 = set sl to the value (0 removes), 0 = unchanged */
    int32_t has_tp;
    int32_t expected_side; /* close kinds: SOS_BUY, SOS_SELL; -1 = either */
    int32_t filter_side;   /* close_all: SOS_BUY, SOS_SELL; -1 = both */
    int32_t filter_profit; /* close_all: SOS_ANY_PROFIT … */
    int32_t filter_flags;  /* close_all: SOS_FILTER_* added up */
    uint8_t id[40];        /* UUID text */
    uint8_t symbol[32];
    uint8_t comment[32]; /* at most 31 characters, the short tag first */
} sos_command;

/* What the EA knows the moment before it would send: the guard decides on these and on its own latch, pause, ceilings
 * and policy. */
typedef struct sos_facts {
    int64_t login;
    int64_t position;     /* the position to be reduced, 0 for opens */
    int64_t ticket;       /* its current ticket */
    int64_t server_time;  /* seconds; not later than the server's, also after the computer's clock was set */
    double volume;        /* lots about to be sent */
    double volume_before; /* lots of the position now */
    double price;
    double sl;
    double tp;
    double balance;
    double equity;
    double day_start;  /* max(balance, equity) at the start of the broker day; 0 = not known */
    double risk_money; /* loss at the stop, account currency; 0 = no stop */
    double margin_free;
    double sl_before;    /* modify: the stop now, 0 = none */
    int32_t struct_size; /* sizeof(sos_facts) */
    int32_t kind;
    int32_t leg; /* 0 for single orders; 1, 2, … within close_all and flatten */
    int32_t side;
    int32_t open_positions;
    int32_t trades_today;
    int32_t connected;     /* TERMINAL_CONNECTED */
    int32_t trade_allowed; /* all four permissions */
    uint8_t id[40];
    uint8_t symbol[32];
    uint8_t server[128];
} sos_facts;

typedef struct sos_decision {
    int64_t magic;   /* to be put on the request when verdict is SOS_GO */
    int32_t verdict; /* SOS_GO, SOS_REFUSED (the bridge has stored the answer), SOS_SETTLED, SOS_RECONCILE */
    int32_t reserved;
    uint8_t rule[32];  /* name of the refusing rule */
    uint8_t text[256]; /* the rule's figures in words */
    uint8_t comment[32];
} sos_decision;

/* What became of one leg, or of a whole command (final = 1). */
typedef struct sos_result {
    int64_t order;
    int64_t deal;
    int64_t position;
    int64_t ticket;
    int64_t request_ms; /* how long OrderSend took */
    double price;
    double volume;      /* lots executed */
    double volume_left; /* of the position afterwards */
    int32_t struct_size;
    int32_t outcome; /* SOS_DONE … */
    int32_t retcode; /* TRADE_RETCODE_*, 0 = nothing was sent */
    int32_t leg;
    int32_t final;          /* 1 = the command ends with this */
    int32_t already;        /* 1 = nothing had to be done, the aim was already reached */
    int32_t positions_left; /* scan after a flatten */
    int32_t orders_left;
    uint8_t id[40];
    uint8_t rule[32];  /* SOS_EA_REFUSED: the rule's name */
    uint8_t text[256]; /* the broker's words, or the figures of the rule */
} sos_result;

/* An intent whose outcome is unknown, for the EA to look for at the broker (positions, orders, history since
 * server_time - 300 s). */
typedef struct sos_intent {
    int64_t magic;
    int64_t position;
    int64_t ticket;
    int64_t opposite;    /* close_by: identifier of the other position */
    int64_t server_time; /* seconds, when the intent was written */
    int64_t expiration;  /* of the command, as are the next six: what a modification wants (see sos_command) */
    double volume;
    double volume_before;
    double price;
    double stop_limit;
    double sl;
    double tp;
    int32_t has_sl;
    int32_t has_tp;
    int32_t kind;
    int32_t side;
    int32_t leg;
    int32_t watch; /* 1 = already settled as not_executed; look rarely, a late find is reported */
    uint8_t id[40];
    uint8_t symbol[32];
} sos_intent;

typedef struct sos_account {
    int64_t login;
    int64_t last_trade_time; /* server seconds, 0 = none in the loaded history */
    double balance;
    double equity;
    double margin;
    double margin_free;
    double margin_level; /* percent; 0 = no margin in use */
    double profit;
    double day_start;
    double credit;
    int32_t leverage;
    int32_t connected; /* terminal to broker */
    int32_t trades_today;
    int32_t currency_digits;
    int32_t trades_this_week;
    int32_t reserved;
    uint8_t currency[16];
    uint8_t server[128];
} sos_account;

typedef struct sos_position {
    int64_t position; /* POSITION_IDENTIFIER: never changes */
    int64_t ticket;   /* POSITION_TICKET: may change */
    int64_t magic;
    int64_t time_msc; /* opened, server milliseconds */
    double volume;
    double price_open;
    double price_current;
    double sl;
    double tp;
    double profit;
    double swap;
    double commission; /* of the opening deals, where known */
    int32_t side;
    int32_t digits;
    int32_t reason; /* POSITION_REASON name's index in the .mqh table: 0 client, 1 mobile, 2 web, 3 expert */
    int32_t reserved;
    uint8_t symbol[32];
    uint8_t comment[32];
} sos_position;

typedef struct sos_order {
    int64_t ticket;
    int64_t magic;
    int64_t time_setup_msc;
    int64_t expiration;
    double volume; /* current (remaining) */
    double price;
    double stop_limit;
    double sl;
    double tp;
    double price_current;
    int32_t type; /* 0 buy, 1 sell, 2 buy_limit, 3 sell_limit, 4 buy_stop, 5 sell_stop, 6 buy_stop_limit, 7
                     sell_stop_limit */
    int32_t digits;
    int32_t state; /* 0 started, 1 placed, 2 canceled, 3 partial, 4 filled, 5 rejected, 6 expired */
    int32_t reserved;
    uint8_t symbol[32];
    uint8_t comment[32];
} sos_order;

typedef struct sos_deal {
    int64_t deal;
    int64_t order;
    int64_t position;
    int64_t magic;
    int64_t time_msc;
    double volume;
    double price;
    double profit;
    double swap;
    double commission;
    double sl;
    double tp;
    double volume_before; /* of the position before this deal: lots, below zero = sell, 0 = none */
    double volume_after;
    int32_t side;   /* 0 buy, 1 sell, 2 balance and other operations */
    int32_t entry;  /* 0 in, 1 out, 2 inout, 3 out_by */
    int32_t reason; /* 0 client, 1 mobile, 2 web, 3 expert, 4 stop loss, 5 take profit, 6 stop out, 7 other */
    int32_t digits;
    uint8_t symbol[32];
    uint8_t comment[32];
} sos_deal;

/* What a symbol demands of an order, and its last prices. Flags are the terminal's own bits. */
typedef struct sos_symbol {
    double bid; /* 0 = no price yet */
    double ask;
    double point;
    double volume_min;
    double volume_max; /* 0 = no limit */
    double volume_step;
    int32_t digits;
    int32_t stops_level;  /* points that a stop, target or pending price keeps from the market */
    int32_t freeze_level; /* points within which levels and orders can no longer be changed */
    int32_t trade_mode;   /* 0 disabled, 1 long only, 2 short only, 3 close only, 4 full */
    int32_t order_modes;  /* 1 market, 2 limit, 4 stop, 8 stop-limit, 64 close-by */
    int32_t expiry_modes; /* 1 until cancelled, 2 the day, 4 a time, 8 the day of a time */
    uint8_t symbol[32];
} sos_symbol;

typedef struct sos_health {
    int64_t broker_ping_us;
    int64_t server_time;    /* seconds */
    int32_t terminal_trade; /* TERMINAL_TRADE_ALLOWED */
    int32_t program_trade;  /* MQL_TRADE_ALLOWED */
    int32_t account_trade;  /* ACCOUNT_TRADE_ALLOWED */
    int32_t expert_trade;   /* ACCOUNT_TRADE_EXPERT */
    int32_t connected;
    int32_t dlls_allowed;
    int32_t synchronised; /* history and positions loaded */
    int32_t build;
} sos_health;

/* One line of the health check, in the order link, tls, broker, permissions, journal, clock. */
typedef struct sos_check {
    int32_t passed;
    int32_t reserved;
    uint8_t name[32];
    uint8_t text[256];
} sos_check;

/* What the panel shows while the account has no credential. */
typedef struct sos_pairing_info {
    int64_t expires_in_ms;   /* WAITING: time left to approve */
    int32_t state;           /* SOS_PAIR_* */
    int32_t qr_size;         /* modules per side, 21 to 57; 0 = none to show. Four light modules belong around it */
    uint8_t code[16];        /* WAITING: "K7QM-2XHD", to be typed into the dashboard; empty = none */
    uint8_t fingerprint[16]; /* "9TRA-V4CE-2MPX", must be the same in the dashboard */
    uint8_t page[128];       /* https address of the page to approve on, without the code */
    uint8_t text[256];       /* what is going on, in words */
    uint8_t qr[3256];        /* rows from the top left, 1 = dark: opens that page with the code behind '#' */
} sos_pairing_info;

#ifdef __cplusplus
extern "C" {
#endif

/* sizes: sizeof of open_args, status_info, command, facts, decision, result, intent, account, position, order, deal,
 * health, check, symbol, pairing_info, in this order; n = 15. Returns SOS_ABI_VERSION, or SOS_E_BAD_SIZE, or
 * SOS_E_VERSION when ea_abi differs. Needs no handle. */
SOS_EXPORT int32_t sos_abi_version(int32_t ea_abi, int32_t const* sizes, int32_t n);

/* Opens or resumes the session of (login, server). *handle is set on SOS_OK. Within the grace time after sos_close the
 * link is found still up. SOS_E_ACCOUNT_TAKEN when another EA holds it and has made a call within the last 10 s; the
 * handle of one that has not is closed, because a terminal may have ended it in the middle of a handler. */
SOS_EXPORT int32_t sos_open(sos_open_args const* args, int64_t* handle);

/* A read-only handle on the session that the account's EA holds (SelfTest script). SOS_E_BAD_HANDLE when there is none.
 */
SOS_EXPORT int32_t sos_attach(int64_t login, uint8_t const* server, int32_t server_size, int64_t* handle);

/* reason: OnDeinit's number. Chart, input and recompile reasons keep the link for the grace time; others end it.
 * Bounded at 1.5 s. */
SOS_EXPORT int32_t sos_close(int64_t handle, int32_t reason);

SOS_EXPORT int32_t sos_status(int64_t handle, sos_status_info* status);

/* How the pairing stands; state SOS_PAIR_NONE once the account has its credential. */
SOS_EXPORT int32_t sos_pairing(int64_t handle, sos_pairing_info* info);

/* Waits until a command is ready or max_ms (0 … 1000) have passed. Returns the number of commands ready. */
SOS_EXPORT int32_t sos_wait(int64_t handle, int32_t max_ms);

/* Takes the next command, emergency stops first. Returns 1, or 0 when there is none. */
SOS_EXPORT int32_t sos_next(int64_t handle, sos_command* command);

/* Guard and intent in one critical section shared with the latch; the intent is on disk when this returns SOS_GO. */
SOS_EXPORT int32_t sos_begin(int64_t handle, sos_facts const* facts, sos_decision* decision);

/* Stores the outcome of a leg; with final = 1 the command's result is on disk and queued for the relay when this
 * returns. SOS_UNKNOWN with a deal and no retcode: a deal that may be the leg's, but carries no mark; the leg stays in
 * doubt as long as it is reported. Returns 1, and stores nothing, when the deal found for a leg without an answer is
 * known to be another leg's. */
SOS_EXPORT int32_t sos_finish(int64_t handle, sos_result const* result);

/* The index-th intent (0, 1, …) to look for at the broker. Returns 1, or 0 when index is past the last. */
SOS_EXPORT int32_t sos_read_back(int64_t handle, int32_t index, sos_intent* intent);

/* Whole lists; the bridge finds what changed. count 0 with NULL says "none". */
SOS_EXPORT int32_t sos_push_account(int64_t handle, sos_account const* account);
SOS_EXPORT int32_t sos_push_positions(int64_t handle, sos_position const* rows, int32_t count);
SOS_EXPORT int32_t sos_push_orders(int64_t handle, sos_order const* rows, int32_t count);
/* Each deal of the history at least once; known ones are dropped by deal ticket. */
/* The symbols the terminal watches, whole; what is no longer among them is dropped. */
SOS_EXPORT int32_t sos_push_symbols(int64_t handle, sos_symbol const* rows, int32_t count);
SOS_EXPORT int32_t sos_push_deal(int64_t handle, sos_deal const* deal);
SOS_EXPORT int32_t sos_push_health(int64_t handle, sos_health const* health);
/* level: 0 debug, 1 info, 2 warn, 3 error. size in bytes, without a terminator. */
SOS_EXPORT int32_t sos_push_log(int64_t handle, int32_t level, uint8_t const* text, int32_t size);

/* The index-th line of the self test. Returns 1, or 0 past the last. */
SOS_EXPORT int32_t sos_check_line(int64_t handle, int32_t index, sos_check* line);

/* The trader lifts an emergency stop at the terminal by typing its id. SOS_E_ARGUMENT when it is not the one in force.
 */
SOS_EXPORT int32_t sos_lift_latch(int64_t handle, int64_t latch_id);

/* Words for the last error of a call made by this thread. Returns bytes written, or minus the size needed. */
SOS_EXPORT int32_t sos_last_error(uint8_t* text, int32_t size);

#ifdef __cplusplus
}
#endif
#endif /* lint: allow size: one contract, read in one piece and mirrored field by field in Bridge.mqh */
