//+------------------------------------------------------------------+
//| Orders that rest at the broker: placing and cancelling them, and  |
//| the broker's rules for price, levels, kind and lifetime.          |
//+------------------------------------------------------------------+

#define ZONE_STEP_S  900

//--- Server seconds for UTC seconds. The difference is a time zone: rounding takes the computer's own error out of it.
datetime ServerTimeOf(const long utc)
  {
   double steps=(double)((long)TimeTradeServer()-(long)TimeGMT())/ZONE_STEP_S;
   return((datetime)(utc+(long)MathRound(steps)*ZONE_STEP_S));
  }

bool IsPendingType(const long type)
  {
   return(type==(long)ORDER_TYPE_BUY_LIMIT || type==(long)ORDER_TYPE_SELL_LIMIT || type==(long)ORDER_TYPE_BUY_STOP ||
          type==(long)ORDER_TYPE_SELL_STOP || type==(long)ORDER_TYPE_BUY_STOP_LIMIT || type==(long)ORDER_TYPE_SELL_STOP_LIMIT);
  }

bool IsStopLimit(const ENUM_ORDER_TYPE type)
  {
   return(type==ORDER_TYPE_BUY_STOP_LIMIT || type==ORDER_TYPE_SELL_STOP_LIMIT);
  }

int SideOfType(const ENUM_ORDER_TYPE type)
  {
   bool buys=(type==ORDER_TYPE_BUY || type==ORDER_TYPE_BUY_LIMIT || type==ORDER_TYPE_BUY_STOP || type==ORDER_TYPE_BUY_STOP_LIMIT);
   return(buys ? SOS_BUY : SOS_SELL);
  }

ENUM_ORDER_TYPE PendingType(const int order_type,const int side)
  {
   if(order_type==1)
      return((side==SOS_BUY) ? ORDER_TYPE_BUY_LIMIT : ORDER_TYPE_SELL_LIMIT);
   if(order_type==2)
      return((side==SOS_BUY) ? ORDER_TYPE_BUY_STOP : ORDER_TYPE_SELL_STOP);
   return((side==SOS_BUY) ? ORDER_TYPE_BUY_STOP_LIMIT : ORDER_TYPE_SELL_STOP_LIMIT);
  }

//--- Why the symbol takes no orders of this type; "" when it does.
string OrderModeFault(const string symbol,const ENUM_ORDER_TYPE type,string &words)
  {
   long flag=SYMBOL_ORDER_STOP_LIMIT;
   if(type==ORDER_TYPE_BUY_LIMIT || type==ORDER_TYPE_SELL_LIMIT)
      flag=SYMBOL_ORDER_LIMIT;
   if(type==ORDER_TYPE_BUY_STOP || type==ORDER_TYPE_SELL_STOP)
      flag=SYMBOL_ORDER_STOP;
   if((SymbolInfoInteger(symbol,SYMBOL_ORDER_MODE)&flag)!=0)
      return("");
   words="The broker takes no orders of type "+EnumToString(type)+" for "+symbol;
   return("order_type_not_allowed");
  }

//--- Why the order cannot live until then; "" when it can. until: server seconds, 0 = good till cancelled.
string ExpiryFault(const string symbol,const datetime until,string &words)
  {
   long flags=SymbolInfoInteger(symbol,SYMBOL_EXPIRATION_MODE);
   if((flags&((until>0) ? SYMBOL_EXPIRATION_SPECIFIED : SYMBOL_EXPIRATION_GTC))==0)
     {
      words=(until>0) ? "The broker takes no expiry time for orders in "+symbol : "The broker takes no orders without an expiry in "+symbol;
      return("expiry_not_allowed");
     }
   if(until>0 && until<=TimeTradeServer())
     {
      words="The expiry "+TimeToString(until,TIME_DATE|TIME_SECONDS)+" (server time) is past";
      return("expiry_past");
     }
   return("");
  }

