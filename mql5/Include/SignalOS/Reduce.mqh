//+------------------------------------------------------------------+
//| Closing one position: whole, in part, or against an opposite one. |
//| Positions are found by identifier, which ticket changes keep.     |
//+------------------------------------------------------------------+

#define VOLUME_EPSILON  0.000000001

//--- The ticket now standing for a position identifier, selected; 0 when it is not open.
ulong SelectIdentifier(const long identifier)
  {
   for(int i=PositionsTotal()-1; i>=0; i--)
     {
      ulong ticket=PositionGetTicket(i);
      if(ticket!=0 && PositionSelectByTicket(ticket) && PositionGetInteger(POSITION_IDENTIFIER)==identifier)
         return(ticket);
     }
   return(0);
  }

class CReduce
  {
private:
   //--- Selects the command's position; false when the command has been answered because it cannot be touched.
   bool              Ready(CSession &session,CTrader &trader,const SosCommand &command);
   bool              SideExpected(const SosCommand &command);
   void              Absent(CSession &session,CTrader &trader,const SosCommand &command);
   void              Already(CSession &session,CTrader &trader,const SosCommand &command,const string words);
   void              SendVolume(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command,const double volume);
   void              Send(CSession &session,CTrader &trader,const SosCommand &command,SosFacts &facts,MqlTradeRequest &request);

public:
   void              Close(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   void              PartialClose(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   void              CloseBy(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
  };

void CReduce::Already(CSession &session,CTrader &trader,const SosCommand &command,const string words)
  {
   SosResult result= {};
   trader.Blank(command,result);
   result.outcome=SOS_DONE;
   result.final=1;
   result.already=1;
   result.position=command.position;
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing an outcome failed: ",BridgeError());
  }

void CReduce::Absent(CSession &session,CTrader &trader,const SosCommand &command)
  {
   if(TerminalInfoInteger(TERMINAL_CONNECTED)==0)
      trader.Refuse(session,command,"not_connected","The terminal is not connected to the broker");
   else
      if(!HistorySelectByPosition(command.position) || HistoryDealsTotal()==0)
         trader.Refuse(session,command,"position_unknown","The account has no position "+IntegerToString(command.position));
      else
         if(command.kind==SOS_CLOSE)
            Already(session,trader,command,"The position was already closed");
         else
            trader.Refuse(session,command,"volume_changed","Position "+IntegerToString(command.position)+" is closed: it has 0 lots now");
  }

bool CReduce::Ready(CSession &session,CTrader &trader,const SosCommand &command)
  {
   if(SelectIdentifier(command.position)==0)
     {
      Absent(session,trader,command);
      return(false);
     }
   string words="";
   string rule=SendingFault(words);
   if(rule=="")
      return(true);
   trader.Refuse(session,command,rule,words);
   return(false);
  }

bool CReduce::SideExpected(const SosCommand &command)
  {
   int side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   return(command.expected_side<0 || side==command.expected_side);
  }

void CReduce::Close(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   //--- Whether side and volume are still the expected ones is for the guard to say, with the figures.
   if(Ready(session,trader,command))
      SendVolume(session,trader,calendar,command,PositionGetDouble(POSITION_VOLUME));
  }

//--- Compare and set: from the expected volume to what is left of it, or nothing at all; the guard compares.
void CReduce::PartialClose(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   if(!Ready(session,trader,command))
      return;
   string symbol=PositionGetString(POSITION_SYMBOL);
   double before=PositionGetDouble(POSITION_VOLUME);
   double part=(command.percent>0.0) ? FloorToStep(symbol,command.volume) : command.volume;
   string words="";
   string rule=VolumeFault(symbol,part,words);
   if(rule!="" && part!=command.volume)
      words=StringFormat("%g lots, cut down to the volume step: ",command.volume)+words;
   double rest=NormalizeDouble(command.expected_volume-part,8);
   if(rule=="" && SideExpected(command) && MathAbs(before-rest)<=VOLUME_EPSILON)
     {
      Already(session,trader,command,StringFormat("The position already has %g lots",before));
      return;
     }
   bool unchanged=(MathAbs(before-command.expected_volume)<=VOLUME_EPSILON);
   if(rule=="" && unchanged && rest<SymbolInfoDouble(symbol,SYMBOL_VOLUME_MIN)-VOLUME_EPSILON)
     {
      rule="volume_min";
      words=StringFormat("It would leave %g lots, below the smallest volume %g",rest,SymbolInfoDouble(symbol,SYMBOL_VOLUME_MIN));
     }
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   SendVolume(session,trader,calendar,command,part);
  }

void CReduce::SendVolume(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command,const double volume)
  {
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   trader.ClosingRequest(volume,command.magic,"",request);
   trader.CommonFacts(command,calendar,facts);
   facts.position=command.position;
   facts.ticket=(long)request.position;
   facts.volume=volume;
   facts.volume_before=PositionGetDouble(POSITION_VOLUME);
   facts.price=request.price;
   facts.side=(request.type==ORDER_TYPE_BUY) ? SOS_BUY : SOS_SELL;
   PutText(request.symbol,facts.symbol);
   Send(session,trader,command,facts,request);
  }

void CReduce::CloseBy(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
  {
   if(AccountInfoInteger(ACCOUNT_MARGIN_MODE)!=(long)ACCOUNT_MARGIN_MODE_RETAIL_HEDGING)
     {
      trader.Refuse(session,command,"hedging_only","The account nets: it has one position a symbol and nothing to close it by");
      return;
     }
   ulong opposite=SelectIdentifier(command.opposite);
   if(opposite==0 && TerminalInfoInteger(TERMINAL_CONNECTED)!=0)
     {
      trader.Refuse(session,command,"position_unknown","The account has no open position "+IntegerToString(command.opposite));
      return;
     }
   string other_symbol=PositionGetString(POSITION_SYMBOL);
   long   other_type=PositionGetInteger(POSITION_TYPE);
   double other_volume=PositionGetDouble(POSITION_VOLUME);
   if(!Ready(session,trader,command))
      return;
   string symbol=PositionGetString(POSITION_SYMBOL);
   if(symbol!=other_symbol || PositionGetInteger(POSITION_TYPE)==other_type)
     {
      trader.Refuse(session,command,"not_opposite","The two positions must be of one symbol and of different sides");
      return;
     }
   if((SymbolInfoInteger(symbol,SYMBOL_ORDER_MODE)&SYMBOL_ORDER_CLOSEBY)==0)
     {
      trader.Refuse(session,command,"close_by_not_allowed","The broker does not allow closing "+symbol+" by an opposite position");
      return;
     }
   MqlTradeRequest request= {};
   SosFacts        facts= {};
   request.action=TRADE_ACTION_CLOSE_BY;
   request.position=(ulong)PositionGetInteger(POSITION_TICKET);
   request.position_by=opposite;
   trader.CommonFacts(command,calendar,facts);
   facts.position=command.position;
   facts.ticket=(long)request.position;
   facts.volume=MathMin(PositionGetDouble(POSITION_VOLUME),other_volume);
   facts.volume_before=PositionGetDouble(POSITION_VOLUME);
   facts.side=(PositionGetInteger(POSITION_TYPE)==(long)POSITION_TYPE_BUY) ? SOS_SELL : SOS_BUY;
   PutText(symbol,facts.symbol);
   Send(session,trader,command,facts,request);
  }

void CReduce::Send(CSession &session,CTrader &trader,const SosCommand &command,SosFacts &facts,MqlTradeRequest &request)
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
   request.comment=GetText(decision.comment);
   SosResult result= {};
   trader.Blank(command,result);
   result.final=1;
   result.position=command.position;
   result.ticket=facts.ticket;
   trader.Execute(session,request,result);
  }
