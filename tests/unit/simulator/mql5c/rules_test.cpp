#include <catch2/catch.hpp>

#include "check_text.hpp"

using namespace signalos::mql5c;

namespace {

struct Rule {
    char const* rule;
    char const* bad;
    char const* good;
};

std::string wrap(std::string const& text) {
    return text + "\nvoid OnTick(){}\n";
}

bool names(Outcome const& outcome, std::string const& rule) {
    for (auto const& m : outcome.messages) {
        if (m.find(": " + rule + " ") != std::string::npos) return true;
    }
    return false;
}

// Bad and good differ in the one thing the rule is about.
Rule const rules[] = {
    {"L00", "void f(){ int a=1 int b=2; Print(a+b); }", "void f(){ int a=1; int b=2; Print(a+b); }"},
    {"L01", "void f(){ unsigned int a=1; Print(a); }", "void f(){ uint a=1; Print(a); }"},
    {"L01", "void f(){ int a[]={1}; for(int x : a) Print(x); }",
     "void f(){ int a[]={1}; for(int i=0;i<ArraySize(a);i++) Print(a[i]); }"},
    {"L01", "int n=1'000;", "int n=1000;"},
    {"L01", "void f(){ try { Print(1); } catch(int e){} }", "void f(){ { Print(1); } }"},
    {"L01", "void f(){ int x{3}; Print(x); }", "void f(){ int x=3; Print(x); }"},
    {"L01", "enum class E { A };", "enum E { A };"},
    {"L02", "#if 1\n#endif", "#ifdef X\n#endif"},
    {"L02", "#define M(a,b,c,d,e,f,g,h,i) a", "#define M(a,b,c,d,e,f,g,h) a"},
    {"L02", "#ifdef X\n", "#ifdef X\n#else\n#endif"},
    {"L03", "void f(){ int *p=NULL; }", "class C{public: int a;}; void f(){ C c; c.a=1; Print(c.a); }"},
    {"L03", "void f(){ int a=1; Print(&a); }", "void f(){ int a=1; Print(a); }"},
    {"L04", "void f(){ int a=1; int &b=a; Print(b); }", "void f(int &b){ Print(b); }"},
    {"L05", "void f(int a[]){ Print(a[0]); }", "void f(int &a[]){ Print(a[0]); }"},
    {"L05", "struct S{int a;}; void f(S s){ Print(s.a); }", "struct S{int a;}; void f(S &s){ Print(s.a); }"},
    {"L05", "void f(int n){ int a[n]; a[0]=1; }", "const int N=3; void f(){ int a[N]; a[0]=1; }"},
    {"L05", "int g[3]; void f(){ g[3]=1; }", "int g[3]; void f(){ g[2]=1; }"},
    {"L06", "int g=GetTickCount();", "int g=2+3;"},
    {"L06", "input int InpA[2];", "input int InpA=1;"},
    {"L07", "struct S{int a=1;};", "struct S{int a;};"},
    {"L07", "enum { A };", "enum E { A };"},
    {"L08", "void OnTimer(int x){}", "void OnTimer(){}"},
    {"L09", "#import \"x.dll\"\nint f();", "#import \"SignalOSBridge.dll\"\nint f();\n#import"},
    {"L09", "#import \"SignalOSBridge.dll\"\nint f(string &s);\n#import",
     "#import \"SignalOSBridge.dll\"\nint f(string s);\n#import"},
    {"L09", "#import \"other.dll\"\nint f();\n#import", "#import \"SignalOSBridge.dll\"\nint f();\n#import"},
    {"L10", "int MathAbs(int a){ return(a); }", "int MyAbs(int a){ return(a); }"},
    {"L10", "int a; int a;", "int a; int b;"},
    {"L11", "int f(int a){ if(a>0) return(1); }", "int f(int a){ if(a>0) return(1); return(0); }"},
    {"L11", "void f(int a){ switch(a){ case 1: break; case 1: break; } }",
     "void f(int a){ switch(a){ case 1: break; case 2: break; } }"},
    {"L12", "void f(){ string s=\"a\"+1; Print(s); }", "void f(){ string s=\"a\"+IntegerToString(1); Print(s); }"},
    {"L12", "void f(double d){ int i=d; Print(i); }", "void f(double d){ int i=(int)d; Print(i); }"},
    {"L12", "void f(ulong u,int i){ if(u==i) Print(u); }", "void f(ulong u,int i){ if(u==(ulong)i) Print(u); }"},
    {"L12", "void f(){ ENUM_ORDER_TYPE t=ORDER_STATE_PLACED; Print(t); }",
     "void f(){ ENUM_ORDER_TYPE t=ORDER_TYPE_SELL; Print(t); }"},
    {"L12", "void f(int a){ if(a=1) Print(a); }", "void f(int a){ if(a==1) Print(a); }"},
    {"L13", "template<int N> void f(int &a[]){}", "template<typename T> void f(T &a[]){}"},
    {"L13", "template<typename T> int f(int a){ return(a); }", "template<typename T> T f(T a){ return(a); }"},
    {"L14", "void f(long v){ PrintFormat(\"%d\",v); }", "void f(long v){ PrintFormat(\"%I64d\",v); }"},
    {"L14", "void f(int v){ PrintFormat(\"%s\",v); }", "void f(string v){ PrintFormat(\"%s\",v); }"},
    {"L15", "void f(){ Sleep(1000); }", "void f(){ Sleep(50); }"},
    {"L15", "void f(){ while(true) Sleep(1); }", "void f(){ while(!IsStopped()) Sleep(1); }"},
    {"L16", "void f(){ int a[]; ArrayResize(a,3); }", "void f(){ int a[]; if(ArrayResize(a,3)!=3) Print(1); }"},
    {"L16", "void f(){ MqlTradeRequest r; r.magic=1; Print(r.magic); }",
     "void f(){ MqlTradeRequest r={}; r.magic=1; Print(r.magic); }"},
    {"L17", "void f(){ uchar b[]; Print(StringToCharArray(\"x\",b)); }",
     "void f(){ uchar b[]; Print(StringToCharArray(\"x\",b,0,-1,CP_UTF8)); }"},
    {"L18", "void f(){ int unused=1; }", "void f(){ int used=1; Print(used); }"},
    {"L19", "#property version \"one\"", "#property version \"1.00\""},
    {"L20", "string s=\"\xC3\xA9\";", "string s=\"\\xE9\";"},
    {"L22", "void f(){ int a=0,b=0; a=1,b=2; Print(a+b); }", "void f(){ int a=0,b=0; for(a=1,b=2;a<b;a++) Print(a); }"},
    {"L23", "#include <Trade\\Trade.mqh>", "int a;"},
    {"L24", "void f(){ Print(nobody); }", "int somebody; void f(){ Print(somebody); }"},
    {"L24", "void f(){ MqlTick t={}; Print(t.bidd); }", "void f(){ MqlTick t={}; Print(t.bid); }"},
    {"L24", "void f(){ Print(AccountInfoDouble(ACCOUNT_BALANCES)); }",
     "void f(){ Print(AccountInfoDouble(ACCOUNT_BALANCE)); }"},
    {"L25", "void f(){ Print(NormalizeDouble(1.5)); }", "void f(){ Print(NormalizeDouble(1.5,2)); }"},
    {"L25", "void f(){ Print(AccountInfoDouble(ACCOUNT_LOGIN)); }",
     "void f(){ Print(AccountInfoInteger(ACCOUNT_LOGIN)); }"},
    {"L25", "void g(int &a){ a=1; } void f(){ g(3); }", "void g(int &a){ a=1; } void f(){ int b=0; g(b); }"},
    {"L25", "void g(long &a){ a=1; } void f(){ int b=0; g(b); }",
     "void g(long &a){ a=1; } void f(){ long b=0; g(b); }"},
    {"L26", "void f(){ const int a=1; a=2; }", "void f(){ int a=1; a=2; Print(a); }"},
    {"L26", "class C{int m_a;}; void f(){ C c; Print(c.m_a); }",
     "class C{public: int m_a;}; void f(){ C c; Print(c.m_a); }"},
    {"L27", "void f(){ Print(DatabaseOpen(\"x\",0)); }", "void f(){ Print(iClose(NULL,PERIOD_M1,0)); }"}};

}  // namespace

