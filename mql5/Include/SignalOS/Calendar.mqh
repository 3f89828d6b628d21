//+------------------------------------------------------------------+
//| The broker day: starts at the reset hour of server time. Its      |
//| starting value and its trades are rebuilt from history.           |
//+------------------------------------------------------------------+

#define SECONDS_PER_DAY  86400
#define HISTORY_DAYS     30

//--- TimeTradeServer follows the computer's clock between quotes, so a clock that was set makes it wrong until the next
//--- quote; TimeCurrent is the broker's own but stands still without quotes. The truth is not before the one and, but for
//--- a clock set forward, not behind the other.
datetime ServerTimeAtLeast(void)
  {
   datetime quoted=TimeCurrent();
   datetime computed=TimeTradeServer();
   return((quoted>0 && quoted<computed) ? quoted : computed);
  }

datetime ServerTimeAtMost(void)
  {
   datetime quoted=TimeCurrent();
   datetime computed=TimeTradeServer();
   return((quoted>computed) ? quoted : computed);
  }

class CCalendar
  {
private:
   int               m_reset_hour;
   datetime          m_day;             // start of the day the figures below belong to
   double            m_day_start;       // max(balance, equity) at that start, account currency
   int               m_trades_today;
   int               m_trades_this_week;
   datetime          m_last_trade;

   void              Count(const datetime now);

public:
   void              Init(const int reset_hour);
   datetime          DayBegin(const datetime now);
   //--- After every trade transaction and at least once a minute; reads the deals of the last month.
   void              Refresh();
   double            DayStart(void)       { return(m_day_start); }
   int               TradesToday(void)    { return(m_trades_today); }
   int               TradesThisWeek(void) { return(m_trades_this_week); }
   datetime          LastTrade(void)      { return(m_last_trade); }
  };

void CCalendar::Init(const int reset_hour)
  {
   m_reset_hour=reset_hour;
   m_day=0;
   m_day_start=0.0;
   m_trades_today=0;
   m_trades_this_week=0;
   m_last_trade=0;
  }

datetime CCalendar::DayBegin(const datetime now)
  {
   long shift=(long)m_reset_hour*3600;
   long day=((long)now-shift)/SECONDS_PER_DAY;
   return((datetime)(day*SECONDS_PER_DAY+shift));
  }

void CCalendar::Refresh()
  {
   datetime now=ServerTimeAtLeast();
   if((long)now<=0)
      return; // no server time yet
   Count(now);
   datetime today=DayBegin(now);
   if(today<=m_day)
      return; // a day that has begun does not begin again because a clock was set back
   double balance=AccountInfoDouble(ACCOUNT_BALANCE);
   double equity=AccountInfoDouble(ACCOUNT_EQUITY);
   //--- Running through the change of day: the figures of this moment. Started within the day: the balance before its trades.
   if(m_day!=0)
      m_day_start=MathMax(balance,equity);
   m_day=today;
  }

void CCalendar::Count(const datetime now)
  {
   datetime today=DayBegin(now);
   MqlDateTime parts;
   TimeToStruct(today,parts);
   datetime week=(datetime)((long)today-(long)((parts.day_of_week+6)%7)*SECONDS_PER_DAY);
   if(!HistorySelect((datetime)((long)today-(long)HISTORY_DAYS*SECONDS_PER_DAY),(datetime)((long)ServerTimeAtMost()+SECONDS_PER_DAY)))
      return;
   int    trades_today=0;
   int    trades_week=0;
   double result_today=0.0;
   int    total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong    ticket=HistoryDealGetTicket(i);
      long     type=HistoryDealGetInteger(ticket,DEAL_TYPE);
      datetime time=(datetime)HistoryDealGetInteger(ticket,DEAL_TIME);
      if(type!=(long)DEAL_TYPE_BUY && type!=(long)DEAL_TYPE_SELL)
         continue; // deposits and other operations are no trades
      long entry=HistoryDealGetInteger(ticket,DEAL_ENTRY);
      bool opens=(entry==(long)DEAL_ENTRY_IN || entry==(long)DEAL_ENTRY_INOUT);
      if(time>m_last_trade)
         m_last_trade=time;
      if(opens && time>=week)
         trades_week++;
      if(time<today)
         continue;
      if(opens)
         trades_today++;
      result_today+=HistoryDealGetDouble(ticket,DEAL_PROFIT)+HistoryDealGetDouble(ticket,DEAL_SWAP)+
                    HistoryDealGetDouble(ticket,DEAL_COMMISSION);
     }
   m_trades_today=trades_today;
   m_trades_this_week=trades_week;
   if(m_day==0)
      m_day_start=AccountInfoDouble(ACCOUNT_BALANCE)-result_today;
  }
