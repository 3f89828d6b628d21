// What MQL5 and C++ could understand differently. Every line says what MQL5 makes of it; semantics_test.cpp knows the answers.
#property version "1.00"
enum ENUM_PART { PART_A, PART_B=7, PART_C };
struct SInner { int n; double list[2]; };
struct SOuter { SInner inner; string name; int items[]; };
struct SBase { int a; };
struct SDerived : SBase { int b; };
template<typename T> struct SBox { T value; T Twice() const { return((T)(value+value)); } };
class CCount { int m_n; public: CCount(int n=3):m_n(n) {} int N() const { return(m_n); } int Add(int by) { m_n+=by; return(m_n); } };
CCount g_two(5);
int g_order=0;
#define NINE() 9
int g_static_first=NINE();
int Next() { static int calls=10; return(++calls); }
bool Touch(const bool answer) { g_order++; return(answer); }
template<typename T> T Half(T v) { return((T)(v/2)); }
void Change(SInner &s) { s.n=99; }
int Overload(int a) { return(1); }
int Overload(double a) { return(2); }
int Overload(string a) { return(3); }

void Integers()
  {
   Print("div ",7/2," ",-7/2," ",7%3," ",-7%3," ",7/2.0," ",1/3*3);
   int i=2147483647; i++; uint u=0; u--; long l=9223372036854775807; l++;
   Print("wrap ",i," ",u," ",l);
   char c=127; c++; uchar b=250; b+=10; short s=-32768; s--; ushort w=65535; w++;
   Print("small ",c," ",b," ",s," ",w);
   uchar x=200,y=100; Print("promote ",x+y," ",(uchar)(x+y)," ",x*y," ",-x);
   long big=3000000000; int cut=(int)big; Print("wide ",big*4," ",cut," ",(uint)cut," ",sizeof(long));
   Print("shift ",1<<31," ",(long)1<<40," ",-16>>2," ",0xF0000000>>28);
   Print("bits ",5&3|8^1," ",~0," ",~(uchar)0," ",(5&4)==4," ",1+2<<3);
   int m=INT_MIN; int minus=-1; Print("edge ",m/minus," ",m%minus," ",-m);
   uint big_u=4000000000; Print("unsigned ",big_u/2," ",big_u>1," ",(int)big_u);
   int k=5; k<<=3; k|=1; k%=7; k^=2; Print("assign ",k);
   double d=7; d/=2; int r=7; r/=2; r*=2.5; Print("mixed ",d," ",r);
  }

void Conversions()
  {
   int down=(int)2.9,up=(int)-2.9; bool t=2,f=0; int one=t; Print("real ",down," ",up," ",t," ",f," ",one+t);
   string text="n="+5+" "+1.5+" "+true; text+=7; Print(text);
   Print("parse ",(int)"42"+1," ",(double)"1.5"*2," ",(string)3+(string)4);
   double half=1/2; double real=1/2.0; Print("half ",half," ",real);
   ENUM_PART p=(ENUM_PART)8; Print("enum ",p==PART_C," ",EnumToString(p)," ",(int)PART_B+1);
   ushort letter='A'; Print("letter ",letter," ",ShortToString(letter)," ",'a'+1);
   int choose=3>2 ? 10 : 20; double mix=true ? 1 : 2.5; Print("choose ",choose," ",mix/2);
   int nothing=NULL; string none=NULL; Print("null ",nothing," ",none==NULL," ",""==NULL," ",none=="");
   Print("overload ",Overload(1)," ",Overload(1.0)," ",Overload("1")," ",Half(7)," ",Half(7.0));
  }

void Times()
  {
   datetime d=D'2024.02.28 23:59:59'; datetime next=d+1; Print("time ",next," ",next+86400," ",(long)(next-d)," ",(int)(next%86400));
   MqlDateTime parts; TimeToStruct(next+86400,parts); Print("parts ",parts.year," ",parts.mon," ",parts.day," ",parts.day_of_week);
   color c=C'1,2,3'; Print("color ",(int)c," ",(int)clrRed," ",(int)D'1970.01.02');
  }

void Logic()
  {
   g_order=0; bool a=Touch(false) && Touch(true); bool b=Touch(true) || Touch(false); Print("short ",a," ",b," ",g_order);
   int i=1; int j=i++; int k=++i; Print("steps ",i," ",j," ",k);
   int n=0; for(int x=0,y=5; x<y; x++,y--) n+=y; Print("comma ",n);
   int found=0; for(int x=0; x<5; x++) { switch(x) { case 1: continue; case 2: found+=10; case 3: found+=1; break; default: found+=100; } } Print("switch ",found);
   Print("precedence ",2+3*4==14&&1<2," ",1|2==2," ",!0==1," ",-2*-3," ",10-4-3," ",100/10/5);
   do { n--; } while(n>3); int first=Next(); Print("do ",n," ",first," ",Next());
  }

void Values()
  {
   SOuter a={}; a.inner.n=1; a.inner.list[1]=2.5; a.name="first"; if(ArrayResize(a.items,2)==2) a.items[1]=8;
   SOuter b=a; b.inner.n=2; b.name="second"; b.items[1]=9; Change(b.inner);
   Print("copy ",a.inner.n," ",a.name," ",a.items[1]," ",b.inner.n," ",b.name," ",b.items[1]," ",b.inner.list[1]);
   SDerived derived={}; derived.a=4; derived.b=5; SBase base=derived; base.a++; Print("slice ",base.a," ",derived.a," ",sizeof(SDerived));
   SBox<int> box; box.value=21; SBox<string> words; words.value="ab"; Print("box ",box.Twice()," ",words.Twice());
   CCount three; CCount four(4); Print("count ",three.Add(1)," ",four.N()," ",g_two.N()," ",g_static_first);
   int list[]; int n=ArrayResize(list,4); for(int i=0; i<n; i++) list[i]=i+1; int raw[3]; ArrayInitialize(raw,7); int copied=ArrayCopy(raw,list,0,0,2);
   if(!ArraySetAsSeries(list,true)) Print("no series"); Print("series ",list[0]," ",list[3]," ",ArraySize(list));
   Print("raw ",copied," ",raw[0]," ",raw[1]," ",raw[2]);
   int grid[][2]; if(ArrayResize(grid,3)==6 || ArrayRange(grid,0)==3) grid[2][1]=6; Print("grid ",ArrayRange(grid,0)," ",ArrayRange(grid,1)," ",grid[2][1]);
   string s="abc"; string t=s; t+="d"; if(StringSetCharacter(s,0,'X')) Print("strings ",s," ",t," ",StringLen("\x416\n")," ",s<t," ","b">"a");
  }

int OnInit()
  {
   Integers(); Conversions(); Times(); Logic(); Values();
   return(INIT_SUCCEEDED);
  }
void OnTick() { }
