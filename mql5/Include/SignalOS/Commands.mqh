//+------------------------------------------------------------------+
//| Executes the commands that reach the terminal, one method a kind. |
//| Pause, resume and halt end inside the bridge and never come here. |
//+------------------------------------------------------------------+

class CCommands
  {
private:
   CPending          m_pending;
   CModify           m_modify;

   void              Open(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command);
   void              Finish(CSession &session,CTrader &trader,const SosCommand &command,const bool already,const string words);
   double            RiskMoney(const string symbol,const int side,const double volume,const double price,const double sl);

public:
   void              Run(CSession &session,CTrader &trader,CCalendar &calendar,CReporter &reporter,CFlatten &flatten,
                         CReduce &reduce,CCloseAll &close_all,const SosCommand &command);
  };

void CCommands::Run(CSession &session,CTrader &trader,CCalendar &calendar,CReporter &reporter,CFlatten &flatten,
                    CReduce &reduce,CCloseAll &close_all,const SosCommand &command)
  {
   switch(command.kind)
     {
      case SOS_OPEN:
         if(command.order_type==0)
            Open(session,trader,calendar,command);
         else
            m_pending.Place(session,trader,calendar,command);
         break;
      case SOS_CANCEL_ORDER:
         m_pending.Cancel(session,trader,calendar,command);
         break;
      case SOS_MODIFY:
         if(command.position!=0)
            m_modify.Position(session,trader,calendar,command);
         else
            m_modify.Order(session,trader,calendar,command);
         break;
      case SOS_CLOSE:
         reduce.Close(session,trader,calendar,command);
         break;
      case SOS_PARTIAL_CLOSE:
         reduce.PartialClose(session,trader,calendar,command);
         break;
      case SOS_CLOSE_BY:
         reduce.CloseBy(session,trader,calendar,command);
         break;
      case SOS_CLOSE_ALL:
         close_all.Start(session,trader,calendar,command);
         break;
      case SOS_EMERGENCY_STOP:
         flatten.Start(command);
         break;
      case SOS_FORCE_SYNC:
         reporter.Restart();
         reporter.Run(session,calendar,GetTickCount64());
         Finish(session,trader,command,false,"Account, positions, orders and deals sent anew");
         break;
      case SOS_HEALTH_CHECK:
         reporter.Restart();
         reporter.Run(session,calendar,GetTickCount64());
         Finish(session,trader,command,false,"Checked");
         break;
      default:
         trader.Refuse(session,command,"unknown_kind","This expert does not know the command; update SignalOS");
     }
   reporter.MarkDirty();
  }

void CCommands::Finish(CSession &session,CTrader &trader,const SosCommand &command,const bool already,const string words)
  {
   SosResult result= {};
   trader.Blank(command,result);
   result.outcome=SOS_DONE;
   result.final=1;
   result.already=already ? 1 : 0;
   result.position=command.position;
   PutText(words,result.text);
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing an outcome failed: ",BridgeError());
  }

//--- Loss at the stop in account currency; 0 without a stop.
double CCommands::RiskMoney(const string symbol,const int side,const double volume,const double price,const double sl)
  {
   double profit=0.0;
   if(sl<=0.0)
      return(0.0);
   if(!OrderCalcProfit((side==SOS_BUY) ? ORDER_TYPE_BUY : ORDER_TYPE_SELL,symbol,volume,price,sl,profit))
      return(0.0);
   return(MathAbs(profit));
  }

void CCommands::Open(CSession &session,CTrader &trader,CCalendar &calendar,const SosCommand &command)
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
   string rule=SendingFault(words);
   if(rule=="")
      rule=OpeningFault(symbol,command.side,words);
   if(rule=="")
      rule=VolumeFault(symbol,command.volume,words);
   if(rule=="")
      rule=StopsFault(symbol,command.side,command.sl,command.tp,tick,words);
   if(rule!="")
     {
      trader.Refuse(session,command,rule,words);
      return;
     }
   MqlTradeRequest request= {};
   trader.OpeningRequest(command,symbol,tick,request);
   SosFacts facts= {};
   trader.CommonFacts(command,calendar,facts);
   facts.volume=request.volume;
   facts.price=request.price;
   facts.sl=request.sl;
   facts.tp=request.tp;
   facts.risk_money=RiskMoney(symbol,command.side,request.volume,request.price,request.sl);
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
