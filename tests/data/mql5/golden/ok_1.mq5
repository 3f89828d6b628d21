//=== template_function
template<typename T> T Larger(T a,T b){ return(a>b ? a : b); }
template<typename T1,typename T2> void Pair(T1 a,T2 b){ Print(a," ",b); }
void OnTick(){ Print(Larger(1,2)," ",Larger(1.5,2.5)); Pair(1,"x"); int n=Larger<int>(1,2.5); Print(n); }
//=== template_class
template<typename T>
class CStack
  {
private:
   T                 m_items[];
   int               m_count;
public:
                     CStack(void):m_count(0) {}
                    ~CStack(void) { ArrayFree(m_items); }
   void              Push(const T &value);
   T                 Top(void) const { return(m_items[m_count-1]); }
   int               Count(void) const { return(m_count); }
  };
template<typename T>
void CStack::Push(const T &value)
  {
   ArrayResize(m_items,m_count+1);
   m_items[m_count++]=value;
  }
template<typename T>
struct SPair { T first; T second; };
void OnTick()
  {
   CStack<int> stack;
   stack.Push(3);
   CStack<string> *names=new CStack<string>();
   names.Push("a");
   SPair<double> pair;
   pair.first=1.0;
   Print(stack.Top()," ",names.Count()," ",pair.first);
   delete names;
  }
//=== template_class_outside
template<typename T>
class CBox { T m_value; public: void Set(T value); T Get() const; CBox(T value); };
template<typename T> void CBox<T>::Set(T value){ m_value=value; }
template<typename T> T CBox<T>::Get() const { return m_value; }
template<typename T> CBox<T>::CBox(T value):m_value(value){}
void OnTick(){ CBox<int> b(1); b.Set(4); Print(b.Get()); }
//=== template_nested
template<typename T> class CA { public: T v; };
template<typename T> class CB : public CA<T> { public: void Set(T x){ v=x; } };
template<typename K,typename V> struct SEntry { K key; V value; };
void OnTick(){ CB<double> b; b.Set(1.5); CA<CA<int>> deep; deep.v.v=3; SEntry<string,int> e; e.key="k"; e.value=1; Print(b.v,deep.v.v,e.key); }
//=== template_unused
template<typename T> class CList { T *m_items[]; public: void Clear(){ for(int i=0;i<ArraySize(m_items);i++) delete m_items[i]; ArrayResize(m_items,0); }
 T *At(int i){ return m_items[i]; } };
template<typename T> void Swap(T &a,T &b){ T t=a; a=b; b=t; }
void OnTick(){}
//=== template_method
class CPrinter { public: template<typename T> void Show(T value){ Print(value); } };
void OnTick(){ CPrinter p; p.Show(1); p.Show("x"); }
//=== interface
interface IAnimal { void Sound(); string Name() const; };
class CCat : public IAnimal { public: CCat(){ Print("born"); } ~CCat(){ } void Sound(){ Print("meow"); } string Name() const { return("cat"); } };
void OnTick(){ IAnimal *a=new CCat; a.Sound(); Print(a.Name()); delete a; }
//=== inheritance
class CShape
  {
protected:
   int               m_x;
   int               m_y;
public:
                     CShape(int x=0,int y=0):m_x(x),m_y(y) {}
   virtual          ~CShape() {}
   virtual double    Area() const { return(0); }
   void              Move(int dx,int dy) { m_x+=dx; m_y+=dy; }
   static int        Total;
  };
int CShape::Total=0;
class CCircle : public CShape
  {
private:
   double            m_radius;
public:
                     CCircle(double r):CShape(1,2),m_radius(r) { Total++; }
   virtual double    Area() const override { return(M_PI*m_radius*m_radius); }
  };
class CDisk final : public CCircle { public: CDisk():CCircle(1.0){} double Area() const override final { return CCircle::Area()*2; } };
void OnTick()
  {
   CShape *s=new CCircle(2.0);
   CCircle *c=dynamic_cast<CCircle *>(s);
   if(c!=NULL) Print(c.Area());
   CShape *list[];
   ArrayResize(list,2);
   list[0]=s; list[1]=new CDisk();
   for(int i=0;i<2;i++) { Print(list[i].Area()," ",CShape::Total); delete list[i]; }
   if(CheckPointer(s)==POINTER_INVALID) Print("gone");
   CCircle local(3); CShape *p=GetPointer(local); CShape *q=&local; p.Move(1,2); q.Move(1,2);
  }
