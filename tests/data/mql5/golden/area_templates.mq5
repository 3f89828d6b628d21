//=== templates_1
//! 1: L13 a template parameter is written 'typename T'
template<class T> void f(T a){}
void OnTick(){}
//=== templates_2
//! 1: L13 a template takes types only ('typename T')
template<typename T,int N> void f(T &a[]){}
void OnTick(){}
//=== templates_3
//! 1: L13 template parameters have no defaults in MQL5
template<typename T=int> void f(T a){}
void OnTick(){}
//=== templates_4
//! 1: L13 variadic templates are C++, not MQL5
template<typename... T> void f(T a){}
void OnTick(){}
//=== templates_5
//! 1: L13 template parameter 'T' stands in no function parameter
template<typename T> T f(int a){ return((T)a); } void OnTick(){ Print(f(1)); }
//=== templates_6
//! 1: L25 the arguments do not fit the template 'f' [166]
template<typename T> void f(T a,T b){} void OnTick(){ f(1,"x"); }
//=== templates_7
//! 1: L26 int has no method 'Nope' [280]
template<typename T> void f(T a){ a.Nope(); } void OnTick(){ f(1); }
//=== templates_8
//! 1: L24 'nope' is not a known function [256]
template<typename T> void f(T a){ nope(a); } 
void OnTick(){}
//=== templates_9
//! 1: L13 template specialisations are C++, not MQL5
template<> void f(int a){}
void OnTick(){}
//=== templates_10
//! 1: L24 'f' is declared but has no body [270]
template<typename T> void f(T a); 
void OnTick(){}
//=== templates_11
//! 1: L13 template 'C' wants its type arguments
template<typename T> class C{T v;}; void OnTick(){ C c; }
//=== templates_12
//! 1: L13 wrong number of template arguments
template<typename T> class C{T v;}; void OnTick(){ C<int,int> c; }
//=== templates_13
//! 1: L13 a template takes types only, not '5'
template<typename T> class C{T v;}; void OnTick(){ C<5> c; }
//=== templates_14
//! 1: L00 '<' expected, found 'typename' [149]
template typename T void f(T a){}
void OnTick(){}
//=== templates_15
//! 1: L22 types are declared at global scope
void OnTick(){ template<typename T> int x; }
//=== templates_16
//! 1: L01 'using' is C++, not MQL5
template<typename T> using V=T;
void OnTick(){}
//=== templates_17
template<typename T> T Larger(T a,T b){ return(a>b ? a : b); } void OnTick(){ Print(Larger(1,2),Larger(1.5,2.5)); }
//=== templates_18
template<typename T> void Fill(T &a[],T v){ for(int i=0;i<ArraySize(a);i++) a[i]=v; } void OnTick(){ double d[3]; Fill(d,1.0); Print(d[0]); }
//=== templates_19
template<typename T> struct P{ T a; T b; }; void OnTick(){ P<int> p={}; p.a=1; Print(p.a); }
