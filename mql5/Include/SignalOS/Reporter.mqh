//+------------------------------------------------------------------+
//| Tells the bridge what the terminal shows: whole lists, re-read    |
//| from the terminal, never built up from transactions.              |
//+------------------------------------------------------------------+

#define PRICE_REPORT_MS   250
#define HEALTH_REPORT_MS  1000
#define CALENDAR_MS       60000
#define SYMBOLS_MOST      64
#define SYNC_SETTLE_MS    2000

class CReporter
  {
private:
   bool              m_dirty;           // a transaction came: report at once
   ulong             m_next_prices;     // GetTickCount64 values
   ulong             m_next_health;
   ulong             m_next_calendar;
   ulong             m_connected_since; // 0 = not connected
   ulong             m_last_deal;       // newest deal already handed over

   void              PushAccount(CSession &session,CCalendar &calendar);
   void              PushPositions(CSession &session);
   void              PushOrders(CSession &session);
   void              PushSymbols(CSession &session);
   void              PushDeals(CSession &session);
   void              PushHealth(CSession &session);
   bool              FillPosition(const ulong ticket,SosPosition &row);
   bool              FillOrder(const ulong ticket,SosOrder &row);
   bool              FillSymbol(const string symbol,SosSymbol &row);
   int               DealReason(const long reason);
   void              FillDeal(const ulong ticket,SosDeal &row);
   void              FillVolumes(SosDeal &row);

public:
   void              Init(void);
   void              MarkDirty(void) { m_dirty=true; }
   //--- Everything anew, deals included (the bridge drops those it knows).
   void              Restart(void);
   //--- Reports what is due; now in GetTickCount64 milliseconds.
   void              Run(CSession &session,CCalendar &calendar,const ulong now);
   //--- Connected long enough that lists and history can be believed.
   bool              Synchronised(void);
  };

void CReporter::Init(void)
  {
   m_connected_since=0;
   Restart();
  }

void CReporter::Restart(void)
  {
   m_dirty=true;
   m_next_prices=0;
   m_next_health=0;
   m_next_calendar=0;
   m_last_deal=0;
  }

bool CReporter::Synchronised(void)
  {
   return(m_connected_since!=0 && GetTickCount64()-m_connected_since>=SYNC_SETTLE_MS);
  }

void CReporter::Run(CSession &session,CCalendar &calendar,const ulong now)
  {
   bool connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0);
   if(!connected)
      m_connected_since=0;
   else
      if(m_connected_since==0)
         m_connected_since=now;
   bool dirty=m_dirty;
   m_dirty=false;
   if(dirty || now>=m_next_calendar)
     {
      calendar.Refresh();
      m_next_calendar=now+CALENDAR_MS;
     }
   if(dirty || now>=m_next_health)
     {
      PushHealth(session);
      if(connected)
         PushSymbols(session);
      m_next_health=now+HEALTH_REPORT_MS;
     }
   //--- Lists of a terminal that is not connected may be empty or old: the last ones stay, with their age.
   if(connected && (dirty || now>=m_next_prices))
     {
      PushPositions(session);
      PushOrders(session);
     }
   if(dirty || now>=m_next_prices)
     {
      PushAccount(session,calendar);
      m_next_prices=now+PRICE_REPORT_MS;
     }
   if(dirty && connected)
      PushDeals(session);
  }