//=== pure_virtual
class CBase { public: virtual int Value()=0; virtual void Other()=NULL; int Twice(){ return(2*Value()); } };
class CImpl : public CBase { public: int Value(){ return(3); } void Other(){ } };
void OnTick(){ CImpl a; Print(a.Twice()); CBase *b=GetPointer(a); Print(b.Value()); }
//=== operators
struct SVec
  {
   double x,y;
   SVec() { x=0; y=0; }
   SVec(double a,double b):x(a),y(b) {}
   SVec operator+(const SVec &o) const { SVec r(x+o.x,y+o.y); return(r); }
   SVec operator-() const { SVec r(-x,-y); return(r); }
   bool operator==(const SVec &o) const { return(x==o.x && y==o.y); }
   void operator=(const SVec &o) { x=o.x; y=o.y; }
   void operator+=(double d) { x+=d; y+=d; }
   double operator[](int i) const { return(i==0 ? x : y); }
  };
void OnTick(){ SVec a(1,2),b(3,4); SVec c=a+b; c+=1.0; c=-c; if(a==b) Print(c[0]); Print((a+b).x); }
//=== static_members
class CCounter { private: static int s_count; static const double RATE; public: static int Next(){ return(++s_count); } static double Rate(){ return RATE; } };
int CCounter::s_count=0;
const double CCounter::RATE=0.5;
void OnTick(){ Print(CCounter::Next(),CCounter::Rate()); CCounter c; Print(c.Next()); }
//=== function_pointer
typedef int (*TCompare)(int,int);
int Less(int a,int b){ return(a<b ? 1 : 0); }
int Apply(TCompare f,int a,int b){ return(f(a,b)); }
void OnTick(){ TCompare f=Less; if(f!=NULL) Print(f(1,2)); Print(Apply(Less,1,2)); f=NULL; }
//=== union_type
union UBits { long l; double d; uchar b[8]; };
void OnTick(){ UBits u; u.d=1.5; Print(u.l,u.b[0]); }
//=== input_group
input group "Risk"
input double InpLots=0.1; // Lots
sinput string InpName="x";
input group "Other"
input ENUM_TIMEFRAMES InpFrame=PERIOD_H1;
input color InpColor=clrRed;
input datetime InpFrom=D'2024.01.01 00:00';
enum ENUM_MODE { MODE_A=1, MODE_B=2, };
input ENUM_MODE InpMode=MODE_B; // Mode
input bool InpOn=true;
void OnTick(){ Print(InpLots,InpName,InpFrame,InpColor,InpFrom,InpMode,InpOn); }
//=== literals
void OnTick()
  {
   color c=C'128,0,255'; color h=C'0xFF,0x00,0x10'; color n=clrDodgerBlue;
   datetime d=D'2024.02.29 12:30:27'; datetime e=D'19.07.1980'; datetime f=D'2004.01.01 12';
   int x=0xFF; int b=0b1010; long big=0x7FFFFFFFFFFFFFFF; ulong u=18446744073709551615;
   double p=1.5e-3; double q=.5; float g=1.5f; double z=1.;
   ushort a='a'; ushort nl='\n'; ushort hex='\x41'; uchar k='\0';
   string s="tab\t quote\" back\\ \x41\x42";
   Print(c,h,n,d,e,f,x,b,big,u,p,q,g,z,a,nl,hex,k,s);
  }
//=== arrays
double g_matrix[2][3]={{1,2,3},{4,5,6}};
int g_list[]={1,2,3};
string g_names[3]={"a","b","c"};
const int N=4;
void Fill(double &a[][3],int rows){ for(int i=0;i<rows;i++) for(int j=0;j<3;j++) a[i][j]=i*j; }
double Sum(const double &a[]){ double s=0; for(int i=ArraySize(a)-1;i>=0;i--) s+=a[i]; return(s); }
void OnTick()
  {
   double a[],b[N*2],c[][3];
   ArrayResize(a,10,100); ArrayResize(c,2); Fill(c,2); Fill(g_matrix,2);
   ArraySetAsSeries(a,true); ArrayInitialize(a,0.0); ArrayInitialize(b,EMPTY_VALUE);
   ArrayCopy(a,b); ArraySort(a); Print(Sum(a),Sum(b),ArrayMaximum(a),ArrayRange(c,1),g_list[0],g_names[2]);
   int m=ArrayMinimum(g_list); int zero[10]={0}; Print(m,zero[0]); ArrayPrint(a);
  }
