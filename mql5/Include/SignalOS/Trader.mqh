//+------------------------------------------------------------------+
//| One order leg: facts to the guard, OrderSend at most once, truth  |
//| read back, outcome to the bridge. Nothing here repeats a send.    |
//+------------------------------------------------------------------+

struct TraderSettings
  {
   int               mode;            // SOS_MODE_*
   int               deviation;       // points
  };

#define UNSEEN_DEAL_MS  5000   // a deal that the terminal does not show by then is not waited for any longer

class CTrader
  {
private:
   TraderSettings    m_settings;
   ulong             m_unseen;        // our newest deal that the terminal's history does not show yet; 0 = none
   ulong             m_unseen_until;  // GetTickCount64

   void              ReadDeal(const ulong deal,SosResult &result);
   ENUM_ORDER_TYPE   TypeOf(const int side) { return((side==SOS_BUY) ? ORDER_TYPE_BUY : ORDER_TYPE_SELL); }

public:
   void              Init(const TraderSettings &settings);
   //--- Another account: no deal of the one before is waited for.
   void              Forget(void);
   //--- False while the lists may still be those of before our last deal: what is sized by them now, such as the closing
   //--- of a netting position, could turn the position round.
   bool              SeesItsDeals(void);
   //--- What the guard needs for any leg of this command; the caller adds price, volume and position.
   void              CommonFacts(const SosCommand &command,CCalendar &calendar,SosFacts &facts);
   //--- A request that closes volume lots of the selected position at the market.
   void              ClosingRequest(const double volume,const long magic,const string comment,MqlTradeRequest &request);
   void              OpeningRequest(const SosCommand &command,const string symbol,const MqlTick &tick,MqlTradeRequest &request);
   //--- Sends once and fills result; in test mode only checks. False when the bridge did not take the outcome.
   bool              Execute(CSession &session,MqlTradeRequest &request,SosResult &result);
   //--- Ends a command without sending: the terminal's own rule refused it.
   void              Refuse(CSession &session,const SosCommand &command,const string rule,const string words);
   void              Blank(const SosCommand &command,SosResult &result);
  };

void CTrader::Init(const TraderSettings &settings)
  {
   m_settings=settings;
   Forget();
  }

void CTrader::Forget(void)
  {
   m_unseen=0;
   m_unseen_until=0;
  }

bool CTrader::SeesItsDeals(void)
  {
   if(m_unseen==0)
      return(true);
   bool seen=HistoryDealSelect(m_unseen);
   if(!seen && GetTickCount64()<m_unseen_until)
      return(false);
   if(!seen)
      Print("SignalOS: the terminal does not show deal ",m_unseen," yet; going on");
   m_unseen=0;
   return(true);
  }

void CTrader::Blank(const SosCommand &command,SosResult &result)
  {
   ZeroMemory(result);
   result.struct_size=sizeof(SosResult);
   ArrayCopy(result.id,command.id);
  }

void CTrader::Refuse(CSession &session,const SosCommand &command,const string rule,const string words)
  {
   SosResult result= {};
   Blank(command,result);
   result.outcome=SOS_EA_REFUSED;
   result.final=1;
   PutText(rule,result.rule);
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing a refusal failed: ",BridgeError());
  }

void CTrader::CommonFacts(const SosCommand &command,CCalendar &calendar,SosFacts &facts)
  {
   ZeroMemory(facts);
   facts.struct_size=sizeof(SosFacts);
   facts.login=AccountInfoInteger(ACCOUNT_LOGIN);
   facts.server_time=(long)ServerTimeAtLeast();
   facts.balance=AccountInfoDouble(ACCOUNT_BALANCE);
   facts.equity=AccountInfoDouble(ACCOUNT_EQUITY);
   facts.day_start=calendar.DayStart();
   facts.margin_free=AccountInfoDouble(ACCOUNT_MARGIN_FREE);
   facts.kind=command.kind;
   facts.side=command.side;
   facts.open_positions=PositionsTotal();
   facts.trades_today=calendar.TradesToday();
   facts.connected=(TerminalInfoInteger(TERMINAL_CONNECTED)!=0) ? 1 : 0;
   facts.trade_allowed=(MissingPermission()=="") ? 1 : 0;
   ArrayCopy(facts.id,command.id);
   PutText(AccountInfoString(ACCOUNT_SERVER),facts.server);
  }

void CTrader::ClosingRequest(const double volume,const long magic,const string comment,MqlTradeRequest &request)
  {
   string symbol=PositionGetString(POSITION_SYMBOL);
   bool   long_side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY);
   ZeroMemory(request);
   request.action=TRADE_ACTION_DEAL;
   request.magic=(ulong)magic;
   request.symbol=symbol;
   request.volume=volume;
   request.type=long_side ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   request.price=long_side ? SymbolInfoDouble(symbol,SYMBOL_BID) : SymbolInfoDouble(symbol,SYMBOL_ASK);
   request.deviation=(ulong)m_settings.deviation;
   request.type_filling=MarketFilling(symbol);
   request.comment=comment;
   //--- A netting account has one position a symbol; its ticket is harmless there and needed on a hedging one.
   request.position=(ulong)PositionGetInteger(POSITION_TICKET);
  }