void CReporter::PushAccount(CSession &session,CCalendar &calendar)
  {
   SosAccount row= {};
   row.login=AccountInfoInteger(ACCOUNT_LOGIN);
   row.last_trade_time=(long)calendar.LastTrade();
   row.balance=AccountInfoDouble(ACCOUNT_BALANCE);
   row.equity=AccountInfoDouble(ACCOUNT_EQUITY);
   row.margin=AccountInfoDouble(ACCOUNT_MARGIN);
   row.margin_free=AccountInfoDouble(ACCOUNT_MARGIN_FREE);
   row.margin_level=AccountInfoDouble(ACCOUNT_MARGIN_LEVEL);
   row.profit=AccountInfoDouble(ACCOUNT_PROFIT);
   row.day_start=calendar.DayStart();
   row.credit=AccountInfoDouble(ACCOUNT_CREDIT);
   row.leverage=(int)AccountInfoInteger(ACCOUNT_LEVERAGE);
   row.connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0) ? 1 : 0;
   row.trades_today=calendar.TradesToday();
   row.currency_digits=(int)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
   row.trades_this_week=calendar.TradesThisWeek();
   PutText(AccountInfoString(ACCOUNT_CURRENCY),row.currency);
   PutText(AccountInfoString(ACCOUNT_SERVER),row.server);
   if(session.SameAccount()) // not lists of an account signed in to meanwhile
      sos_push_account(session.Handle(),row);
  }

void CReporter::PushPositions(CSession &session)
  {
   SosPosition rows[];
   int total=PositionsTotal();
   int count=0;
   if(ArrayResize(rows,total)<0)
      return;
   for(int i=0; i<total; i++)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && FillPosition(ticket,rows[count]))
         count++;
     }
   if(session.SameAccount())
      sos_push_positions(session.Handle(),rows,count);
  }

bool CReporter::FillPosition(const ulong ticket,SosPosition &row)
  {
   if(!PositionSelectByTicket(ticket))
      return(false);
   string symbol=PositionGetString(POSITION_SYMBOL);
   row.position=PositionGetInteger(POSITION_IDENTIFIER);
   row.ticket=(long)ticket;
   row.magic=PositionGetInteger(POSITION_MAGIC);
   row.time_msc=PositionGetInteger(POSITION_TIME_MSC);
   row.volume=PositionGetDouble(POSITION_VOLUME);
   row.price_open=PositionGetDouble(POSITION_PRICE_OPEN);
   row.price_current=PositionGetDouble(POSITION_PRICE_CURRENT);
   row.sl=PositionGetDouble(POSITION_SL);
   row.tp=PositionGetDouble(POSITION_TP);
   row.profit=PositionGetDouble(POSITION_PROFIT);
   row.swap=PositionGetDouble(POSITION_SWAP);
   row.commission=0.0;
   row.side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   row.digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   row.reason=0;
   if(PositionGetInteger(POSITION_REASON)==(long)POSITION_REASON_MOBILE)
      row.reason=1;
   if(PositionGetInteger(POSITION_REASON)==(long)POSITION_REASON_WEB)
      row.reason=2;
   if(PositionGetInteger(POSITION_REASON)==(long)POSITION_REASON_EXPERT)
      row.reason=3;
   row.reserved=0;
   PutText(symbol,row.symbol);
   PutText(PositionGetString(POSITION_COMMENT),row.comment);
   return(true);
  }

void CReporter::PushOrders(CSession &session)
  {
   SosOrder rows[];
   int total=OrdersTotal();
   int count=0;
   if(ArrayResize(rows,total)<0)
      return;
   for(int i=0; i<total; i++)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && FillOrder(ticket,rows[count]))
         count++;
     }
   if(session.SameAccount())
      sos_push_orders(session.Handle(),rows,count);
  }

bool CReporter::FillOrder(const ulong ticket,SosOrder &row)
  {
   if(!OrderSelect(ticket))
      return(false);
   string symbol=OrderGetString(ORDER_SYMBOL);
   row.ticket=(long)ticket;
   row.magic=OrderGetInteger(ORDER_MAGIC);
   row.time_setup_msc=OrderGetInteger(ORDER_TIME_SETUP_MSC);
   row.expiration=OrderGetInteger(ORDER_TIME_EXPIRATION);
   row.volume=OrderGetDouble(ORDER_VOLUME_CURRENT);
   row.price=OrderGetDouble(ORDER_PRICE_OPEN);
   row.stop_limit=OrderGetDouble(ORDER_PRICE_STOPLIMIT);
   row.sl=OrderGetDouble(ORDER_SL);
   row.tp=OrderGetDouble(ORDER_TP);
   row.price_current=OrderGetDouble(ORDER_PRICE_CURRENT);
   row.type=OrderTypeNumber((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE));
   row.digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   row.state=1;
   if(OrderGetInteger(ORDER_STATE)==(long)ORDER_STATE_STARTED)
      row.state=0;
   if(OrderGetInteger(ORDER_STATE)==(long)ORDER_STATE_PARTIAL)
      row.state=3;
   row.reserved=0;
   PutText(symbol,row.symbol);
   PutText(OrderGetString(ORDER_COMMENT),row.comment);
   return(true);
  }

