//+------------------------------------------------------------------+
//| The work of an emergency stop at the broker: cancels and closes,  |
//| again and again, until a scan finds nothing in scope and no leg   |
//| is unsettled. The latch itself is kept by the bridge.             |
//+------------------------------------------------------------------+

#define FLATTEN_RETRY_MS      1000   // after a pass in which nothing was refused
#define FLATTEN_STUCK_PASSES  3      // the terminal's list may lag behind the broker's answer
#define FLATTEN_MOST_RETRY_MS 60000  // a closed market is not asked every second: each try is a journal record

class CFlatten
  {
private:
   bool              m_running;
   SosCommand        m_command;
   ulong             m_next;          // GetTickCount64 of the next pass
   ulong             m_retry_ms;      // doubles while the broker refuses
   CLegs             m_legs;
   int               m_stuck_passes;  // in a row in which nothing was left that may be sent

   bool              InScope(const long magic,const int prefix);
   void              ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   void              CancelOrders(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   int               OrdersInScope(const int prefix);
   int               PositionsInScope(const int prefix);
   void              Conclude(CSession &session,CTrader &trader,const int positions,const int orders,const bool lifted);

public:
   void              Init(void);
   void              Start(const SosCommand &command);
   bool              Running(void) { return(m_running); }
   //--- One pass when it is due; prefix = the magic prefix of the inputs.
   void              Run(CSession &session,CTrader &trader,CCalendar &calendar,const SosStatusInfo &status,const int prefix);
  };

void CFlatten::Init(void)
  {
   m_running=false;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_stuck_passes=0;
   m_legs.Init();
  }

void CFlatten::Start(const SosCommand &command)
  {
   m_command=command;
   m_running=true;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_stuck_passes=0;
   m_legs.Start(command);
  }

bool CFlatten::InScope(const long magic,const int prefix)
  {
   return(m_command.scope!=SOS_SCOPE_OURS || (magic>>48)==(long)prefix);
  }

int CFlatten::PositionsInScope(const int prefix)
  {
   int count=0;
   for(int i=PositionsTotal()-1; i>=0; i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && PositionSelectByTicket(ticket) && InScope(PositionGetInteger(POSITION_MAGIC),prefix))
         count++;
     }
   return(count);
  }

int CFlatten::OrdersInScope(const int prefix)
  {
   int count=0;
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && OrderSelect(ticket) && InScope(OrderGetInteger(ORDER_MAGIC),prefix))
         count++;
     }
   return(count);
  }

void CFlatten::Run(CSession &session,CTrader &trader,CCalendar &calendar,const SosStatusInfo &status,const int prefix)
  {
   if(!m_running || GetTickCount64()<m_next)
      return;
   m_next=GetTickCount64()+FLATTEN_RETRY_MS;
   if(status.latch_id!=m_command.latch_id)
     {
      //--- Lifted, or replaced by a newer stop that comes as its own command.
      Conclude(session,trader,PositionsInScope(prefix),OrdersInScope(prefix),true);
      return;
     }
   string words="";
   if(SendingFault(words)!="")
     {
      m_legs.Say(words);
      return; // an empty list of a terminal without a broker proves nothing, and nothing can be sent
     }
   m_legs.BeginPass();
   CancelOrders(session,trader,calendar,prefix);
   if(m_command.level==SOS_LEVEL_FLATTEN)
      ClosePositions(session,trader,calendar,prefix);
   int positions=(m_command.level==SOS_LEVEL_FLATTEN) ? PositionsInScope(prefix) : 0;
   int orders=OrdersInScope(prefix);
   m_retry_ms=(m_legs.Refused()>0) ? MathMin(2*m_retry_ms,(ulong)FLATTEN_MOST_RETRY_MS) : (ulong)FLATTEN_RETRY_MS;
   m_next=GetTickCount64()+m_retry_ms;
   //--- Netting: what was closed once without an answer may still be closed by that order; a second one would turn it round.
   m_stuck_passes=(positions>0 && positions==m_legs.Stuck()) ? m_stuck_passes+1 : 0;
   bool nothing_more=(positions==0 || m_stuck_passes>=FLATTEN_STUCK_PASSES);
   SosStatusInfo after= {};
   if(nothing_more && orders==0 && session.Refresh(after) && after.unsettled==0)
      Conclude(session,trader,positions,orders,false);
  }

void CFlatten::ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix)
  {
   for(int i=PositionsTotal()-1; i>=0 && !IsStopped(); i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && PositionSelectByTicket(ticket) && InScope(PositionGetInteger(POSITION_MAGIC),prefix))
         m_legs.ClosePosition(session,trader,calendar);
     }
  }

void CFlatten::CancelOrders(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix)
  {
   for(int i=OrdersTotal()-1; i>=0 && !IsStopped(); i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && OrderSelect(ticket) && InScope(OrderGetInteger(ORDER_MAGIC),prefix))
         m_legs.CancelOrder(session,trader,calendar);
     }
  }

void CFlatten::Conclude(CSession &session,CTrader &trader,const int positions,const int orders,const bool lifted)
  {
   SosResult result= {};
   trader.Blank(m_command,result);
   result.final=1;
   result.positions_left=positions;
   result.orders_left=orders;
   result.outcome=(positions==0 && orders==0) ? SOS_DONE : SOS_PARTIAL;
   string words=StringFormat("Scan: %d positions and %d orders left in scope",positions,orders);
   if(lifted)
      words=words+"; the stop was lifted or replaced before the work was done";
   if(m_legs.Stuck()>0)
      words=words+StringFormat("; %d closed without an answer before and not sent again, it could turn the position round",
                               m_legs.Stuck());
   if(m_legs.LastWords()!="")
      words=words+"; last refusal: "+m_legs.LastWords();
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)>=0)
      m_running=false;
  }
