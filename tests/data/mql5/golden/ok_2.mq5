//=== stdlib_like
class CObject
  {
private:
   CObject          *m_prev;
   CObject          *m_next;
public:
                     CObject(void): m_prev(NULL),m_next(NULL) { }
                    ~CObject(void) { }
   CObject          *Prev(void) const { return(m_prev); }
   void              Prev(CObject *node) { m_prev=node; }
   CObject          *Next(void) const { return(m_next); }
   void              Next(CObject *node) { m_next=node; }
   virtual bool      Save(const int file_handle) { return(true); }
   virtual int       Type(void) const { return(0); }
   virtual int       Compare(const CObject *node,const int mode=0) const { return(0); }
  };
class CArrayObj : public CObject
  {
protected:
   CObject          *m_data[];
   bool              m_free_mode;
   int               m_data_total;
public:
                     CArrayObj(void);
                    ~CArrayObj(void);
   bool              FreeMode(void) const { return(m_free_mode); }
   virtual int       Type(void) const { return(0x7778); }
   bool              Add(CObject *element);
   CObject          *At(const int index) const;
   CObject          *operator[](const int index) const { return(At(index)); }
   int               Total(void) const { return(m_data_total); }
  };
CArrayObj::CArrayObj(void) : m_free_mode(true)
  {
   m_data_total=0;
  }
CArrayObj::~CArrayObj(void)
  {
   for(int i=0;i<m_data_total;i++)
      if(m_free_mode && CheckPointer(m_data[i])==POINTER_DYNAMIC)
         delete m_data[i];
  }
bool CArrayObj::Add(CObject *element)
  {
   if(!CheckPointer(element))
      return(false);
   ArrayResize(m_data,m_data_total+1);
   m_data[m_data_total++]=element;
   return(true);
  }
CObject *CArrayObj::At(const int index) const
  {
   if(index<0 || index>=m_data_total)
      return(NULL);
   return(m_data[index]);
  }
class COrder : public CObject { public: ulong ticket; COrder(const ulong t):ticket(t){} virtual int Compare(const CObject *node,const int mode=0) const override { const COrder *o=(const COrder*)node; return(ticket>o.ticket ? 1 : -1); } };
CArrayObj g_orders;
void OnTick()
  {
   g_orders.Add(new COrder(5));
   COrder *o=g_orders.At(0);
   COrder *p=(COrder*)g_orders[0];
   if(o!=NULL && o==p) Print(o.ticket);
   CArrayObj *list=new CArrayObj(); delete(list);
  }
//=== json_like
enum JSONType { JUNDEF, JNULL, JBOOL, JINT };
class CJAVal
  {
public:
   virtual void Clear() { m_parent=NULL; m_key=""; m_type=JUNDEF; m_bv=false; ArrayResize(m_e,0); }
   virtual bool Copy(const CJAVal &a) { m_key=a.m_key; CopyData(a); return true; }
   virtual void CopyData(const CJAVal &a) { m_type=a.m_type; m_bv=a.m_bv; m_iv=a.m_iv; CopyArr(a); }
   virtual void CopyArr(const CJAVal &a) { int n=ArrayResize(m_e,ArraySize(a.m_e)); for(int i=0;i<n;i++) { m_e[i]=a.m_e[i]; m_e[i].m_parent=GetPointer(this); } }
   CJAVal m_e[];
   string m_key;
   CJAVal *m_parent;
   JSONType m_type;
   bool m_bv; long m_iv; double m_dv;
   CJAVal() { Clear(); }
   CJAVal(CJAVal *aparent,JSONType atype) { Clear(); m_type=atype; m_parent=aparent; }
   CJAVal(const CJAVal &a) { Clear(); Copy(a); }
   ~CJAVal() { Clear(); }
   bool operator==(const string a) { return m_key==a; }
   void operator=(const int a) { m_type=JINT; m_iv=a; }
   void operator=(const CJAVal &a) { Copy(a); }
   CJAVal *operator[](string akey) { for(int i=0;i<ArraySize(m_e);i++) if(m_e[i].m_key==akey) return GetPointer(m_e[i]); int c=ArraySize(m_e); ArrayResize(m_e,c+1); return GetPointer(m_e[c]); }
   int ToInt() { return (int)m_iv; }
  };