//--- Why an order of this type cannot rest at this price now; "" when it can. words receives the figures.
string PendingPriceFault(const string symbol,const ENUM_ORDER_TYPE type,const double price,const double limit,const MqlTick &tick,string &words)
  {
   int    digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   double half=SymbolInfoDouble(symbol,SYMBOL_POINT)/2.0;
   double level=(double)SymbolInfoInteger(symbol,SYMBOL_TRADE_STOPS_LEVEL)*SymbolInfoDouble(symbol,SYMBOL_POINT);
   bool   buys=(SideOfType(type)==SOS_BUY);
   double market=buys ? tick.ask : tick.bid;
   bool   above=(type==ORDER_TYPE_SELL_LIMIT || type==ORDER_TYPE_BUY_STOP || type==ORDER_TYPE_BUY_STOP_LIMIT);
   double room=above ? price-market : market-price;
   if(room<half)
     {
      words=StringFormat("%s needs a price %s the market's %s, not %s",EnumToString(type),above ? "above" : "below",
                         DoubleToString(market,digits),DoubleToString(price,digits));
      return("wrong_side_price");
     }
   if(room<level-half)
     {
      words=StringFormat("%s is closer to the market's %s than the broker's stops level %s",DoubleToString(price,digits),
                         DoubleToString(market,digits),DoubleToString(level,digits));
      return("stops_level");
     }
   if(!IsStopLimit(type))
      return("");
   double back=buys ? price-limit : limit-price;
   if(back<-half)
     {
      words=StringFormat("The limit %s must not be %s the stop %s",DoubleToString(limit,digits),buys ? "above" : "below",
                         DoubleToString(price,digits));
      return("wrong_side_price");
     }
   return("");
  }

//--- Loss at the stop in account currency when filled at price; 0 without a stop.
double RiskOf(const string symbol,const int side,const double volume,const double price,const double sl)
  {
   double profit=0.0;
   if(sl<=0.0 || !OrderCalcProfit((side==SOS_BUY) ? ORDER_TYPE_BUY : ORDER_TYPE_SELL,symbol,volume,price,sl,profit))
      return(0.0);
   return((profit<0.0) ? -profit : 0.0);
  }

//--- Levels of an order are measured from where it rests, not from the market.
string RestingStopsFault(const string symbol,const int side,const double rests,const double sl,const double tp,string &words)
  {
   MqlTick at= {};
   at.bid=rests;
   at.ask=rests;
   return(StopsFault(symbol,side,sl,tp,at,words));
  }