//=== struct_things
struct SInner { int a; double b[3]; };
struct SOuter { SInner inner; SInner list[2]; string name; };
struct SChild : SInner { int extra; };
struct pack(4) SPacked { char c; long l; };
void OnTick(){ SOuter o={}; o.inner.a=1; o.list[1].b[2]=3; SOuter copy=o; SChild ch; ch.a=1; ch.extra=2; SInner i={1,{1,2,3}}; SInner arr[2]={{1,{1,2,3}},{2}};
 ZeroMemory(o); Print(sizeof(SPacked),copy.name,i.a,arr[0].a,ch.a,sizeof(ch)); MqlDateTime t; TimeToStruct(TimeCurrent(),t); Print(t.year); }
//=== preprocessor
#property copyright "x"
#property link "https://x.y"
#property version "1.00"
#property description "text"
#property strict
#define MAGIC 123
#define SQUARE(x) ((x)*(x))
#define NAME "abc"
#define SHOW(v) Print(#v," = ",v)
#define JOIN(a,b) a##b
#define EMPTY
#ifdef DEBUG
#define LOG(x) Print(x)
#else
#define LOG(x) { }
#endif
#ifndef OTHER
#define OTHER 1
#endif
#undef OTHER
void OnTick(){ int JOIN(va,r)=SQUARE(3); SHOW(var); LOG("x") Print(MAGIC,NAME); EMPTY }
//=== resources
#resource "\\Images\\x.bmp"
#resource "sound.wav" as uchar Sound[]
#property indicator_chart_window
#property indicator_buffers 2
#property indicator_plots 1
#property indicator_type1 DRAW_LINE
#property indicator_color1 clrRed
#property indicator_label1 "Line"
double buffer[];
int OnInit(){ SetIndexBuffer(0,buffer,INDICATOR_DATA); PlotIndexSetInteger(0,PLOT_DRAW_BEGIN,10); IndicatorSetString(INDICATOR_SHORTNAME,"x"); return(INIT_SUCCEEDED); }
int OnCalculate(const int rates_total,const int prev_calculated,const datetime &time[],const double &open[],const double &high[],const double &low[],const double &close[],const long &tick_volume[],const long &volume[],const int &spread[])
  { int start=(prev_calculated>0) ? prev_calculated-1 : 0; for(int i=start;i<rates_total && !IsStopped();i++) buffer[i]=(high[i]+low[i])/2; return(rates_total); }
//=== indicator_short
int OnCalculate(const int rates_total,const int prev_calculated,const int begin,const double &price[]){ return(rates_total); }
//=== script
#property script_show_inputs
input int InpN=3;
void OnStart(){ for(int i=0;i<InpN;++i) Print(i); }
//=== script_int
int OnStart(){ return(0); }
//=== events
int OnInit(){ EventSetTimer(1); return(INIT_SUCCEEDED); }
void OnDeinit(const int reason){ EventKillTimer(); }
void OnTick(void){}
void OnTimer(){}
void OnTrade(){}
void OnTradeTransaction(const MqlTradeTransaction &trans,const MqlTradeRequest &request,const MqlTradeResult &result){ Print(EnumToString(trans.type),request.action,result.retcode); }
void OnBookEvent(const string &symbol){ Print(symbol); }
void OnChartEvent(const int id,const long &lparam,const double &dparam,const string &sparam){ if(id==CHARTEVENT_OBJECT_CLICK) Print(lparam,dparam,sparam); }
double OnTester(){ return(TesterStatistics(STAT_PROFIT)); }
//=== indicators
int h1,h2,h3;
int OnInit(){ h1=iMA(_Symbol,PERIOD_CURRENT,14,0,MODE_SMA,PRICE_CLOSE); h2=iRSI(NULL,0,14,PRICE_CLOSE); h3=iCustom(_Symbol,_Period,"My",1,2.5,"x"); if(h1==INVALID_HANDLE) return(INIT_FAILED); return(INIT_SUCCEEDED); }
void OnTick(){ double b[]; ArraySetAsSeries(b,true); if(CopyBuffer(h1,0,0,3,b)<3) return; MqlRates r[]; int n=CopyRates(_Symbol,PERIOD_M1,0,10,r); double c[]; CopyClose(_Symbol,PERIOD_H1,0,5,c); Print(b[0],n,iClose(NULL,0,1),iTime(_Symbol,PERIOD_D1,0),Bars(_Symbol,_Period)); }
void OnDeinit(const int reason){ IndicatorRelease(h1); }
//=== objects
void OnTick(){ if(ObjectFind(0,"a")<0) ObjectCreate(0,"a",OBJ_LABEL,0,0,0); ObjectSetInteger(0,"a",OBJPROP_COLOR,clrRed); ObjectSetString(0,"a",OBJPROP_TEXT,"x"); ObjectSetDouble(0,"a",OBJPROP_PRICE,1.5);
 ObjectSetInteger(0,"a",OBJPROP_CORNER,CORNER_LEFT_UPPER); ChartRedraw(); ChartSetInteger(0,CHART_SHOW_GRID,false); long v=ChartGetInteger(0,CHART_WIDTH_IN_PIXELS); Comment("x ",v); Alert("y"); PlaySound("a.wav"); int r=MessageBox("q","t",MB_YESNO|MB_ICONQUESTION); if(r==IDYES) ObjectsDeleteAll(0); }
