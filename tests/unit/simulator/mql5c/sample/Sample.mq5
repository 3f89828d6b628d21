//+------------------------------------------------------------------+
//| Exercises the compiler the way the product's expert does: value   |
//| types, fixed arrays in structures, imports, trading, history.     |
//+------------------------------------------------------------------+
#property copyright "SignalOS"
#property version   "1.00"
#property strict

#include "Sample.mqh"

enum ENUM_SAMPLE_MODE
  {
   SAMPLE_LIVE=0, // Live
   SAMPLE_TEST=7
  };

input group "Trading"
input ENUM_SAMPLE_MODE InpMode=SAMPLE_TEST;  // Mode
input double           InpLots=0.25;         // Lots
input string           InpName="caf\xE9";    // Name
input bool             InpDivide=false;
input int              InpPrefix=0x1234;     // Prefix

const int MAX_TRIES=3;
double    g_weights[]={1.5,2.5,3.5};
int       g_grid[2][3]={{1,2,3},{4,5,6}};
datetime  g_start=D'2024.02.29 12:30';
long      g_timer_calls=0;

class CCounter
  {
private:
   int               m_value;
   string            m_names[];

public:
                     CCounter() : m_value(10) { }
   void              Add(const int by=1) { m_value+=by; }
   int               Value() const { return(m_value); }
   void              Remember(const string name);
   int               Names() const { return(ArraySize(m_names)); }
   string            Last() const;
  };

void CCounter::Remember(const string name)
  {
   int n=ArraySize(m_names);
   if(ArrayResize(m_names,n+1)!=n+1)
      return;
   m_names[n]=name;
  }

string CCounter::Last() const
  {
   int n=ArraySize(m_names);
   if(n==0)
      return("");
   return(m_names[n-1]);
  }

CCounter g_counter;

int Calls()
  {
   static int calls=100;
   calls++;
   return(calls);
  }

void PutText(const string text,uchar &buffer[])
  {
   ArrayInitialize(buffer,0);
   uchar bytes[];
   int   n=StringToCharArray(text,bytes,0,WHOLE_ARRAY,CP_UTF8)-1;
   if(n>=ArraySize(buffer))
      n=ArraySize(buffer)-1;
   for(int i=0; i<n; i++)
      buffer[i]=bytes[i];
  }

string Side(const ENUM_ORDER_TYPE type)
  {
   switch(type)
     {
      case ORDER_TYPE_BUY:
         return("buy");
      case ORDER_TYPE_SELL:
         return("sell");
      default:
         break;
     }
   return("other");
  }

bool SendOne(const string symbol,const double lots,MqlTradeResult &result)
  {
   MqlTradeRequest request={};
   MqlTick tick={};
   if(!SymbolInfoTick(symbol,tick))
      return(false);
   request.action=TRADE_ACTION_DEAL;
   request.symbol=symbol;
   request.volume=NormalizeDouble(lots,2);
   request.type=ORDER_TYPE_BUY;
   request.price=tick.ask;
   request.deviation=20;
   request.magic=((ulong)InpPrefix<<48)|0xABCDEF;
   request.comment="sample";
   bool sent=OrderSend(request,result);
   return(sent && (result.retcode==TRADE_RETCODE_DONE || result.retcode==TRADE_RETCODE_PLACED));
  }

int OnInit()
  {
   Print("mode=",EnumToString(InpMode)," lots=",InpLots," name=",InpName);
   if(SQUARE(MAX_TRIES+1)!=16)
      return(INIT_FAILED);
   SampleRow rows[SAMPLE_ROWS];
   for(int i=0; i<SAMPLE_ROWS; i++)
     {
      rows[i].ticket=1000+i;
      rows[i].volume=g_weights[i%3];
      rows[i].kind=i;
      PutText("EURUSD",rows[i].symbol);
     }
   double total=0.0;
   int counted=sample_sum(rows,SAMPLE_ROWS,total);
   SampleReport report={};
   report.struct_size=sizeof(SampleReport);
   int filled=sample_fill(report);
   string server=CharArrayToString(report.server,0,-1,CP_UTF8);
   PrintFormat("rows=%d total=%.2f filled=%d server=%s tags=%d total2=%g",counted,total,filled,server,(int)report.tags[2],report.total);
   uchar out[32];
   ArrayInitialize(out,0);
   int size=sample_text(InpName+"!",out,32);
   PrintFormat("text=%s size=%d bits=%I64d",CharArrayToString(out,0,size,CP_UTF8),size,sample_bits(-5,true));
   g_counter.Add();
   g_counter.Add(4);
   g_counter.Remember("one");
   g_counter.Remember("two");
   int calls=Calls();
   calls+=Calls();
   Print("counter=",g_counter.Value()," names=",g_counter.Names()," last=",g_counter.Last()," calls=",calls);
   Print("grid=",g_grid[1][2]," larger=",Larger(3,7)," ",DoubleToString(Larger(1.5,0.5),1)," start=",TimeToString(g_start)," neg=",-7/2," ",-7%3);
   if(InpDivide)
     {
      int zero=ArraySize(rows)-SAMPLE_ROWS;
      Print("never ",1/zero);
     }
   if(!EventSetMillisecondTimer(10))
      return(INIT_FAILED);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   Print("deinit ",reason);
  }

void OnTimer()
  {
   g_timer_calls++;
   MqlTradeResult result={};
   if(SendOne(_Symbol,InpLots,result))
      Print("sent ",Side(ORDER_TYPE_BUY)," order=",result.order," at ",DoubleToString(result.price,_Digits));
   else
      Print("refused ",result.retcode," error=",GetLastError());
  }

void OnTradeTransaction(const MqlTradeTransaction &trans,const MqlTradeRequest &request,const MqlTradeResult &result)
  {
   if(trans.type!=TRADE_TRANSACTION_DEAL_ADD)
      return;
   if(HistoryDealSelect(trans.deal))
      Print("deal ",trans.deal," magic=",HistoryDealGetInteger(trans.deal,DEAL_MAGIC)," ",HistoryDealGetString(trans.deal,DEAL_COMMENT));
  }

void OnChartEvent(const int id,const long &lparam,const double &dparam,const string &sparam)
  {
   int values[]={3,1,2};
   ArraySort(values);
   values[(int)lparam]=9;
   Print("event ",id-CHARTEVENT_CUSTOM," ",values[2]," ",sparam);
  }
