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
   bool              m_watching;      // ended, but the stop is in force: orders of ours that surface late are taken too
   SosCommand        m_command;       // whose legs are sent; level and scope are the strongest of all that run
   SosCommand        m_others[];      // stops that came while it ran: they end with it, by the same scan
   ulong             m_next;          // GetTickCount64 of the next pass
   ulong             m_retry_ms;      // doubles while the broker refuses
   CLegs             m_legs;
   int               m_stuck_passes;  // in a row in which nothing was left that may be sent

   bool              InScope(const long magic,const int prefix);
   //--- Of the selected position: opened after a stop that came late was given. It is asked about, never closed.
   bool              AskAbout(void);
   string            Asked(const int prefix);
   void              ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   void              CancelOrders(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix);
   int               OrdersInScope(const int prefix);
   int               PositionsInScope(const int prefix);
   bool              InForce(const SosStatusInfo &status);
   void              Conclude(CSession &session,CTrader &trader,const int positions,const int orders,const bool lifted,const int prefix);
   bool              Tell(CSession &session,CTrader &trader,const SosCommand &command,const int positions,const int orders,
                          const string words,const bool asks);

public:
   void              Init(void);
   //--- While one runs, another joins it: no stop is dropped, and a weaker one does not weaken what runs.
   void              Start(const SosCommand &command);
   bool              Running(void) { return(m_running); }
   //--- One pass when it is due; prefix = the magic prefix of the inputs.
   void              Run(CSession &session,CTrader &trader,CCalendar &calendar,const SosStatusInfo &status,const int prefix);
  };

void CFlatten::Init(void)
  {
   m_running=false;
   m_watching=false;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_stuck_passes=0;
   if(ArrayResize(m_others,0)!=0)
      Print("SignalOS: the list of stops could not be emptied");
   m_legs.Init();
  }

void CFlatten::Start(const SosCommand &command)
  {
   if(m_running && GetText(command.id)!=GetText(m_command.id))
     {
      int count=ArraySize(m_others);
      if(ArrayResize(m_others,count+1)<0)
         return; // the bridge keeps it unsettled and hands it out again after a restart
      m_others[count]=command;
      //--- A flatten that came in time means all of them, and of two late ones the later knew more.
      bool first=(m_command.level<SOS_LEVEL_FLATTEN);
      bool all=(command.known_until==0 || m_command.known_until==0);
      if(command.level==SOS_LEVEL_FLATTEN)
         m_command.known_until=first ? command.known_until : (all ? 0 : MathMax(m_command.known_until,command.known_until));
      m_command.level=MathMax(m_command.level,command.level);
      m_command.scope=MathMin(m_command.scope,command.scope);
      m_next=0;
      return;
     }
   m_command=command;
   m_running=true;
   m_watching=false;
   m_next=0;
   m_retry_ms=FLATTEN_RETRY_MS;
   m_stuck_passes=0;
   m_legs.Start(command);
  }

bool CFlatten::InScope(const long magic,const int prefix)
  {
   return(m_command.scope!=SOS_SCOPE_OURS || (magic>>48)==(long)prefix);
  }

bool CFlatten::AskAbout(void)
  {
   return(m_command.known_until>0 && PositionGetInteger(POSITION_TIME)>m_command.known_until);
  }

//--- The tickets left for the trader to decide about, at most ten by number; "" when there are none.
string CFlatten::Asked(const int prefix)
  {
   string words="";
   int    count=0;
   for(int i=0; i<PositionsTotal(); i++)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket==0 || !PositionSelectByTicket(ticket) || !InScope(PositionGetInteger(POSITION_MAGIC),prefix) || !AskAbout())
         continue;
      count++;
      if(count<=10)
         words=words+((count==1) ? "" : ", ")+IntegerToString((long)ticket);
     }
   if(count>10)
      words=words+StringFormat(" and %d more",count-10);
   return(words);
  }

