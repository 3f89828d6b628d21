//+------------------------------------------------------------------+
//| SignalOS: commands from your dashboard, executed in this terminal |
//| and reported back. Protocol, journal and guard live in            |
//| SignalOSBridge.dll; this expert asks, executes and reads back.    |
//+------------------------------------------------------------------+
#property copyright "SignalOS"
#property version   "1.00"
#property description "Command and watch this terminal from anywhere through your SignalOS relay."
#property description "No broker password leaves the terminal. The ceilings below cannot be lifted from outside."

#define EA_VERSION "1.00"

#include <SignalOS/Bridge.mqh>
#include <SignalOS/Handshake.mqh>
#include <SignalOS/Text.mqh>
#include <SignalOS/Retcodes.mqh>
#include <SignalOS/Numbers.mqh>
#include <SignalOS/Symbols.mqh>
#include <SignalOS/Permissions.mqh>
#include <SignalOS/Calendar.mqh>
#include <SignalOS/Session.mqh>
#include <SignalOS/Trader.mqh>
#include <SignalOS/Reporter.mqh>
#include <SignalOS/Legs.mqh>
#include <SignalOS/Flatten.mqh>
#include <SignalOS/Reduce.mqh>
#include <SignalOS/CloseAll.mqh>
#include <SignalOS/Pending.mqh>
#include <SignalOS/Modify.mqh>
#include <SignalOS/Reconcile.mqh>
#include <SignalOS/Commands.mqh>
#include <SignalOS/Pairing.mqh>
#include <SignalOS/Panel.mqh>

enum ENUM_SIGNALOS_MODE
  {
   SIGNALOS_LIVE=0, // Live
   SIGNALOS_TEST=1  // Test: orders are checked, never sent
  };

enum ENUM_SIGNALOS_LINK_LOSS
  {
   SIGNALOS_LINK_LOSS_KEEP=0,   // Keep everything as it is
   SIGNALOS_LINK_LOSS_PAUSE=1,  // Stop opening
   SIGNALOS_LINK_LOSS_FLATTEN=2 // Stop opening, cancel orders, close positions
  };

enum ENUM_SIGNALOS_SCOPE
  {
   SIGNALOS_SCOPE_ACCOUNT=0, // Whole account
   SIGNALOS_SCOPE_OURS=1     // Orders of SignalOS only
  };

input group "Connection"
input string             InpRelayAddress="wss://localhost:8443/ws/terminal"; // Relay address
input string             InpPairingCode="";               // Pairing code (first use only; empty = show one)
input string             InpCaFile="";                    // CA file (private relays only)
input group "Behaviour"
input ENUM_SIGNALOS_MODE InpMode=SIGNALOS_LIVE;           // Mode
input int                InpMagicPrefix=21313;            // Magic prefix (1 to 32767)
input int                InpDeviation=20;                 // Default deviation, points
input int                InpResetHour=0;                  // Broker day starts at hour
input int                InpWaitMs=8;                     // Longest wait for a command in a timer call, ms
input int                InpReconcileWait=60;             // Order without an answer: seconds to look for it (10 to 600)
input ENUM_SIGNALOS_LINK_LOSS InpLinkLoss=SIGNALOS_LINK_LOSS_KEEP; // When the relay cannot be reached
input int                InpLinkLossSeconds=300;          // ... for so many seconds (60 to 86400)
input ENUM_SIGNALOS_SCOPE InpLinkLossScope=SIGNALOS_SCOPE_OURS; // ... what is cancelled and closed
input string             InpLiftStop="";                  // Lift emergency stop (type its number)
input group "Ceilings (nothing remote can lift them)"
input double             InpMaxLots=1.0;                  // Max lots per order
input double             InpMaxRiskPercent=0.0;           // Max risk per trade, % of equity (0 = no ceiling)
input int                InpMaxPositions=0;               // Max open positions (0 = no ceiling)
input int                InpMaxTradesPerDay=0;            // Max trades per day (0 = no ceiling)
input double             InpMaxDailyLoss=0.0;             // Max daily loss, % of day start (0 = no ceiling)
input string             InpAllowedSymbols="";            // Allowed symbols, comma separated (empty = all)
input bool               InpAllowOpen=true;               // Allow remote opening
input bool               InpAllowStealth=false;           // Allow stealth stops

