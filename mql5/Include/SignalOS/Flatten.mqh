//+------------------------------------------------------------------+
//| The work of an emergency stop at the broker: cancels and closes,  |
//| again and again, until a scan finds nothing in scope and no leg   |
//| is unsettled. The latch itself is kept by the bridge.             |
//+------------------------------------------------------------------+

#define FLATTEN_RETRY_MS      1000   // after a pass in which nothing was refused
#define FLATTEN_MOST_RETRY_MS 60000  // a closed market is not asked every second: each try is a journal record

class CFlatten
  {
private:
   bool              m_running;
   SosCommand        m_command;
   ulong             m_next;          // GetTickCount64 of the next pass
   ulong             m_retry_ms;      // doubles while the broker refuses
   bool              m_refused;       // in this pass
   int               m_leg;           // numbers legs uniquely across restarts: seconds at first, then counted on
   string            m_last_words;    // the broker's last refusal

   bool              InScope(const long magic,const int prefix);
   void              ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   void              CancelOrders(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   void              Leg(CSession &session,CTrader &trader,SosFacts &facts,MqlTradeRequest &request);
   int               OrdersInScope(const int prefix);
   int               PositionsInScope(const int prefix);
   void              Conclude(CSession &session,CTrader &trader,const int positions,const int orders,const bool lifted);

public:
   void              Init(void);
   //--- Takes over from the stop that is running, if one is: that one ends with what it found so far.
   void              Start(CSession &session,CTrader &trader,const SosCommand &command,const int prefix);
   bool              Running(void) { return(m_running); }
   //--- One pass when it is due; prefix = the magic prefix of the inputs.
   void              Run(CSession &session,CTrader &trader,CCalendar &calendar,const SosStatusInfo &status,const int prefix);
  };

void CFlatten::Init(void)
  {
   m_running=false;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_refused=false;
   m_leg=0;
   m_last_words="";
  }

void CFlatten::Start(CSession &session,CTrader &trader,const SosCommand &command,const int prefix)
  {
   if(m_running)
      Conclude(session,trader,PositionsInScope(prefix),OrdersInScope(prefix),true);
   m_command=command;
   m_running=true;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_leg=MathMax(m_leg,(int)TimeLocal());
   m_last_words="";
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
      m_last_words=words;
      return; // an empty list of a terminal without a broker proves nothing, and nothing can be sent
     }
   m_refused=false;
   CancelOrders(session,trader,calendar,prefix);
   if(m_command.level==SOS_LEVEL_FLATTEN)
      ClosePositions(session,trader,calendar,prefix);
   int positions=(m_command.level==SOS_LEVEL_FLATTEN) ? PositionsInScope(prefix) : 0;
   int orders=OrdersInScope(prefix);
   m_retry_ms=m_refused ? MathMin(2*m_retry_ms,(ulong)FLATTEN_MOST_RETRY_MS) : (ulong)FLATTEN_RETRY_MS;
   m_next=GetTickCount64()+m_retry_ms;
   SosStatusInfo after= {};
   if(positions==0 && orders==0 && session.Refresh(after) && after.unsettled==0)
      Conclude(session,trader,positions,orders,false);
  }

void CFlatten::ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix)
  {
   for(int i=PositionsTotal()-1; i>=0 && !IsStopped(); i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket==0 || !PositionSelectByTicket(ticket) || !InScope(PositionGetInteger(POSITION_MAGIC),prefix))
         continue;
      MqlTradeRequest request= {};
      SosFacts        facts= {};
      trader.ClosingRequest(PositionGetDouble(POSITION_VOLUME),m_command.magic,"",request);
      trader.CommonFacts(m_command,calendar,facts);
      facts.position=PositionGetInteger(POSITION_IDENTIFIER);
      facts.ticket=(long)ticket;
      facts.volume=request.volume;
      facts.volume_before=request.volume;
      facts.price=request.price;
      facts.side=(request.type==ORDER_TYPE_BUY) ? SOS_BUY : SOS_SELL;
      PutText(request.symbol,facts.symbol);
      Leg(session,trader,facts,request);
     }
  }

void CFlatten::CancelOrders(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix)
  {
   for(int i=OrdersTotal()-1; i>=0 && !IsStopped(); i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket==0 || !OrderSelect(ticket) || !InScope(OrderGetInteger(ORDER_MAGIC),prefix))
         continue;
      MqlTradeRequest request= {};
      SosFacts        facts= {};
      request.action=TRADE_ACTION_REMOVE;
      request.order=ticket;
      trader.CommonFacts(m_command,calendar,facts);
      facts.ticket=(long)ticket;
      facts.volume=OrderGetDouble(ORDER_VOLUME_CURRENT);
      PutText(OrderGetString(ORDER_SYMBOL),facts.symbol);
      Leg(session,trader,facts,request);
     }
  }

void CFlatten::Leg(CSession &session,CTrader &trader,SosFacts &facts,MqlTradeRequest &request)
  {
   SosDecision decision= {};
   m_leg++;
   facts.leg=m_leg;
   if(sos_begin(session.Handle(),facts,decision)<0)
     {
      Print("SignalOS: the guard did not answer: ",BridgeError());
      return;
     }
   if(decision.verdict!=SOS_GO)
      return;
   request.magic=(ulong)decision.magic;
   request.comment=GetText(decision.comment);
   SosResult result= {};
   trader.Blank(m_command,result);
   result.leg=facts.leg;
   result.position=facts.position;
   result.ticket=facts.ticket;
   trader.Execute(session,request,result);
   if(result.outcome==SOS_REJECTED)
     {
      m_refused=true;
      m_last_words=GetText(result.text);
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
   if(m_last_words!="")
      words=words+"; last refusal: "+m_last_words;
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)>=0)
      m_running=false;
  }