int CFlatten::PositionsInScope(const int prefix)
  {
   int count=0;
   for(int i=PositionsTotal()-1; i>=0; i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && PositionSelectByTicket(ticket) && InScope(PositionGetInteger(POSITION_MAGIC),prefix) && !AskAbout())
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

//--- A newer stop raises the latch's number and leaves the strongest level and scope in force; a lift ends all three.
bool CFlatten::InForce(const SosStatusInfo &status)
  {
   return(status.latch_id!=0 && status.latch_id>=m_command.latch_id && status.latch_level>=m_command.level &&
          status.latch_scope<=m_command.scope);
  }

void CFlatten::Run(CSession &session,CTrader &trader,CCalendar &calendar,const SosStatusInfo &status,const int prefix)
  {
   if((!m_running && !m_watching) || GetTickCount64()<m_next || !session.SameAccount() || !trader.SeesItsDeals())
      return;
   m_next=GetTickCount64()+FLATTEN_RETRY_MS;
   if(!InForce(status))
     {
      if(m_running)
         Conclude(session,trader,PositionsInScope(prefix),OrdersInScope(prefix),true,prefix);
      m_watching=false;
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
   if(!m_running)
      return;
   //--- Netting: what was closed once without an answer may still be closed by that order; a second one would turn it round.
   m_stuck_passes=(positions>0 && positions==m_legs.Stuck()) ? m_stuck_passes+1 : 0;
   bool nothing_more=(positions==0 || m_stuck_passes>=FLATTEN_STUCK_PASSES);
   SosStatusInfo after= {};
   if(nothing_more && orders==0 && session.Refresh(after) && after.unsettled==0)
      Conclude(session,trader,positions,orders,false,prefix);
  }

void CFlatten::ClosePositions(CSession &session,CTrader &trader,CCalendar &calendar,const int prefix)
  {
   for(int i=PositionsTotal()-1; i>=0 && !IsStopped(); i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && PositionSelectByTicket(ticket) && InScope(PositionGetInteger(POSITION_MAGIC),prefix) && !AskAbout())
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

void CFlatten::Conclude(CSession &session,CTrader &trader,const int positions,const int orders,const bool lifted,
                        const int prefix)
  {
   string words=StringFormat("Scan: %d positions and %d orders left in scope",positions,orders);
   if(lifted)
      words=words+"; the stop was lifted before the work was done";
   if(m_legs.Stuck()>0)
      words=words+StringFormat("; %d closed without an answer before and not sent again, it could turn the position round",
                               m_legs.Stuck());
   if(m_legs.LastWords()!="")
      words=words+"; last refusal: "+m_legs.LastWords();
   if(!session.SameAccount())
      return; // a scan of another account proves nothing
   string asked=(m_command.level==SOS_LEVEL_FLATTEN) ? Asked(prefix) : "";
   if(asked!="")
      words="Came more than 5 minutes late. Opened since it was given and left to you: "+asked+". "+words;
   bool told=Tell(session,trader,m_command,positions,orders,words,asked!="");
   for(int i=0; i<ArraySize(m_others); i++)
      told=Tell(session,trader,m_others[i],positions,orders,words,asked!="") && told;
   if(!told || ArrayResize(m_others,0)!=0)
      return;
   m_running=false;
   m_watching=!lifted;
   m_command.scope=SOS_SCOPE_OURS; // what the user does from now on is the user's
  }

bool CFlatten::Tell(CSession &session,CTrader &trader,const SosCommand &command,const int positions,const int orders,
                    const string words,const bool asks)
  {
   SosResult result= {};
   trader.Blank(command,result);
   result.final=1;
   result.positions_left=positions;
   result.orders_left=orders;
   result.outcome=(positions==0 && orders==0 && !asks) ? SOS_DONE : SOS_PARTIAL;
   if(asks)
      PutText("asks",result.rule);
   PutText(words,result.text);
   return(sos_finish(session.Handle(),result)>=0);
  }