class CPending
  {
private:
   void              Gone(CSession &session,CTrader &trader,const SosCommand &command);
   void              Answer(CSession &session,CTrader &trader,const SosCommand &command,const int outcome,const bool already,const string words);

public:
   //--- An open whose order_type is not market.
   void              Place(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   void              Cancel(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
  };

void CPending::Answer(CSession &session,CTrader &trader,const SosCommand &command,const int outcome,const bool already,const string words)
  {
   SosResult result= {};
   trader.Blank(command,result);
   result.outcome=outcome;
   result.final=1;
   result.already=already ? 1 : 0;
   result.ticket=command.ticket;
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing an outcome failed: ",BridgeError());
  }

void CPending::Place(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   string  words="";
   string  symbol=ResolveSymbol(GetText(command.symbol));
   MqlTick tick= {};
   if(symbol=="")
     {
      trader.Refuse(session,command,"symbol_unknown","The broker has no symbol "+GetText(command.symbol));
      return;
     }
   if(!SymbolInfoTick(symbol,tick) || tick.bid<=0.0 || tick.ask<=0.0)
     {
      trader.Refuse(session,command,"symbol_closed","There is no price for "+symbol);
      return;
     }
   MqlTradeRequest request= {};
   request.action=TRADE_ACTION_PENDING;
   request.symbol=symbol;
   request.volume=command.volume;
   request.type=PendingType(command.order_type,command.side);
   request.price=NormalPrice(symbol,command.price);
   request.stoplimit=NormalPrice(symbol,command.stop_limit);
   request.sl=NormalPrice(symbol,command.sl);
   request.tp=NormalPrice(symbol,command.tp);
   request.type_filling=ORDER_FILLING_RETURN;
   request.expiration=(command.expiration>0) ? ServerTimeOf(command.expiration) : 0;
   request.type_time=(request.expiration>0) ? ORDER_TIME_SPECIFIED : ORDER_TIME_GTC;
   double rests=IsStopLimit(request.type) ? request.stoplimit : request.price;
   string rule=SendingFault(words);
   if(rule=="")
      rule=OpeningFault(symbol,command.side,words);
   if(rule=="")
      rule=OrderModeFault(symbol,request.type,words);
   if(rule=="")
      rule=VolumeFault(symbol,command.volume,words);
   if(rule=="")
      rule=PendingPriceFault(symbol,request.type,request.price,request.stoplimit,tick,words);
   if(rule=="")
      rule=RestingStopsFault(symbol,command.side,rests,request.sl,request.tp,words);
   if(rule=="")
      rule=ExpiryFault(symbol,request.expiration,words);
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   SosFacts facts= {};
   trader.CommonFacts(command,calendar,facts);
   facts.open_positions=PositionsTotal()+OrdersTotal(); // what rests will be a position: a ceiling must hold for both
   facts.volume=request.volume;
   facts.price=rests;
   facts.sl=request.sl;
   facts.tp=request.tp;
   facts.risk_money=RiskOf(symbol,command.side,request.volume,rests,request.sl);
   PutText(symbol,facts.symbol);
   SosDecision decision= {};
   if(sos_begin(session.Handle(),facts,decision)<0)
     {
      Print("SignalOS: the guard did not answer: ",BridgeError());
      return;
     }
   if(decision.verdict!=SOS_GO)
      return; // refused and stored by the bridge, already settled, or to be reconciled first
   request.magic=(ulong)decision.magic;
   request.comment=GetText(decision.comment);
   SosResult result= {};
   trader.Blank(command,result);
   result.final=1;
   trader.Execute(session,request,result);
  }

//--- The order stands no more: history says what became of it.
void CPending::Gone(CSession &session,CTrader &trader,const SosCommand &command)
  {
   string name="Order "+IntegerToString(command.ticket);
   if(TerminalInfoInteger(TERMINAL_CONNECTED)==0)
     {
      trader.Refuse(session,command,"not_connected","The terminal is not connected to the broker");
      return;
     }
   if(!HistoryOrderSelect((ulong)command.ticket))
     {
      trader.Refuse(session,command,"order_unknown","The account has no order "+IntegerToString(command.ticket));
      return;
     }
   long state=HistoryOrderGetInteger((ulong)command.ticket,ORDER_STATE);
   if(state==(long)ORDER_STATE_FILLED || state==(long)ORDER_STATE_PARTIAL)
      Answer(session,trader,command,SOS_REJECTED,false,name+" was filled before it could be cancelled: position "+
             IntegerToString(HistoryOrderGetInteger((ulong)command.ticket,ORDER_POSITION_ID)));
   else
      Answer(session,trader,command,SOS_DONE,true,name+" stands no more: "+EnumToString((ENUM_ORDER_STATE)state));
  }

void CPending::Cancel(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   if(!OrderSelect((ulong)command.ticket))
     {
      Gone(session,trader,command);
      return;
     }
   string words="";
   string rule=SendingFault(words);
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   SosFacts facts= {};
   trader.CommonFacts(command,calendar,facts);
   facts.ticket=command.ticket;
   facts.volume=OrderGetDouble(ORDER_VOLUME_CURRENT);
   facts.side=SideOfType((ENUM_ORDER_TYPE)OrderGetInteger(ORDER_TYPE));
   PutText(OrderGetString(ORDER_SYMBOL),facts.symbol);
   MqlTradeRequest request= {};
   request.action=TRADE_ACTION_REMOVE;
   request.order=(ulong)command.ticket;
   request.symbol=OrderGetString(ORDER_SYMBOL);
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
   result.ticket=command.ticket;
   trader.Execute(session,request,result);
  }