//--- The Market Watch as far as it goes: what an order in each symbol must keep to, and where its market is.
void CReporter::PushSymbols(CSession &session)
  {
   SosSymbol rows[];
   int total=MathMin(SymbolsTotal(true),SYMBOLS_MOST);
   int count=0;
   if(ArrayResize(rows,total)<0)
      return;
   for(int i=0; i<total; i++)
      if(FillSymbol(SymbolName(i,true),rows[count]))
         count++;
   sos_push_symbols(session.Handle(),rows,count);
  }

bool CReporter::FillSymbol(const string symbol,SosSymbol &row)
  {
   MqlTick tick;
   if(symbol=="")
      return(false);
   bool quoted=SymbolInfoTick(symbol,tick);
   row.bid=quoted ? tick.bid : 0.0;
   row.ask=quoted ? tick.ask : 0.0;
   row.point=SymbolInfoDouble(symbol,SYMBOL_POINT);
   row.volume_min=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MIN);
   row.volume_max=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MAX);
   row.volume_step=SymbolInfoDouble(symbol,SYMBOL_VOLUME_STEP);
   row.digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   row.stops_level=(int)SymbolInfoInteger(symbol,SYMBOL_TRADE_STOPS_LEVEL);
   row.freeze_level=(int)SymbolInfoInteger(symbol,SYMBOL_TRADE_FREEZE_LEVEL);
   row.trade_mode=(int)SymbolInfoInteger(symbol,SYMBOL_TRADE_MODE);
   row.order_modes=(int)SymbolInfoInteger(symbol,SYMBOL_ORDER_MODE);
   row.expiry_modes=(int)SymbolInfoInteger(symbol,SYMBOL_EXPIRATION_MODE);
   PutText(symbol,row.symbol);
   return(true);
  }

int CReporter::DealReason(const long reason)
  {
   if(reason==(long)DEAL_REASON_CLIENT)
      return(0);
   if(reason==(long)DEAL_REASON_MOBILE)
      return(1);
   if(reason==(long)DEAL_REASON_WEB)
      return(2);
   if(reason==(long)DEAL_REASON_EXPERT)
      return(3);
   if(reason==(long)DEAL_REASON_SL)
      return(4);
   if(reason==(long)DEAL_REASON_TP)
      return(5);
   if(reason==(long)DEAL_REASON_SO)
      return(6);
   return(7);
  }