TEST_CASE("rules: each finds its fault and leaves the sound twin alone") {
    for (auto const& r : rules) {
        bool const handler = std::string(r.rule) != "L08";
        auto const bad = check_text(handler ? wrap(r.bad) : r.bad, true);
        INFO(r.rule << " bad: " << r.bad << " -> " << (bad.ok() ? "accepted" : bad.messages.front()));
        CHECK(names(bad, r.rule));
        auto const good = check_text(handler ? wrap(r.good) : r.good, true);
        INFO(r.rule << " good: " << r.good << " -> " << (good.ok() ? "accepted" : good.messages.front()));
        CHECK(good.ok());
    }
}

TEST_CASE("rules: house rules are silent under --check") {
    CHECK(check_text(wrap("void f(){ Sleep(1000); }"), false).ok());
    CHECK_FALSE(check_text(wrap("void f(){ Sleep(1000); }"), true).ok());
}

TEST_CASE("rules: a program without an event handler is refused") {
    CHECK(names(check_text("void f(){}", false), "L08"));
    CHECK(check_text("void OnStart(){}", false).ok());
}

TEST_CASE("rules: language --check knows beyond what the emitter writes") {
    for (char const* text :
         {"class A{int m;public:A(int x):m(x){}int M()const{return(m);}};void OnTick(){A a(3);Print(a.M());}",
          "class B{public:virtual int f(){return 1;}};class D:public B{public:virtual int f()override{return 2;}};"
          "void OnTick(){B *p=new D();Print(p.f());if(CheckPointer(p)!=POINTER_INVALID)delete p;}",
          "interface I{int f();};class A:public I{public:int f(){return 1;}};void OnTick(){A a;Print(a.f());}",
          "template<typename T> class Box{public:T v;void Set(T x){v=x;}};void OnTick(){Box<int> "
          "b;b.Set(3);Print(b.v);}",
          "void OnTick(){datetime d=D'2024.01.02 03:04';color c=C'1,2,3';int b=0b101;Print(d,c,b,0xFF);}"}) {
        auto const outcome = check_text(text, false);
        INFO(text << " -> " << (outcome.ok() ? "accepted" : outcome.messages.front()));
        CHECK(outcome.ok());
    }
}

TEST_CASE("rules: the product's own expert and script are clean") {
    for (char const* name : {"Experts/SignalOS/SignalOS.mq5", "Scripts/SignalOS/SelfTest.mq5"}) {
        Options options;
        options.source = std::filesystem::path(MQL5_ROOT) / name;
        options.include_dir = std::filesystem::path(MQL5_ROOT) / "Include";
        options.lint = true;
        auto const outcome = compile(options);
        INFO((outcome.ok() ? "" : outcome.messages.front()));
        CHECK(outcome.ok());
    }
}
