//+------------------------------------------------------------------+
//| Orders that one command sends for many tickets: each is a leg     |
//| with its own number, its own intent and its own outcome.          |
//+------------------------------------------------------------------+

class CLegs
  {
private:
   SosCommand        m_command;
   int               m_leg;           // unique across restarts: seconds at first, then counted on
   int               m_executed;      // of this pass, as all counts here
   int               m_refused;       // by the broker or by the guard
   int               m_waiting;       // no answer yet: reconciliation comes first
   int               m_stuck;         // must not be sent again
   string            m_last_words;    // the last refusal
   string            m_last_rule;     // its rule, "" when the broker refused

   void              Send(CSession &session,CTrader &trader,SosFacts &facts,MqlTradeRequest &request);
   void              Count(const SosResult &result);

public:
   void              Init(void);
   void              Start(const SosCommand &command);
   void              BeginPass(void);
   //--- A market order against the whole of the selected position.
   void              ClosePosition(CSession &session,CTrader &trader,CCalendar &calendar);
   //--- Removes the selected pending order.
   void              CancelOrder(CSession &session,CTrader &trader,CCalendar &calendar);
   int               Executed(void)  { return(m_executed); }
   int               Refused(void)   { return(m_refused); }
   int               Waiting(void)   { return(m_waiting); }
   int               Stuck(void)     { return(m_stuck); }
   string            LastWords(void) { return(m_last_words); }
   string            LastRule(void)  { return(m_last_rule); }
   void              Say(const string words) { m_last_words=words; }
  };

void CLegs::Init(void)
  {
   m_leg=0;
   m_last_words="";
   m_last_rule="";
   BeginPass();
  }

void CLegs::BeginPass(void)
  {
   m_executed=0;
   m_refused=0;
   m_waiting=0;
   m_stuck=0;
  }

void CLegs::Start(const SosCommand &command)
  {
   m_command=command;
   m_leg=MathMax(m_leg,(int)TimeLocal());
   m_last_words="";
   m_last_rule="";
   BeginPass();
  }

void CLegs::ClosePosition(CSession &session,CTrader &trader,CCalendar &calendar)
  {
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   trader.ClosingRequest(PositionGetDouble(POSITION_VOLUME),m_command.magic,"",request);
   trader.CommonFacts(m_command,calendar,facts);
   facts.position=PositionGetInteger(POSITION_IDENTIFIER);
   facts.ticket=(long)request.position;
   facts.volume=request.volume;
   facts.volume_before=request.volume;
   facts.price=request.price;
   facts.side=(request.type==ORDER_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   PutText(request.symbol,facts.symbol);
   Send(session,trader,facts,request);
  }

void CLegs::CancelOrder(CSession &session,CTrader &trader,CCalendar &calendar)
  {
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   request.action=TRADE_ACTION_REMOVE;
   request.order=(ulong)OrderGetInteger(ORDER_TICKET);
   trader.CommonFacts(m_command,calendar,facts);
   facts.ticket=(long)request.order;
   facts.volume=OrderGetDouble(ORDER_VOLUME_CURRENT);
   PutText(OrderGetString(ORDER_SYMBOL),facts.symbol);
   Send(session,trader,facts,request);
  }

void CLegs::Send(CSession &session,CTrader &trader,SosFacts &facts,MqlTradeRequest &request)
  {
   SosDecision decision= {};
   m_leg++;
   facts.leg=m_leg;
   if(sos_begin(session.Handle(),facts,decision)<0)
     {
      m_refused++;
      m_last_words="The guard did not answer: "+BridgeError();
      Print("SignalOS: ",m_last_words);
      return;
     }
   if(decision.verdict!=SOS_GO)
     {
      if(decision.verdict==SOS_RECONCILE)
         m_waiting++;
      if(decision.verdict==SOS_SETTLED)
         m_stuck++;
      if(decision.verdict==SOS_REFUSED)
        {
         m_refused++;
         m_last_words=GetText(decision.text);
         m_last_rule=GetText(decision.rule);
        }
      return;
     }
   request.magic=(ulong)decision.magic;
   request.comment=GetText(decision.comment);
   SosResult result= {};
   trader.Blank(m_command,result);
   result.leg=facts.leg;
   result.position=facts.position;
   result.ticket=facts.ticket;
   trader.Execute(session,request,result);
   Count(result);
  }

void CLegs::Count(const SosResult &result)
  {
   if(result.outcome==SOS_DONE || result.outcome==SOS_PARTIAL)
      m_executed++;
   if(result.outcome==SOS_UNKNOWN)
      m_waiting++;
   if(result.outcome!=SOS_REJECTED && result.outcome!=SOS_EA_REFUSED)
      return;
   m_refused++;
   m_last_words=GetText(result.text);
   m_last_rule=GetText(result.rule);
  }