void CReporter::FillDeal(const ulong ticket,SosDeal &row)
  {
   string  symbol=HistoryDealGetString(ticket,DEAL_SYMBOL);
   long    type=HistoryDealGetInteger(ticket,DEAL_TYPE);
   row.deal=(long)ticket;
   row.order=HistoryDealGetInteger(ticket,DEAL_ORDER);
   row.position=HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
   row.magic=HistoryDealGetInteger(ticket,DEAL_MAGIC);
   row.time_msc=HistoryDealGetInteger(ticket,DEAL_TIME_MSC);
   row.volume=HistoryDealGetDouble(ticket,DEAL_VOLUME);
   row.price=HistoryDealGetDouble(ticket,DEAL_PRICE);
   row.profit=HistoryDealGetDouble(ticket,DEAL_PROFIT);
   row.swap=HistoryDealGetDouble(ticket,DEAL_SWAP);
   row.commission=HistoryDealGetDouble(ticket,DEAL_COMMISSION);
   row.sl=HistoryDealGetDouble(ticket,DEAL_SL);
   row.tp=HistoryDealGetDouble(ticket,DEAL_TP);
   row.side=2;
   if(type==(long)DEAL_TYPE_BUY)
      row.side=SOS_BUY;
   if(type==(long)DEAL_TYPE_SELL)
      row.side=SOS_SELL;
   row.entry=EntryNumber(HistoryDealGetInteger(ticket,DEAL_ENTRY));
   row.reason=DealReason(HistoryDealGetInteger(ticket,DEAL_REASON));
   row.digits=(symbol=="") ? 0 : (int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   PutText(symbol,row.symbol);
   PutText(HistoryDealGetString(ticket,DEAL_COMMENT),row.comment);
  }

//--- Signed volume of the deal's position before it and after it: the sum over the position's own history.
void CReporter::FillVolumes(SosDeal &row)
  {
   row.volume_before=0.0;
   double own=0.0;
   if(row.side>SOS_SELL || !HistorySelectByPosition(row.position))
      return;
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong  ticket=HistoryDealGetTicket(i);
      long   type=HistoryDealGetInteger(ticket,DEAL_TYPE);
      double sign=(type==(long)DEAL_TYPE_BUY) ? 1.0 : -1.0;
      if(ticket==0 || ticket>(ulong)row.deal || (type!=(long)DEAL_TYPE_BUY && type!=(long)DEAL_TYPE_SELL))
         continue;
      double volume=sign*HistoryDealGetDouble(ticket,DEAL_VOLUME);
      if(ticket==(ulong)row.deal)
         own=volume;
      else
         row.volume_before+=volume;
     }
   row.volume_before=NormalizeDouble(row.volume_before,8);
   row.volume_after=NormalizeDouble(row.volume_before+own,8);
  }

void CReporter::PushDeals(CSession &session)
  {
   if(!HistorySelect((datetime)((long)ServerTimeAtLeast()-(long)HISTORY_DAYS*SECONDS_PER_DAY),
                     (datetime)((long)ServerTimeAtMost()+SECONDS_PER_DAY)))
      return;
   SosDeal rows[];
   int     count=0;
   int     total=HistoryDealsTotal();
   if(ArrayResize(rows,total)<0)
      return;
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(ticket==0 || ticket<=m_last_deal)
         continue;
      FillDeal(ticket,rows[count]);
      count++;
     }
   ulong newest=m_last_deal;
   for(int i=0; i<count; i++)
     {
      FillVolumes(rows[i]);
      if(!session.SameAccount() || sos_push_deal(session.Handle(),rows[i])<0)
         return; // another account's, or not journaled: it is handed over again with the next change
      newest=MathMax(newest,(ulong)rows[i].deal);
     }
   m_last_deal=newest;
  }

void CReporter::PushHealth(CSession &session)
  {
   SosHealth row= {};
   row.broker_ping_us=TerminalInfoInteger(TERMINAL_PING_LAST);
   row.server_time=(long)TimeTradeServer();
   row.terminal_trade=(TerminalInfoInteger(TERMINAL_TRADE_ALLOWED)!=0) ? 1 : 0;
   row.program_trade=(MQLInfoInteger(MQL_TRADE_ALLOWED)!=0) ? 1 : 0;
   row.account_trade=(AccountInfoInteger(ACCOUNT_TRADE_ALLOWED)!=0) ? 1 : 0;
   row.expert_trade=(AccountInfoInteger(ACCOUNT_TRADE_EXPERT)!=0) ? 1 : 0;
   row.connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0) ? 1 : 0;
   row.dlls_allowed=(MQLInfoInteger(MQL_DLLS_ALLOWED)!=0) ? 1 : 0;
   row.synchronised=Synchronised() ? 1 : 0;
   row.build=(int)TerminalInfoInteger(TERMINAL_BUILD);
   sos_push_health(session.Handle(),row);
  }