//=== files
void OnStart(){ int h=FileOpen("a.csv",FILE_WRITE|FILE_CSV|FILE_ANSI,','); if(h==INVALID_HANDLE){ Print(GetLastError()); return; } FileWrite(h,"a",1,2.5); FileSeek(h,0,SEEK_END); FileClose(h);
 string name; long f=FileFindFirst("*.txt",name); if(f!=INVALID_HANDLE){ do { Print(name); } while(FileFindNext(f,name)); FileFindClose(f); } }
//=== trade
bool Buy(double lots)
  {
   MqlTradeRequest request={}; MqlTradeResult result={};
   request.action=TRADE_ACTION_DEAL; request.symbol=_Symbol; request.volume=lots; request.type=ORDER_TYPE_BUY;
   request.price=SymbolInfoDouble(_Symbol,SYMBOL_ASK); request.deviation=10; request.type_filling=ORDER_FILLING_IOC; request.magic=77;
   if(!OrderSend(request,result)) { PrintFormat("error %d",GetLastError()); return(false); }
   return(result.retcode==TRADE_RETCODE_DONE);
  }
void OnTick(){ for(int i=PositionsTotal()-1;i>=0;i--) { ulong t=PositionGetTicket(i); if(PositionSelectByTicket(t) && PositionGetInteger(POSITION_MAGIC)==77) Print(PositionGetDouble(POSITION_PROFIT),PositionGetString(POSITION_SYMBOL)); }
 ENUM_POSITION_TYPE type=(ENUM_POSITION_TYPE)PositionGetInteger(POSITION_TYPE); if(type==POSITION_TYPE_BUY) Buy(0.1); MqlTick tick; if(SymbolInfoTick(_Symbol,tick)) Print(tick.bid); datetime t=(datetime)SymbolInfoInteger(_Symbol,SYMBOL_TIME); Print(t); }
//=== strings
void OnTick(){ string s="a"+"b"; s+="c"; s=s+(string)5+DoubleToString(1.5,2)+TimeToString(TimeCurrent(),TIME_DATE|TIME_SECONDS); string parts[]; int n=StringSplit("a,b",',',parts); StringReplace(s,"a","b"); if(s=="x" || s!=NULL) Print(StringLen(s),StringFind(s,"b"),StringSubstr(s,0,2),n);
 string t="x"+5; t=t+1.5; string u="a" "b"; StringToUpper(u); Print(t,u,StringFormat("%d %s %.2f",1,"x",1.5),(int)"5",StringToInteger("7"),CharToString(65),ShortToString('A')); uchar c[]; StringToCharArray("x",c); s=CharArrayToString(c); bool b=(bool)StringCompare("a","b"); Print(b,s<t); }
