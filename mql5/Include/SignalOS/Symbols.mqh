//+------------------------------------------------------------------+
//| Symbol names, volume and price rules, filling mode.               |
//+------------------------------------------------------------------+

//--- The broker's own name for a symbol: as given, or the only one that starts with it ("EURUSD" -> "EURUSD.m"); "" when unknown.
string ResolveSymbol(const string wanted)
  {
   bool custom=false;
   if(wanted=="")
      return("");
   if(SymbolExist(wanted,custom))
      return(SymbolSelect(wanted,true) ? wanted : "");
   string found="";
   int    total=SymbolsTotal(false);
   for(int i=0; i<total; i++)
     {
      string name=SymbolName(i,false);
      if(StringFind(name,wanted)!=0)
         continue;
      if(found!="")
         return(""); // two candidates: guessing could trade the wrong one
      found=name;
     }
   if(found=="" || !SymbolSelect(found,true))
      return("");
   return(found);
  }

//--- Why this volume cannot be sent: a rule's name, or "" when it can. words receives the figures.
string VolumeFault(const string symbol,const double volume,string &words)
  {
   double least=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MIN);
   double most=SymbolInfoDouble(symbol,SYMBOL_VOLUME_MAX);
   double step=SymbolInfoDouble(symbol,SYMBOL_VOLUME_STEP);
   if(volume<least-0.000000001)
     {
      words=StringFormat("%g lots is below the smallest volume %g",volume,least);
      return("volume_min");
     }
   if(most>0.0 && volume>most+0.000000001)
     {
      words=StringFormat("%g lots is above the largest volume %g",volume,most);
      return("volume_max");
     }
   if(step>0.0 && MathAbs(volume/step-MathRound(volume/step))>0.000001)
     {
      words=StringFormat("%g lots is not a multiple of the step %g",volume,step);
      return("volume_step");
     }
   return("");
  }

//--- The largest multiple of the symbol's volume step that is not above volume.
double FloorToStep(const string symbol,const double volume)
  {
   double step=SymbolInfoDouble(symbol,SYMBOL_VOLUME_STEP);
   if(step<=0.0)
      return(volume);
   return(NormalizeDouble(MathFloor(volume/step+0.000001)*step,8));
  }

//--- Rounded to the symbol's tick size; 0 stays 0.
double NormalPrice(const string symbol,const double price)
  {
   if(price<=0.0)
      return(0.0);
   int    digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   double tick=SymbolInfoDouble(symbol,SYMBOL_TRADE_TICK_SIZE);
   if(tick>0.0)
      return(NormalizeDouble(MathRound(price/tick)*tick,digits));
   return(NormalizeDouble(price,digits));
  }

//--- Why these levels cannot stand for a market order at the current prices; "" when they can.
string StopsFault(const string symbol,const int side,const double sl,const double tp,const MqlTick &tick,string &words)
  {
   double base=(side==SOS_BUY) ? tick.bid : tick.ask;
   double sign=(side==SOS_BUY) ? 1.0 : -1.0;
   int    digits=(int)SymbolInfoInteger(symbol,SYMBOL_DIGITS);
   double level=(double)SymbolInfoInteger(symbol,SYMBOL_TRADE_STOPS_LEVEL)*SymbolInfoDouble(symbol,SYMBOL_POINT);
   if(sl>0.0 && (base-sl)*sign<=0.0)
     {
      words=StringFormat("stop %s is on the wrong side of %s",DoubleToString(sl,digits),DoubleToString(base,digits));
      return("wrong_side_stop");
     }
   if(tp>0.0 && (tp-base)*sign<=0.0)
     {
      words=StringFormat("target %s is on the wrong side of %s",DoubleToString(tp,digits),DoubleToString(base,digits));
      return("wrong_side_stop");
     }
   if((sl>0.0 && (base-sl)*sign<level) || (tp>0.0 && (tp-base)*sign<level))
     {
      words=StringFormat("stop or target is closer to %s than the broker's stops level %s",DoubleToString(base,digits),
                         DoubleToString(level,digits));
      return("stops_level");
     }
   return("");
  }

//--- Why the symbol takes no new position on this side; "" when it does. Reducing orders do not ask.
string OpeningFault(const string symbol,const int side,string &words)
  {
   ENUM_SYMBOL_TRADE_MODE mode=(ENUM_SYMBOL_TRADE_MODE)SymbolInfoInteger(symbol,SYMBOL_TRADE_MODE);
   if(mode==SYMBOL_TRADE_MODE_FULL || (mode==SYMBOL_TRADE_MODE_LONGONLY && side==SOS_BUY) ||
      (mode==SYMBOL_TRADE_MODE_SHORTONLY && side==SOS_SELL))
      return("");
   words=symbol+" takes no new positions on this side now ("+EnumToString(mode)+")";
   return("symbol_closed");
  }

//--- The filling mode a market order may use under the symbol's execution mode.
ENUM_ORDER_TYPE_FILLING MarketFilling(const string symbol)
  {
   ENUM_SYMBOL_TRADE_EXECUTION execution=(ENUM_SYMBOL_TRADE_EXECUTION)SymbolInfoInteger(symbol,SYMBOL_TRADE_EXEMODE);
   if(execution==SYMBOL_TRADE_EXECUTION_REQUEST || execution==SYMBOL_TRADE_EXECUTION_INSTANT)
      return(ORDER_FILLING_FOK);
   long flags=SymbolInfoInteger(symbol,SYMBOL_FILLING_MODE);
   if((flags&SYMBOL_FILLING_FOK)!=0)
      return(ORDER_FILLING_FOK);
   if((flags&SYMBOL_FILLING_IOC)!=0)
      return(ORDER_FILLING_IOC);
   return(ORDER_FILLING_RETURN);
  }