void OnTick(){ CJAVal js(NULL,JUNDEF); js["a"]=5; Print(js["a"].ToInt()); if(js=="x") Print("eq"); }
//=== ea_template
//+------------------------------------------------------------------+
//|                                                     Template.mq5 |
//+------------------------------------------------------------------+
#property copyright "Me"
#property version   "1.00"
input int      FastPeriod = 12;   // Fast
input int      SlowPeriod = 26;   // Slow
input double   RiskPercent= 1.0;
input ulong    MagicNumber= 20240101;
input ENUM_MA_METHOD Method = MODE_EMA;
input ENUM_APPLIED_PRICE Price=PRICE_CLOSE;
int    handleFast, handleSlow;
double fast[], slow[];
datetime lastBar = 0;
double NormalizeLots(double lots)
{
   double step = SymbolInfoDouble(_Symbol, SYMBOL_VOLUME_STEP);
   double minv = SymbolInfoDouble(_Symbol, SYMBOL_VOLUME_MIN), maxv = SymbolInfoDouble(_Symbol, SYMBOL_VOLUME_MAX);
   lots = MathFloor(lots / step) * step;
   return MathMax(minv, MathMin(maxv, lots));
}
int OnInit()
{
   handleFast = iMA(_Symbol, _Period, FastPeriod, 0, Method, Price);
   handleSlow = iMA(_Symbol, _Period, SlowPeriod, 0, Method, Price);
   if (handleFast == INVALID_HANDLE || handleSlow == INVALID_HANDLE) return INIT_FAILED;
   ArraySetAsSeries(fast, true); ArraySetAsSeries(slow, true);
   return INIT_SUCCEEDED;
}
void OnDeinit(const int reason) { IndicatorRelease(handleFast); IndicatorRelease(handleSlow); Comment(""); }
bool IsNewBar() { datetime t = iTime(_Symbol, _Period, 0); if (t == lastBar) return false; lastBar = t; return true; }
void OnTick()
{
   if (!IsNewBar()) return;
   if (CopyBuffer(handleFast, 0, 0, 3, fast) < 3 || CopyBuffer(handleSlow, 0, 0, 3, slow) < 3) return;
   bool up = fast[1] > slow[1] && fast[2] <= slow[2];
   MqlTick tick; if (!SymbolInfoTick(_Symbol, tick)) return;
   double atr[1]; int h = iATR(NULL, PERIOD_CURRENT, 14); CopyBuffer(h, 0, 1, 1, atr);
   MqlTradeRequest req; MqlTradeResult res; ZeroMemory(req); ZeroMemory(res);
   req.action = TRADE_ACTION_DEAL; req.symbol = _Symbol; req.volume = NormalizeLots(AccountInfoDouble(ACCOUNT_BALANCE) * RiskPercent / 100 / 1000);
   req.type = up ? ORDER_TYPE_BUY : ORDER_TYPE_SELL; req.price = up ? tick.ask : tick.bid;
   req.sl = NormalizeDouble(req.price - 100 * _Point, _Digits); req.magic = MagicNumber; req.comment = "x " + EnumToString(_Period);
   if (!OrderSend(req, res)) Print("OrderSend failed ", GetLastError(), " ", res.retcode);
   for (int i = OrdersTotal() - 1; i >= 0; i--) { ulong ticket = OrderGetTicket(i); if (ticket > 0 && OrderGetInteger(ORDER_MAGIC) == MagicNumber && OrderGetInteger(ORDER_TYPE) == ORDER_TYPE_BUY_LIMIT) Print(OrderGetDouble(ORDER_PRICE_OPEN)); }
   HistorySelect(0, TimeCurrent()); uint total = HistoryDealsTotal(); for (uint i = 0; i < total; i++) { ulong d = HistoryDealGetTicket(i); if ((ENUM_DEAL_ENTRY)HistoryDealGetInteger(d, DEAL_ENTRY) == DEAL_ENTRY_OUT) Print(HistoryDealGetDouble(d, DEAL_PROFIT)); }
}
//=== statics_and_enum_switch
enum ENUM_STATE { STATE_IDLE=0, STATE_RUN, STATE_END }; string StateName(const ENUM_STATE s) { switch(s) { case STATE_IDLE: return "idle"; case STATE_RUN: return "run"; default: return EnumToString(s); } }
struct SLog { datetime time; string text; void Set(const string t) { time=TimeCurrent(); text=t; } string ToText() const { return TimeToString(time)+" "+text; } };
class CLogger { static CLogger *s_instance; SLog m_logs[100]; int m_n; CLogger():m_n(0){} public: static CLogger *Instance(){ if(s_instance==NULL) s_instance=new CLogger(); return s_instance; } void Add(const string t){ if(m_n<100) m_logs[m_n++].Set(t); } static void Free(){ if(s_instance!=NULL){ delete s_instance; s_instance=NULL; } } };
CLogger *CLogger::s_instance=NULL;
void OnInit(){ CLogger::Instance().Add(StateName(STATE_RUN)); } void OnDeinit(const int reason){ CLogger::Free(); } void OnTick(){}
//=== map_template
template<typename TKey,typename TValue> class CMap { private: TKey m_keys[]; TValue m_values[]; int Find(const TKey key) const { for(int i=0;i<ArraySize(m_keys);i++) if(m_keys[i]==key) return(i); return(-1); } public: bool Get(const TKey key,TValue &value) const { int i=Find(key); if(i<0) return(false); value=m_values[i]; return(true); } void Set(const TKey key,const TValue value){ int i=Find(key); if(i<0){ i=ArraySize(m_keys); ArrayResize(m_keys,i+1); ArrayResize(m_values,i+1); m_keys[i]=key; } m_values[i]=value; } };
void OnStart(){ CMap<string,double> m; m.Set("a",1.5); double v; if(m.Get("a",v)) Print(v); CMap<int,string> *p=new CMap<int,string>(); p.Set(1,"x"); delete p; }
//=== pass_pointer_array
class CNode { public: int v; CNode(int x=0):v(x){} }; void Fill(CNode *&list[],int n){ ArrayResize(list,n); for(int i=0;i<n;i++) list[i]=new CNode(i); } void Make(CNode *&out){ out=new CNode(7); } int Sum(CNode *&list[]){ int s=0; for(int i=0;i<ArraySize(list);i++) s+=list[i].v; return s; }
void OnStart(){ CNode *list[]; Fill(list,3); Print(Sum(list)); CNode *one=NULL; Make(one); Print(one.v); delete one; for(int i=ArraySize(list)-1;i>=0;i--) if(CheckPointer(list[i])!=POINTER_INVALID) delete list[i]; }
//=== const_static_array
static const string NAMES[]={"a","b"}; const double LEVELS[3]={0.1,0.2,0.3}; const int COUNT=sizeof(LEVELS)/sizeof(double); void OnTick(){ double copy[3]; for(int i=0;i<COUNT;i++) copy[i]=LEVELS[i]; Print(NAMES[0],copy[2]); }
//=== operator_ternary_strings
void OnTick(){ string dir=(MathRand()%2==0) ? "BUY" : "SELL"; int x=5; string s=x>3 ? "big" : ""; PrintFormat("%s %s %05d %x %-10s|%e %G %I64u %%",dir,s,x,x,"a",1.5,2.5,(ulong)5); Print((x>3 ? "a" : "b")+dir,(x&1)!=0,x==5||x==6&&true); bool ok=(x>0)?true:false; if(!ok) return; x=ok ? x+1 : -x; x+=ok?1:2; }
//=== nested_struct_array
struct SLevel { double price; int count; }; struct SBook { SLevel bids[10]; SLevel asks[]; SLevel Best() const { return bids[0]; } }; SBook g_books[2]; void Set(SLevel &l,const double p){ l.price=p; l.count++; } void OnTick(){ Set(g_books[1].bids[3],1.5); ArrayResize(g_books[0].asks,2); g_books[0].asks[1]=g_books[1].bids[3]; SLevel b=g_books[0].Best(); Print(b.price,ArraySize(g_books[0].asks),ArraySize(g_books)); SLevel copy[]; ArrayCopy(copy,g_books[1].bids); }
//=== book_and_rates
void OnTick(){ MqlBookInfo book[]; if(MarketBookGet(_Symbol,book)) for(int i=0;i<ArraySize(book);i++) if(book[i].type==BOOK_TYPE_SELL) Print(book[i].price,book[i].volume); MqlRates rates[]; ArraySetAsSeries(rates,true); if(CopyRates(NULL,PERIOD_M5,0,100,rates)>0) Print(rates[0].time,rates[0].close,rates[0].tick_volume); double highs[]; CopyHigh(_Symbol,PERIOD_D1,TimeCurrent()-86400*10,TimeCurrent(),highs); int hi=iHighest(NULL,PERIOD_H1,MODE_HIGH,24,1); int sh=iBarShift(_Symbol,PERIOD_H1,D'2024.01.01'); Print(hi,sh,iVolume(NULL,0,0)); MqlTick ticks[]; CopyTicks(_Symbol,ticks,COPY_TICKS_ALL,0,10); }
//=== chart_event
void OnChartEvent(const int id,const long& lparam,const double& dparam,const string& sparam){ switch(id){ case CHARTEVENT_KEYDOWN: if(lparam=='A' || lparam==27) ExpertRemove(); break; case CHARTEVENT_OBJECT_CLICK: if(sparam=="btn"){ ObjectSetInteger(ChartID(),sparam,OBJPROP_STATE,false); } break; case CHARTEVENT_MOUSE_MOVE: Comment((int)lparam," ",(int)dparam); break; default: if(id>CHARTEVENT_CUSTOM) Print(id-CHARTEVENT_CUSTOM); } }
void OnInit(){ ChartSetInteger(0,CHART_EVENT_MOUSE_MOVE,true); ObjectCreate(0,"btn",OBJ_BUTTON,0,0,0); ObjectSetInteger(0,"btn",OBJPROP_XDISTANCE,10); ObjectSetString(0,"btn",OBJPROP_FONT,"Arial"); ObjectSetInteger(0,"btn",OBJPROP_BGCOLOR,C'20,20,20'); EventChartCustom(0,5,1,2.0,"x"); }
//=== crypt
void OnStart(){ uchar src[],key[],dst[]; StringToCharArray("x",src,0,StringLen("x")); CryptEncode(CRYPT_HASH_SHA256,src,key,dst); string hex=""; for(int i=0;i<ArraySize(dst);i++) hex+=StringFormat("%02X",dst[i]); Print(hex); int h=FileOpen("d\\x.bin",FILE_READ|FILE_WRITE|FILE_BIN|FILE_COMMON|FILE_SHARE_READ); if(h!=INVALID_HANDLE){ FileWriteArray(h,dst); double arr[]; FileReadArray(h,arr); MqlTick t; FileWriteStruct(h,t); FileClose(h); } }
//=== macros_many
#define DEBUG
#define PRINT_VAR(v) Print(__FUNCTION__,"(",__LINE__,"): ",#v,"=",v)
#define FOREACH(i,a) for(int i=0;i<ArraySize(a);i++)
#define PROPERTY(T,Name) private: T m_##Name; public: T Name() const { return m_##Name; } void Name(T v) { m_##Name=v; }
#ifdef DEBUG
   #define ASSERT(c) if(!(c)) { Print("assert ",#c); ExpertRemove(); }