//=== import
#import "user32.dll"
int MessageBoxW(long hwnd,string text,string caption,uint type);
int GetWindowTextW(long hwnd,ushort &buffer[],int size);
#import "kernel32.dll"
uint GetTickCount64();
#import "lib.ex5"
double Calc(double x,int n=1);
#import
void OnTick(){ MessageBoxW(0,"a","b",0); ushort b[10]; GetWindowTextW(0,b,10); Print(Calc(1.0),lib::Calc(2.0,3),user32::MessageBoxW(0,"a","b",0)); }
//=== import_struct
struct SPoint { int x; int y; };
#import "x.dll"
bool GetPoint(SPoint &p);
void Fill(SPoint &p[],int n);
void Bytes(const uchar &b[],int n);
#import
void OnTick(){ SPoint p; SPoint a[3]; GetPoint(p); Fill(a,3); Print(p.x,a[0].y); }
//=== switch_things
enum ENUM_COLOR_X { X_RED, X_GREEN=5, X_BLUE };
string Name(ENUM_COLOR_X c){ switch(c){ case X_RED: return("red"); case X_GREEN: { int a=1; return("green"+IntegerToString(a)); } case X_BLUE: break; default: return("?"); } return("blue"); }
void OnTick(){ switch(1+2){ case 'a': case 3: Print(Name(X_BLUE)); break; case 0x10: break; } ENUM_COLOR_X e=(ENUM_COLOR_X)5; Print(EnumToString(e),ENUM_COLOR_X::X_BLUE); }
//=== loops
void OnTick(){ for(int i=0,j=10;i<j;i++,j--) { if(i==3) continue; if(i==4) break; } int k=0; while(k<5) k++; do { k--; } while(k>0); for(;;) break; int a=1; for(a=0;a<3;a++); }
//=== ternary
void OnTick(){ int a=1; int b=a>0 ? a<5 ? 1 : 2 : 3; double d=a ? 1 : 2.5; bool c=!a; b=-a; b=~a; b=a<<2|1; b^=3; b%=2; b>>=1; b&=7; b<<=1; Print(b,d,c,a&1,a^2,(a>0)&&(b>0)||c); }
//=== const_things
class CPoint { int m_x; public: CPoint(const int x):m_x(x){} int X() const { return(m_x); } void X(const int x){ m_x=x; } bool Same(const CPoint &o) const { return(m_x==o.m_x); } const CPoint *Self() const { return(&this); } };
const double PI2=6.28; static int g_calls=0;
void Take(const CPoint &p){ Print(p.X()); }
void OnTick(){ const int n=5; static int calls=0; calls++; g_calls++; CPoint p(n); p.X(7); Take(p); CPoint *q=new CPoint(3); Take(q); Print(p.Same(q),PI2,q.Self().X()); delete q; }
//=== nested_types
class CBig { public: enum ENUM_KIND { KIND_A, KIND_B }; struct SItem { int a; ENUM_KIND kind; }; private: SItem m_items[]; public: void Add(ENUM_KIND k); ENUM_KIND First() const { return(m_items[0].kind); } };
void CBig::Add(ENUM_KIND k){ SItem s; s.a=1; s.kind=k; int n=ArraySize(m_items); ArrayResize(m_items,n+1); m_items[n]=s; }
void OnTick(){ CBig b; b.Add(CBig::KIND_B); CBig::SItem i; i.a=3; CBig::ENUM_KIND k=b.First(); Print(i.a,k); }
//=== forward_class
class CNode;
class COwner { CNode *m_node; public: COwner():m_node(NULL){} void Set(CNode *n){ m_node=n; } CNode *Get(){ return(m_node); } };
class CNode { public: int value; COwner *owner; CNode *next; };
COwner g_owner; CNode *g_head=NULL;
void OnTick(){ CNode *n=new CNode; n.value=1; n.next=g_head; g_head=n; g_owner.Set(n); Print(g_owner.Get().value,n.next==NULL); if(!g_head) return; while(g_head!=NULL){ CNode *t=g_head.next; delete g_head; g_head=t; } }
//=== overloads
int F(int a){ return a; } double F(double a){ return a; } string F(string a){ return a; } int F(int a,int b){ return a+b; } long F(const long &a[]){ return a[0]; }
int Fact(int n); void OnTick(){ Print(F(1),F(1.5),F("x"),F(1,2),Fact(5)); } int Fact(int n){ if(n<2) return 1; return n*Fact(n-1); } void Def(int a,string b="x",double c=1.5,ENUM_ORDER_TYPE t=ORDER_TYPE_BUY){ Print(a,b,c,t); } void Call(){ Def(1); Def(1,"y"); }
//=== conversions
void OnTick(){ double d=5; int i=(int)d; long l=i; uint u=(uint)l; char c=(char)300; bool b=i; i=b; float f=(float)d; datetime t=TimeCurrent()+3600; t-=60; int day=(int)(t/86400); color k=(color)255; long z=(long)t; uchar q=(uchar)'a'; i=3.7; ENUM_TIMEFRAMES p=(ENUM_TIMEFRAMES)60; Print(int(d),double(i),string(l),c,b,f,day,k,z,q,p,u); if(d) Print(1); datetime n=0; if(t>n) Print(t-n); }
//=== export
#property library
int Twice(int a) export { return(2*a); }
//=== macro_function
#define CHECK(x,msg) if(!(x)) { Print(msg); return; }
#define MAX2(a,b) ((a)>(b)?(a):(b))
#define MULTI(a) \
   Print(a); \
   Print(a)
