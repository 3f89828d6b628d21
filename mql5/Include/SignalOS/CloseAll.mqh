//+------------------------------------------------------------------+
//| close_all: picks its tickets by the filter once, closes one a     |
//| timer call, and ends with a scan of what still fits the filter.   |
//+------------------------------------------------------------------+

#define CLOSE_ALL_SETTLE_MS  3000   // the terminal's lists may lag behind the broker's answers

struct CloseAllTarget
  {
   long              id;             // position identifier, or order ticket
   bool              order;
  };

class CCloseAll
  {
private:
   bool              m_running;
   int               m_unheard;      // 1: the bridge could not store the end, its journal is broken
   SosCommand        m_command;
   string            m_symbol;       // as the broker names it; "" = all
   int               m_prefix;
   CLegs             m_legs;
   CloseAllTarget    m_targets[];
   int               m_at;
   ulong             m_settled_by;   // GetTickCount64; 0 while legs are being sent

   bool              Fits(const string symbol,const int side,const long magic);
   bool              PositionFits(const ulong ticket,const bool with_profit);
   bool              OrderFits(const ulong ticket);
   void              Pick(void);
   bool              Add(const long id,const bool order);
   void              SendNext(CSession &session,CTrader &trader,CCalendar &calendar);
   void              Conclude(CSession &session,CTrader &trader);
   int               PositionsLeft(void);
   int               OrdersLeft(void);
   void              Step(CSession &session,CTrader &trader,CCalendar &calendar);

public:
   void              Init(const int prefix);
   bool              Running(void) { return(m_running); }
   void              Start(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   //--- At most one order; the emergency stop is never more than one order away.
   void              Run(CSession &session,CTrader &trader,CCalendar &calendar);
  };

void CCloseAll::Init(const int prefix)
  {
   m_prefix=prefix;
   m_running=false;
   m_unheard=0;
   m_symbol="";
   m_at=0;
   m_settled_by=0;
   m_legs.Init();
  }

void CCloseAll::Start(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   while(m_running && m_unheard==0 && !IsStopped())
      Step(session,trader,calendar); // the earlier one goes first, as commands are carried out in order
   if(m_running)
      return; // the bridge keeps nothing any more, nor would it give leave for an order
   string words="";
   string rule=SendingFault(words);
   string wanted=GetText(command.symbol);
   m_symbol=ResolveSymbol(wanted);
   if(rule=="" && wanted!="" && m_symbol=="")
     {
      rule="symbol_unknown";
      words="The broker has no symbol "+wanted;
     }
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   m_command=command;
   m_legs.Start(command);
   m_at=0;
   m_settled_by=0;
   m_running=true;
   Pick();
  }

bool CCloseAll::Fits(const string symbol,const int side,const long magic)
  {
   if(m_symbol!="" && symbol!=m_symbol)
      return(false);
   if(m_command.filter_side>=0 && side!=m_command.filter_side)
      return(false);
   if((m_command.filter_flags&SOS_FILTER_OURS)!=0 && (magic>>48)!=(long)m_prefix)
      return(false);
   return(m_command.filter_magic<0 || magic==m_command.filter_magic);
  }

//--- with_profit: a price may cross the line while legs are sent, so its sign counts only when the tickets are picked.
bool CCloseAll::PositionFits(const ulong ticket,const bool with_profit)
  {
   if(ticket==0 || !PositionSelectByTicket(ticket))
      return(false);
   int side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   if(!Fits(PositionGetString(POSITION_SYMBOL),side,PositionGetInteger(POSITION_MAGIC)))
      return(false);
   double profit=PositionGetDouble(POSITION_PROFIT)+PositionGetDouble(POSITION_SWAP);
   if(with_profit && m_command.filter_profit==SOS_WINNING)
      return(profit>0.0);
   if(with_profit && m_command.filter_profit==SOS_LOSING)
      return(profit<0.0);
   return(true);
  }

bool CCloseAll::OrderFits(const ulong ticket)
  {
   if((m_command.filter_flags&SOS_FILTER_PENDING)==0 || ticket==0 || !OrderSelect(ticket))
      return(false);
   int  type=OrderTypeNumber((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE));
   bool pending=(type>=2);
   return(pending && Fits(OrderGetString(ORDER_SYMBOL),type%2,OrderGetInteger(ORDER_MAGIC)));
  }

bool CCloseAll::Add(const long id,const bool order)
  {
   int count=ArraySize(m_targets);
   if(ArrayResize(m_targets,count+1)<0)
      return(false);
   m_targets[count].id=id;
   m_targets[count].order=order;
   return(true);
  }

//--- Orders first: one that filled in between would open what is being closed.
void CCloseAll::Pick(void)
  {
   if(ArrayResize(m_targets,0)<0)
      return;
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(OrderFits(ticket) && !Add((long)ticket,true))
         return;
     }
   for(int i=PositionsTotal()-1; i>=0; i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(PositionFits(ticket,true) && !Add(PositionGetInteger(POSITION_IDENTIFIER),false))
         return;
     }
  }