#else
   #define ASSERT(c)
#endif
class CP { PROPERTY(int,Age) PROPERTY(string,Title) };
void OnTick(){ int a[3]={1,2,3}; FOREACH(i,a) PRINT_VAR(a[i]); ASSERT(a[0]==1) CP p; p.Age(5); p.Title("x"); Print(p.Age(),p.Title()); }
//=== uchar_math
uint Crc(const uchar &data[]){ uint crc=0xFFFFFFFF; for(int i=0;i<ArraySize(data);i++){ crc^=data[i]; for(int k=0;k<8;k++) crc=(crc&1)!=0 ? (crc>>1)^0xEDB88320 : crc>>1; } return(crc^0xFFFFFFFF); } void OnStart(){ uchar d[]={1,2,0xFF,'a'}; Print(Crc(d)); ulong h=14695981039346656037; for(int i=0;i<4;i++) h=(h^d[i])*1099511628211; Print(h); }
//=== service
#property service
void OnStart(){ while(!IsStopped()){ Sleep(1000); } }
//=== base_call
class CA { protected: int m; public: CA():m(1){} virtual void Run(int n){ m+=n; } virtual ~CA(){} }; class CB : public CA { public: CB():CA(){} virtual void Run(int n){ CA::Run(n*2); this.m++; } int M() const { return m; } }; void OnTick(){ CB b; b.Run(2); CA *p=&b; p.Run(1); Print(b.M()); }
//=== private_inherit
class CA { public: int v; void F(){} }; class CB : private CA { public: void G(){ F(); v=1; } }; class CC : protected CA { public: void H(){ F(); } }; void OnTick(){ CB b; b.G(); CC c; c.H(); }
//=== long_if
int Sign(const double x){ if(x>0) return(1); else if(x<0) return(-1); else return(0); } int Deep(int a){ if(a>0) { if(a>10) return 2; else return 1; } return 0; } int Loop(){ while(true) { if(MathRand()>5) return 1; } } int Sw(int a){ switch(a){ case 1: return 1; case 2: return 2; default: return 3; } } void OnTick(){ Print(Sign(1),Deep(1),Loop(),Sw(1)); }
//=== default_ctor_array
class CItem { public: int id; CItem(void){ id=0; } }; CItem items[5]; CItem dyn[]; void OnTick(){ ArrayResize(dyn,3); dyn[0].id=4; items[1]=dyn[0]; CItem *p=GetPointer(items[1]); Print(p.id); }
//=== datetime_math
void OnTick(){ datetime now=TimeCurrent(); MqlDateTime s; TimeToStruct(now,s); s.hour=0; s.min=0; s.sec=0; datetime day=StructToTime(s); if(now-day>3600*5 && s.day_of_week!=0) Print(TimeToString(day,TIME_DATE|TIME_MINUTES)); datetime exp=now+PeriodSeconds(PERIOD_H1)*3; long diff=exp-now; int secs=(int)(exp-now); datetime z=0; if(z==0) z=D'1970.01.01'; now+=60; string str=TimeToString(now)+" "+(string)now; Print(diff,secs,str,now>day ? "a" : "b"); datetime t2=StringToTime("2024.01.01 00:00"); }
//=== typed_enum_input
enum ENUM_LOT { LOT_FIXED, // fixed lot
 LOT_RISK // risk
}; input ENUM_LOT InpLot=LOT_RISK; input ENUM_ORDER_TYPE_FILLING InpFill=ORDER_FILLING_FOK; input string InpComment=""; input datetime InpStart=D'2020.01.01'; input color InpC=clrNONE; input bool InpB=false; input uint InpU=5; input long InpL=-1; input float InpF=1.5; input double InpD=1e-5; input uchar InpCh=1; input ENUM_DAY_OF_WEEK InpDay=MONDAY; void OnTick(){ Print(InpLot==LOT_FIXED); }
//=== comparison_mixed
void OnTick(){ long magic=PositionGetInteger(POSITION_MAGIC); ulong m2=5; if(magic==m2) Print(1); int type=(int)PositionGetInteger(POSITION_TYPE); if(type==POSITION_TYPE_BUY) Print(2); if(PositionGetInteger(POSITION_TYPE)==POSITION_TYPE_SELL) Print(3); ENUM_ORDER_TYPE ot=(type==POSITION_TYPE_BUY) ? ORDER_TYPE_SELL : ORDER_TYPE_BUY; uint rc=10009; if(rc==TRADE_RETCODE_DONE) Print(ot); double x=5; int n=3; if(x>n) Print(x/n); bool b=n; if(b==true) Print(b); if(n&1) Print(n); if(SymbolInfoInteger(_Symbol,SYMBOL_TRADE_MODE)==SYMBOL_TRADE_MODE_FULL) Print(4); int digits=(int)SymbolInfoInteger(_Symbol,SYMBOL_DIGITS); int d2=SymbolInfoInteger(_Symbol,SYMBOL_DIGITS); Print(digits,d2); }
//=== optional_semicolons
class CA { public: void F(){}; int G(){ return 1; }; }; void H(){}; void OnTick(){ CA a; a.F(); if(a.G()>0){}; H(); }
//=== multi_decl
double a=1,b=2,c; int x,y[3],z=5; string s1="a",s2; class CThing{ public: int v; CThing *next,*prev; }; CThing *p1=NULL,*p2=NULL; void OnTick(){ int i=0,j,k=3; j=k; c=a+b; x=z; y[0]=i+j; s2=s1; CThing *q=p1,*r=p2; if(q==r) Print(c,x,s2); }
//=== conditional_defines
#ifdef __MQL5__
#define VER 5
#else
#define VER 4
bad code here !!
#endif
#ifndef __MQL4__
void OnTick(){ Print(VER); }
#endif
//=== return_struct
struct SR { bool ok; double v; string msg; }; SR Compute(const double x){ SR r; r.ok=x>0; r.v=MathSqrt(x); r.msg="m"; return(r); } SR g_last; void OnTick(){ SR r=Compute(2.0); g_last=Compute(3.0); if(Compute(1.0).ok) Print(r.v,g_last.msg); }