void OnTick(){ CHECK(true,"bad") MULTI(MAX2(1,2)); Print(__FUNCTION__,__LINE__,__FILE__,__DATETIME__,__MQL5BUILD__); }
//=== global_objects
class CThing { int m_a; public: CThing(int a=1):m_a(a){} int A(){ return(m_a); } };
CThing g_one; CThing g_two(5); CThing *g_ptr=NULL; CThing g_many[3];
int OnInit(){ g_ptr=new CThing(7); return(INIT_SUCCEEDED); }
void OnDeinit(const int r){ if(CheckPointer(g_ptr)==POINTER_DYNAMIC) delete g_ptr; }
void OnTick(){ Print(g_one.A()+g_two.A()+g_ptr.A()+g_many[1].A()); }
//=== deleted
class CNo { CNo(const CNo &o)=delete; void operator=(const CNo &o)=delete; public: CNo(){} };
void OnTick(){ CNo a; }
//=== copy_ctor
class CItem { public: int v; CItem(){ v=0; } CItem(const CItem &o){ v=o.v; } };
CItem Make(){ CItem i; i.v=3; return(i); }
void OnTick(){ CItem a; CItem b=a; CItem c(b); CItem d=Make(); Print(c.v,d.v); }
//=== unary_plus
void OnTick(){ int a=+1; int b=- -a; bool c=!!a; Print(a,b,c); int d=a++ + ++b; Print(d); }
//=== empty_for
void OnTick(){ int i=0; ; {} { int i2=1; Print(i2+i); } if(i>0) ; else Print(1); }
//=== nested_functions_calls
class CA { public: CA *Next(){ return GetPointer(this); } int V(){ return 1; } }; CA g; CA *Get(){ return &g; } void OnTick(){ Print(Get().Next().V()); g.Next().Next(); }
//=== string_compare_null
void OnTick(){ string s=NULL; if(s==NULL) s=""; if(StringLen(s)==0 && s=="") Print("e"); }
//=== comments
/* a
 block */ // line
void OnTick(/* nothing */) { /**/ Print(1); } // end
//=== crlf
void OnTick()
  {
   Print(1);
  }
//=== bitmask
enum FLAGS { F_A=1<<0, F_B=1<<1, F_C=F_A|F_B }; void OnTick(){ int f=F_A|F_B; if((f&F_A)!=0) Print(f); if((f & F_C)==F_C) Print(1); uint m=0xFFFFFFFF; m=~m; Print(m); }
//=== timer_ms
int OnInit(){ return EventSetMillisecondTimer(100) ? INIT_SUCCEEDED : INIT_FAILED; } void OnTimer(){ Print(GetTickCount64()-GetMicrosecondCount()/1000); }
//=== void_init
void OnInit(){ } void OnTick(){}
//=== netting
void OnTick(){ if(AccountInfoInteger(ACCOUNT_MARGIN_MODE)==ACCOUNT_MARGIN_MODE_RETAIL_HEDGING && (ENUM_ACCOUNT_TRADE_MODE)AccountInfoInteger(ACCOUNT_TRADE_MODE)==ACCOUNT_TRADE_MODE_DEMO) Print(AccountInfoString(ACCOUNT_CURRENCY),AccountInfoDouble(ACCOUNT_EQUITY)); }
//=== web
void OnTick(){ char post[],result[]; string headers; int r=WebRequest("GET","https://x.y",NULL,NULL,5000,post,0,result,headers); Print(r,CharArrayToString(result)); }
//=== math
void OnTick(){ Print(MathAbs(-1),MathMax(1,2.5),MathMin(3,4),MathPow(2,3),MathSqrt(2),MathRound(2.5),MathFloor(1.2),MathCeil(1.2),fabs(-1.5),fmax(1,2),MathMod(5,3),NormalizeDouble(1.234,2),MathRand()%10,sin(1),pow(2,2),MathLog(2),MathIsValidNumber(1/3.0)); MathSrand(1); }
//=== const_array_param
double Avg(const double &values[],const int count=WHOLE_ARRAY){ double s=0; int n=count<0 ? ArraySize(values) : count; for(int i=0;i<n;i++) s+=values[i]; return(n>0 ? s/n : 0.0); }
void OnTick(){ double v[3]={1,2,3}; double d[]; ArrayCopy(d,v,0,0,2); Print(Avg(v),Avg(d,1)); }