void CTrader::OpeningRequest(const SosCommand &command,const string symbol,const MqlTick &tick,MqlTradeRequest &request)
  {
   ZeroMemory(request);
   request.action=TRADE_ACTION_DEAL;
   request.symbol=symbol;
   request.volume=command.volume;
   request.type=TypeOf(command.side);
   request.price=(command.side==SOS_BUY) ? tick.ask : tick.bid;
   request.sl=NormalPrice(symbol,command.sl);
   request.tp=NormalPrice(symbol,command.tp);
   request.deviation=(ulong)((command.deviation>=0) ? command.deviation : m_settings.deviation);
   request.type_filling=MarketFilling(symbol);
  }

bool CTrader::Execute(CSession &session,MqlTradeRequest &request,SosResult &result)
  {
   MqlTradeResult answer= {};
   if(m_settings.mode==SOS_MODE_TEST)
     {
      MqlTradeCheckResult check= {};
      bool passed=OrderCheck(request,check);
      result.outcome=SOS_EA_REFUSED;
      result.retcode=(int)check.retcode;
      PutText("test_mode",result.rule);
      PutText(passed ? "Test mode: the order check passed, nothing was sent" :
              "Test mode: nothing was sent; the order check says: "+RetcodeWords(check.retcode),result.text);
      return(sos_finish(session.Handle(),result)>=0);
     }
   //--- The guard compared the account, then its journal was flushed: the trader may have signed in elsewhere meanwhile.
   if(!session.SameAccount())
     {
      result.outcome=SOS_EA_REFUSED;
      PutText("account_mismatch",result.rule);
      PutText("The terminal has signed in to another account; nothing was sent",result.text);
      return(sos_finish(session.Handle(),result)>=0);
     }
   ulong started=GetTickCount64();
   bool  accepted=OrderSend(request,answer);
   bool  left=!session.SameAccount(); // tickets mean nothing now, and only a clear yes is believed
   result.request_ms=(long)(GetTickCount64()-started);
   result.retcode=(int)answer.retcode;
   result.order=(long)answer.order;
   result.deal=(long)answer.deal;
   result.price=answer.price;
   result.volume=answer.volume;
   string words=RetcodeWords(answer.retcode);
   if(answer.comment!="" && answer.comment!=words)
      words=words+" ("+answer.comment+")";
   PutText(words,result.text);
   //--- Placed is all that a pending order can be; a market order that is only placed may still be filled or not.
   bool rests=(request.action==TRADE_ACTION_PENDING && answer.order!=0 &&
               (answer.retcode==TRADE_RETCODE_DONE || answer.retcode==TRADE_RETCODE_PLACED) && !left && OrderSelect(answer.order));
   if(rests)
     {
      result.outcome=SOS_DONE;
      result.ticket=(long)answer.order;
      result.price=0.0;
      result.volume=0.0;
      PutText(StringFormat("Order %I64u rests at the broker, nothing is filled yet",answer.order),result.text);
     }
   else
   if((request.action==TRADE_ACTION_SLTP || request.action==TRADE_ACTION_MODIFY) && answer.retcode==TRADE_RETCODE_NO_CHANGES)
     {
      result.outcome=SOS_DONE;
      result.already=1;
     }
   else
   if(OutcomeUnknown(answer.retcode) || (left && (!accepted || request.action!=TRADE_ACTION_DEAL)))
     {
      result.outcome=SOS_UNKNOWN;
      result.deal=0;
     }
   else
      if(accepted && Executed(answer.retcode))
        {
         result.outcome=(answer.retcode==TRADE_RETCODE_DONE_PARTIAL) ? SOS_PARTIAL : SOS_DONE;
         if(!left)
           {
            m_unseen=answer.deal;
            m_unseen_until=GetTickCount64()+UNSEEN_DEAL_MS;
            ReadDeal(answer.deal,result);
           }
        }
      else
         result.outcome=SOS_REJECTED;
   int stored=sos_finish(session.Handle(),result);
   if(stored<0)
      Print("SignalOS: storing an outcome failed: ",BridgeError());
   return(stored>=0);
  }

//--- The deal as the history has it; before it arrives there, the server's answer stands.
void CTrader::ReadDeal(const ulong deal,SosResult &result)
  {
   if(deal==0 || !HistoryDealSelect(deal))
      return;
   result.position=HistoryDealGetInteger(deal,DEAL_POSITION_ID);
   result.price=HistoryDealGetDouble(deal,DEAL_PRICE);
   result.volume=HistoryDealGetDouble(deal,DEAL_VOLUME);
  }