void CCloseAll::Run(CSession &session,CTrader &trader,CCalendar &calendar)
  {
   if(m_running && session.SameAccount())
      Step(session,trader,calendar);
  }

void CCloseAll::Step(CSession &session,CTrader &trader,CCalendar &calendar)
  {
   if(m_at<ArraySize(m_targets))
     {
      SendNext(session,trader,calendar);
      m_at++;
      return;
     }
   if(m_settled_by==0)
      m_settled_by=GetTickCount64()+CLOSE_ALL_SETTLE_MS;
   bool clean=(m_legs.Refused()==0 && m_legs.Waiting()==0);
   bool lagging=(clean && m_command.filter_profit==0 && PositionsLeft()+OrdersLeft()>0);
   if(lagging && GetTickCount64()<m_settled_by)
     {
      Sleep(1);
      return;
     }
   Conclude(session,trader);
  }

void CCloseAll::SendNext(CSession &session,CTrader &trader,CCalendar &calendar)
  {
   if(m_targets[m_at].order)
     {
      if(OrderFits((ulong)m_targets[m_at].id))
         m_legs.CancelOrder(session,trader,calendar);
      return;
     }
   ulong ticket=SelectIdentifier(m_targets[m_at].id);
   if(PositionFits(ticket,false))
      m_legs.ClosePosition(session,trader,calendar);
  }

int CCloseAll::PositionsLeft(void)
  {
   int count=0;
   for(int i=PositionsTotal()-1; i>=0; i--)
      if(PositionFits(PositionGetTicket(i),true))
         count++;
   return(count);
  }

int CCloseAll::OrdersLeft(void)
  {
   int count=0;
   for(int i=OrdersTotal()-1; i>=0; i--)
      if(OrderFits(OrderGetTicket(i)))
         count++;
   return(count);
  }

//--- The bridge adds up the legs, those still without an answer too; the outcome here speaks for what never became one.
void CCloseAll::Conclude(CSession &session,CTrader &trader)
  {
   SosResult result= {};
   trader.Blank(m_command,result);
   result.final=1;
   result.positions_left=PositionsLeft();
   result.orders_left=OrdersLeft();
   int    some=m_legs.Executed()+m_legs.Waiting();
   int    not_sent=m_legs.Refused()+m_legs.Stuck();
   string words=StringFormat("%d executed, %d refused, %d without an answer; scan: %d positions and %d orders still fit",
                             m_legs.Executed(),m_legs.Refused(),m_legs.Waiting(),result.positions_left,result.orders_left);
   if(m_legs.LastWords()!="")
      words=words+"; last refusal: "+m_legs.LastWords();
   result.outcome=SOS_DONE;
   if(not_sent>0)
      result.outcome=(some>0) ? SOS_PARTIAL : SOS_REJECTED;
   if(not_sent>0 && some==0 && m_legs.LastRule()!="")
     {
      result.outcome=SOS_EA_REFUSED;
      PutText(m_legs.LastRule(),result.rule);
     }
   if(ArraySize(m_targets)==0)
     {
      result.already=1;
      words="Nothing fits the filter";
     }
   PutText(words,result.text);
   if(!session.SameAccount())
      return; // a scan of another account proves nothing
   m_unheard=(sos_finish(session.Handle(),result)<0) ? 1 : 0;
   if(m_unheard==0)
      m_running=false;
  }