#define TIMER_MS         10
#define COMMANDS_A_TICK  32
#define REOPEN_MS        5000
#define PANEL_MS         500

CSession      g_session;
CTrader       g_trader;
CCalendar     g_calendar;
CReporter     g_reporter;
CCommands     g_commands;
CFlatten      g_flatten;
CReduce       g_reduce;
CCloseAll     g_close_all;
CReconcile    g_reconcile;
CPanel        g_panel;
SosStatusInfo g_status;
ulong         g_next_open=0;
ulong         g_next_panel=0;

int OnInit()
  {
   g_session.Init();
   g_panel.Init();
   if(MQLInfoInteger(MQL_TESTER)!=0)
     {
      Print("SignalOS does not run in the strategy tester");
      return(INIT_FAILED);
     }
   if(InpMagicPrefix<1 || InpMagicPrefix>0x7FFF || InpResetHour<0 || InpResetHour>23 || InpDeviation<0 || InpWaitMs<0 ||
      InpMaxLots<0.0 || InpReconcileWait<10 || InpReconcileWait>600 || InpLinkLossSeconds<60 || InpLinkLossSeconds>86400)
     {
      Print("SignalOS: an input is out of range: magic prefix 1 to 32767, reset hour 0 to 23, seconds to look for an order 10 to 600, ",
            "seconds without the relay 60 to 86400, ",
            "deviation, wait and lots not negative");
      return(INIT_PARAMETERS_INCORRECT);
     }
   int abi=BridgeHandshake();
   if(abi<0)
     {
      Print("SignalOS: SignalOSBridge.dll does not fit this expert: ",BridgeError());
      return(INIT_FAILED);
     }
   TraderSettings settings= {};
   settings.mode=(InpMode==SIGNALOS_TEST) ? SOS_MODE_TEST : SOS_MODE_LIVE;
   settings.deviation=InpDeviation;
   g_trader.Init(settings);
   ForgetAccount();
   g_next_open=0;
   g_next_panel=0;
   OpenSession();
   if(!EventSetMillisecondTimer(TIMER_MS))
     {
      Print("SignalOS: the timer could not be set, error ",GetLastError());
      return(INIT_FAILED);
     }
   return(INIT_SUCCEEDED);
  }

//--- What was under way belonged to the account before; the bridge keeps it there, in doubt where it has to.
void ForgetAccount()
  {
   g_trader.Forget();
   g_calendar.Init(InpResetHour);
   g_reporter.Init();
   g_flatten.Init();
   g_close_all.Init(InpMagicPrefix);
   g_reconcile.Init();
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   g_session.Close(reason);
   g_panel.Clear();
  }

//--- Only says that something changed: transactions may be lost or come in any order, the lists are read anew.
void OnTradeTransaction(const MqlTradeTransaction &trans,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   g_reporter.MarkDirty();
   g_reconcile.LookSoon();
  }

void OnTimer()
  {
   ulong started=GetTickCount64();
   if(g_session.IsOpen() && !g_session.SameAccount())
     {
      Print("SignalOS: the terminal has signed in to another account; account ",g_session.Login()," is left alone");
      g_session.Close(REASON_ACCOUNT);
      ForgetAccount();
      g_next_open=0;
     }
   if(!g_session.IsOpen())
     {
      if(started>=g_next_open)
         OpenSession();
      if(!g_session.IsOpen())
         return;
     }
   if(!g_session.Refresh(g_status))
      return;
   Drain();
   g_flatten.Run(g_session,g_trader,g_calendar,g_status,InpMagicPrefix);
   g_close_all.Run(g_session,g_trader,g_calendar);
   //--- The account may have changed while an order was under way: what the lists show now is another's.
   if(!g_session.SameAccount())
      return;
   g_reconcile.Run(g_session,g_reporter,started);
   g_reporter.Run(g_session,g_calendar,GetTickCount64());
   if(started>=g_next_panel)
     {
      g_panel.Show(g_session,g_status,InpMode==SIGNALOS_TEST,EA_VERSION);
      g_next_panel=started+PANEL_MS;
     }
   //--- A timer event is not queued while one runs: the wait ends before the next is due.
   int left=g_close_all.Running() ? 0 : InpWaitMs-(int)(GetTickCount64()-started);
   if(left>0 && sos_wait(g_session.Handle(),left)>0)
     {
      Drain();
      g_flatten.Run(g_session,g_trader,g_calendar,g_status,InpMagicPrefix);
      g_reporter.Run(g_session,g_calendar,GetTickCount64());
     }
  }

