//+------------------------------------------------------------------+
//| Levels of a position, and price, levels and lifetime of a pending |
//| order. Every value is absolute: what is not named stays.          |
//+------------------------------------------------------------------+

//--- Price levels as they are, or as they are wanted.
struct Levels
  {
   double            price;      // orders only
   double            stop_limit; // stop limit orders only
   double            sl;         // 0 = none
   double            tp;
   datetime          expiration; // orders only, server seconds; 0 = good till cancelled
   ENUM_ORDER_TYPE_TIME type_time;
  };

//--- What a modification names; SosCommand and SosIntent carry the same.
struct Wish
  {
   double            price;
   double            stop_limit;
   double            sl;
   double            tp;
   long              expiration; // UTC seconds; 0 = unchanged, -1 = none
   int               has_sl;
   int               has_tp;
  };

void LevelsOfPosition(Levels &now)
  {
   ZeroMemory(now);
   now.sl=PositionGetDouble(POSITION_SL);
   now.tp=PositionGetDouble(POSITION_TP);
  }

void LevelsOfOrder(Levels &now)
  {
   ZeroMemory(now);
   now.price=OrderGetDouble(ORDER_PRICE_OPEN);
   now.stop_limit=OrderGetDouble(ORDER_PRICE_STOPLIMIT);
   now.sl=OrderGetDouble(ORDER_SL);
   now.tp=OrderGetDouble(ORDER_TP);
   now.expiration=(datetime)OrderGetInteger(ORDER_TIME_EXPIRATION);
   now.type_time=(ENUM_ORDER_TYPE_TIME)OrderGetInteger(ORDER_TYPE_TIME);
  }

//--- now with everything replaced that wish names.
void Wanted(const string symbol,const Wish &wish,const Levels &now,Levels &wanted)
  {
   wanted=now;
   if(wish.price>0.0)
      wanted.price=NormalPrice(symbol,wish.price);
   if(wish.stop_limit>0.0)
      wanted.stop_limit=NormalPrice(symbol,wish.stop_limit);
   if(wish.has_sl!=0)
      wanted.sl=NormalPrice(symbol,wish.sl);
   if(wish.has_tp!=0)
      wanted.tp=NormalPrice(symbol,wish.tp);
   if(wish.expiration!=0)
     {
      wanted.expiration=(wish.expiration>0) ? ServerTimeOf(wish.expiration) : 0;
      wanted.type_time=(wish.expiration>0) ? ORDER_TIME_SPECIFIED : ORDER_TIME_GTC;
     }
  }

bool SameLevels(const string symbol,const Levels &a,const Levels &b)
  {
   double half=SymbolInfoDouble(symbol,SYMBOL_POINT)/2.0;
   return(MathAbs(a.price-b.price)<half && MathAbs(a.stop_limit-b.stop_limit)<half && MathAbs(a.sl-b.sl)<half &&
          MathAbs(a.tp-b.tp)<half && a.expiration==b.expiration && a.type_time==b.type_time);
  }

