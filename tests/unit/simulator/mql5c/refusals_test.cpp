// What --check accepts and the emitter does not translate is refused (L27), never approximated.
#include <catch2/catch.hpp>

#include "mql5c/compile.hpp"

using namespace signalos::mql5c;

namespace {

struct Refusal {
    char const* what;
    char const* program;
};

Refusal const refusals[] = {
    {"object pointers", "class C{}; void OnTick(){ C *c=new C; delete c; }"},
    {"virtual methods", "class C{public: virtual int F(){ return(1); }}; void OnTick(){ C c; Print(c.F()); }"},
    {"destructors", "class C{public: ~C(){}}; void OnTick(){ C c; }"},
    {"interfaces", "interface I{ void F(); }; void OnTick(){}"},
    {"unions", "union U{ int a; uint b; }; void OnTick(){ U u; u.a=1; }"},
    {"static members", "class C{public: static int n;}; int C::n=0; void OnTick(){ C::n=1; }"},
    {"operators", "struct S{ int a; bool operator!(){ return(a==0); } }; void OnTick(){ S s; s.a=1; }"},
    {"function pointers", "typedef int (*F)(int); void OnTick(){ F f=NULL; }"},
    {"template methods",
     "class C{public: template<typename T> void F(T a){ Print(a); }}; void OnTick(){ C c; c.F(1); }"},
    {"an API function", "void OnTick(){ Print(iMA(_Symbol,PERIOD_H1,14,0,MODE_SMA,PRICE_CLOSE)); }"},
    {"an API constant", "void OnTick(){ Print(clrTomato); }"},
    {"an API enumerator", "void OnTick(){ Print(ChartGetInteger(0,CHART_SHOW_GRID)); }"},
    {"an API structure", "void OnTick(){ MqlParam p; Print(p.type); }"},
    {"the day of compilation", "void OnTick(){ datetime d=D'12:30'; Print(d); }"},
    {"the random seed", "void OnTick(){ Print(_RandomSeed); }"},
    {"typename()", "void OnTick(){ int a=1; Print(typename(a)); }"},
    {"float and a wide integer", "void OnTick(){ float f=1.5f; long l=3; Print(f*l); }"},
    {"the order of two changes", "int g=0; int F(){ return(++g); } void OnTick(){ Print(F(),F()); }"},
    {"a change and a reading", "void OnTick(){ int i=1; int a=i++ + i; Print(a); }"},
    {"a list for a derived structure", "struct A{int a;}; struct B:A{int b;}; void OnTick(){ B b={1,2}; Print(b.b); }"},
    {"arrays of objects", "class C{public: C(){}}; void OnTick(){ C c[2]; }"}};

}  // namespace

TEST_CASE("refusals: the emitter refuses by L27 what it would not translate faithfully") {
    for (auto const& r : refusals) {
        INFO(r.what);
        Options options;
        options.source = "case.mq5";
        options.texts["case.mq5"] = r.program;
        auto const checked = compile(options);
        CHECK(checked.ok());
        options.class_name = "Case";
        auto const emitted = compile(options);
        CHECK(emitted.cpp.empty());
        REQUIRE_FALSE(emitted.ok());
        CHECK(emitted.messages.front().find(": L27 ") != std::string::npos);
    }
}