void Drain()
  {
   SosCommand command= {};
   int        taken=0;
   while(taken<COMMANDS_A_TICK && !IsStopped() && g_session.SameAccount() && g_trader.SeesItsDeals() &&
         sos_next(g_session.Handle(),command)==1)
     {
      g_commands.Run(g_session,g_trader,g_calendar,g_reporter,g_flatten,g_reduce,g_close_all,command);
      g_session.Refresh(g_status);
      taken++;
     }
  }

void OpenSession()
  {
   g_next_open=GetTickCount64()+REOPEN_MS;
   if(AccountInfoInteger(ACCOUNT_LOGIN)==0)
     {
      g_panel.ShowText("SignalOS "+EA_VERSION+"\nWaiting for the terminal to sign in to an account");
      return;
     }
   SosOpenArgs args= {};
   FillArgs(args);
   if(!g_session.Open(args))
     {
      g_panel.ShowText("SignalOS "+EA_VERSION+"\nNot running: "+g_session.Trouble());
      return;
     }
   g_reporter.Restart();
   if(InpLiftStop=="")
      return;
   if(sos_lift_latch(g_session.Handle(),StringToInteger(InpLiftStop))>=0)
      Print("SignalOS: emergency stop ",InpLiftStop," was lifted at the terminal");
   else
      Print("SignalOS: no emergency stop ",InpLiftStop," is in force; nothing was lifted");
  }

void FillArgs(SosOpenArgs &args)
  {
   args.login=AccountInfoInteger(ACCOUNT_LOGIN);
   args.max_lots_per_order=InpMaxLots;
   args.max_risk_percent=InpMaxRiskPercent;
   args.max_daily_loss_percent=InpMaxDailyLoss;
   args.struct_size=sizeof(SosOpenArgs);
   args.abi_version=SOS_ABI_VERSION;
   args.magic_prefix=InpMagicPrefix;
   args.mode=(InpMode==SIGNALOS_TEST) ? SOS_MODE_TEST : SOS_MODE_LIVE;
   args.max_open_positions=InpMaxPositions;
   args.max_trades_per_day=InpMaxTradesPerDay;
   args.allow_open=InpAllowOpen ? 1 : 0;
   args.allow_stealth=InpAllowStealth ? 1 : 0;
   args.reconcile_wait_s=InpReconcileWait;
   args.link_loss=(int)InpLinkLoss;
   args.link_loss_s=InpLinkLossSeconds;
   args.link_loss_scope=(int)InpLinkLossScope;
   args.reset_hour=InpResetHour;
   args.deviation=InpDeviation;
   args.margin_mode=MarginModeNumber();
   args.trade_mode=TradeModeNumber();
   args.leverage=(int)AccountInfoInteger(ACCOUNT_LEVERAGE);
   args.currency_digits=(int)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
   args.terminal_build=(int)TerminalInfoInteger(TERMINAL_BUILD);
   PutText(AccountInfoString(ACCOUNT_SERVER),args.server);
   PutText(AccountInfoString(ACCOUNT_COMPANY),args.company);
   PutText(AccountInfoString(ACCOUNT_CURRENCY),args.currency);
   PutText(InpRelayAddress,args.relay_address);
   PutText(InpPairingCode,args.pairing_code);
   PutText(InpCaFile,args.ca_file);
   PutText(TerminalInfoString(TERMINAL_DATA_PATH)+"/MQL5/Files/SignalOS",args.data_dir);
   PutText(InpAllowedSymbols,args.allowed_symbols);
   PutText(EA_VERSION,args.ea_version);
  }