class CModify
  {
private:
   void              WishOf(const SosCommand &command,Wish &wish);
   void              Already(CSession &session,CTrader &trader,const SosCommand &command);
   void              Send(CSession &session,CTrader &trader,const SosCommand &command,SosFacts &facts,MqlTradeRequest &request);

public:
   void              Position(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   void              Order(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
  };

void CModify::WishOf(const SosCommand &command,Wish &wish)
  {
   wish.price=command.price;
   wish.stop_limit=command.stop_limit;
   wish.sl=command.sl;
   wish.tp=command.tp;
   wish.expiration=command.expiration;
   wish.has_sl=command.has_sl;
   wish.has_tp=command.has_tp;
  }

void CModify::Already(CSession &session,CTrader &trader,const SosCommand &command)
  {
   SosResult result= {};
   trader.Blank(command,result);
   result.outcome=SOS_DONE;
   result.final=1;
   result.already=1;
   result.position=command.position;
   result.ticket=command.ticket;
   PutText("It is so already: nothing was sent",result.text);
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing an outcome failed: ",BridgeError());
  }

void CModify::Position(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   string words="";
   string rule=SendingFault(words);
   if(rule=="" && SelectIdentifier(command.position)==0)
     {
      rule="position_unknown";
      words="The account has no open position "+IntegerToString(command.position);
     }
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   string  symbol=PositionGetString(POSITION_SYMBOL);
   int     side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   MqlTick tick= {};
   Wish    wish= {};
   Levels  now= {};
   Levels  wanted= {};
   WishOf(command,wish);
   LevelsOfPosition(now);
   Wanted(symbol,wish,now,wanted);
   if(SameLevels(symbol,now,wanted))
     {
      Already(session,trader,command);
      return;
     }
   if(!SymbolInfoTick(symbol,tick) || tick.bid<=0.0 || tick.ask<=0.0)
     {
      trader.Refuse(session,command,"symbol_closed","There is no price for "+symbol);
      return;
     }
   rule=StopsFault(symbol,side,wanted.sl,wanted.tp,tick,words);
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   request.action=TRADE_ACTION_SLTP;
   request.symbol=symbol;
   request.position=(ulong)PositionGetInteger(POSITION_TICKET);
   request.sl=wanted.sl;
   request.tp=wanted.tp;
   trader.CommonFacts(command,calendar,facts);
   facts.position=command.position;
   facts.ticket=(long)request.position;
   facts.side=side;
   facts.volume=PositionGetDouble(POSITION_VOLUME);
   facts.volume_before=facts.volume;
   facts.price=(side==SOS_BUY) ? tick.bid : tick.ask;
   facts.sl=wanted.sl;
   facts.tp=wanted.tp;
   facts.sl_before=now.sl;
   facts.risk_money=RiskOf(symbol,side,facts.volume,PositionGetDouble(POSITION_PRICE_OPEN),wanted.sl);
   PutText(symbol,facts.symbol);
   Send(session,trader,command,facts,request);
  }

void CModify::Order(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   string words="";
   string rule=SendingFault(words);
   if(rule=="" && !OrderSelect((ulong)command.ticket))
     {
      rule="order_unknown";
      words="The account has no standing order "+IntegerToString(command.ticket);
     }
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   string          symbol=OrderGetString(ORDER_SYMBOL);
   ENUM_ORDER_TYPE type=(ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE);
   double          volume=OrderGetDouble(ORDER_VOLUME_CURRENT);
   MqlTick         tick= {};
   Wish            wish= {};
   Levels          now= {};
   Levels          wanted= {};
   WishOf(command,wish);
   LevelsOfOrder(now);
   Wanted(symbol,wish,now,wanted);
   if(command.stop_limit>0.0 && !IsStopLimit(type))
     {
      trader.Refuse(session,command,"order_type","Only a stop limit order has a stop_limit; this one is "+EnumToString(type));
      return;
     }
   if(SameLevels(symbol,now,wanted))
     {
      Already(session,trader,command);
      return;
     }
   if(!SymbolInfoTick(symbol,tick) || tick.bid<=0.0 || tick.ask<=0.0)
     {
      trader.Refuse(session,command,"symbol_closed","There is no price for "+symbol);
      return;
     }
   double rests=IsStopLimit(type) ? wanted.stop_limit : wanted.price;
   rule=PendingPriceFault(symbol,type,wanted.price,wanted.stop_limit,tick,words);
   if(rule=="")
      rule=RestingStopsFault(symbol,SideOfType(type),rests,wanted.sl,wanted.tp,words);
   if(rule=="" && command.expiration!=0)
      rule=ExpiryFault(symbol,wanted.expiration,words);
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   request.action=TRADE_ACTION_MODIFY;
   request.order=(ulong)command.ticket;
   request.symbol=symbol;
   request.price=wanted.price;
   request.stoplimit=wanted.stop_limit;
   request.sl=wanted.sl;
   request.tp=wanted.tp;
   request.type_time=wanted.type_time;
   request.expiration=wanted.expiration;
   trader.CommonFacts(command,calendar,facts);
   facts.ticket=command.ticket;
   facts.side=SideOfType(type);
   facts.volume=volume;
   facts.price=rests;
   facts.sl=wanted.sl;
   facts.tp=wanted.tp;
   facts.sl_before=now.sl;
   facts.risk_money=RiskOf(symbol,facts.side,volume,rests,wanted.sl);
   PutText(symbol,facts.symbol);
   Send(session,trader,command,facts,request);
  }

void CModify::Send(CSession &session,CTrader &trader,const SosCommand &command,SosFacts &facts,MqlTradeRequest &request)
  {
   SosDecision decision= {};
   if(sos_begin(session.Handle(),facts,decision)<0)
     {
      Print("SignalOS: the guard did not answer: ",BridgeError());
      return;
     }
   if(decision.verdict!=SOS_GO)
      return; // refused and stored by the bridge, already settled, or to be reconciled first
   request.magic=(ulong)decision.magic;
   SosResult result= {};
   trader.Blank(command,result);
   result.final=1;
   result.position=facts.position;
   result.ticket=facts.ticket;
   trader.Execute(session,request,result);
  }
