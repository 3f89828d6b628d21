//=== structs_with_strings_1
//! 1: L00 unexpected '#' [149]
struct S{string s; int a[];}; #import "x.dll"
void OnTick(){}
//=== structs_with_strings_2
//! 2: L24 'S' is not a known type [256]
#import "SignalOSBridge.dll"
int f(S &s);
#import
struct S{string t;};
void OnTick(){}
//=== structs_with_strings_3
//! 3: L09 parameter 's' cannot cross #import [298]
struct S{string t;};
#import "SignalOSBridge.dll"
int f(S &s);
#import
void OnTick(){}
//=== structs_with_strings_4
//! 3: L09 parameter 's' cannot cross #import [298]
struct S{int a[];};
#import "SignalOSBridge.dll"
int f(S &s);
#import
void OnTick(){}
//=== structs_with_strings_5
//! 3: L05 a structure or class parameter is a reference [293]
struct S{int a;};
#import "SignalOSBridge.dll"
int f(S s);
#import
void OnTick(){}
//=== structs_with_strings_6
//! 3: L09 an imported function returns no structure and no pointer [378]
struct S{int a;};
#import "SignalOSBridge.dll"
S f(int s);
#import
void OnTick(){}
//=== structs_with_strings_7
//! 3: L09 parameter 's' cannot cross #import [298]
class C{int a;};
#import "SignalOSBridge.dll"
int f(C &s);
#import
void OnTick(){}
//=== structs_with_strings_8
//! 2: L09 parameter 's' cannot cross #import [298]
#import "SignalOSBridge.dll"
int f(string &s[]);
#import
void OnTick(){}
//=== structs_with_strings_9
//! 2: L09 an #import block holds prototypes only
#import "SignalOSBridge.dll"
int f(int a){ return(a); }
#import
void OnTick(){}
//=== structs_with_strings_10
//! 2: L09 an #import block holds prototypes only
#import "SignalOSBridge.dll"
int x;
#import
void OnTick(){}
//=== structs_with_strings_11
//! 3: L09 an #import block holds prototypes only
#import "SignalOSBridge.dll"
int f(int a)
#import
void OnTick(){}
//=== structs_with_strings_12
//! 1: L09 #import wants "module"
#import SignalOSBridge.dll
int f(int a);
#import
void OnTick(){}
//=== structs_with_strings_13
//! 3: L00 literal is not closed on its line [104]
#import "SignalOSBridge.dll"
int f(int a);
#import "
void OnTick(){}
//=== structs_with_strings_14
//! 4: L25 'f' takes 1 arguments, not 0 [199]
#import "SignalOSBridge.dll"
int f(int a);
#import
void OnTick(){ f(); }
//=== structs_with_strings_15
//! 4: L25 argument 'a' of 'f': no conversion from string to int [166]
#import "SignalOSBridge.dll"
int f(int a);
#import
void OnTick(){ f("x"); }
//=== structs_with_strings_16
//! 4: L25 argument 'a' of 'f': int& wanted, long given [reference needs the same type] [201]
#import "SignalOSBridge.dll"
int f(int &a);
#import
void OnTick(){ long l=0; Print(f(l)); }
//=== structs_with_strings_17
//! 4: L25 argument 'a' of 'f': uchar[]& wanted, char[4] given [reference needs the same type] [201]
#import "SignalOSBridge.dll"
int f(uchar &a[],int n);
#import
void OnTick(){ char b[4]; Print(f(b,4)); }
//=== structs_with_strings_18
//! 4: L24 'Other' is not declared [256]
#import "SignalOSBridge.dll"
int f(int a);
#import
void OnTick(){ Print(Other::f(1)); }
//=== structs_with_strings_19
struct S{int a; double b;};
#import "SignalOSBridge.dll"
int f(S &s);
int g(const uchar &b[],int n);
#import
void OnTick(){ S s={}; uchar b[4]; Print(f(s),g(b,4)); }
//=== structs_with_strings_20
#import "SignalOSBridge.dll"
int f(int a);
#import
void OnTick(){ Print(SignalOSBridge::f(1)); }
//=== structs_with_strings_21
struct S{string t; int a;}; void OnTick(){ S s={}; s.t="x"; S u=s; Print(u.t); }
//=== structs_with_strings_22
//! 1: L07 a type cannot hold itself
struct S{S s;};
void OnTick(){}
//=== structs_with_strings_23
//! 1: L10 member 'a' is declared twice [125]
struct S{int a; int a;};
void OnTick(){}
//=== structs_with_strings_24
//! 1: L10 type 'S' is declared twice [125]
struct S{int a;}; struct S{int b;};
void OnTick(){}
//=== structs_with_strings_25
//! 1: L00 ';' expected, found '}' [149]
struct S{int a}; 
void OnTick(){}
//=== structs_with_strings_26
//! 1: L24 'f' is declared but has no body [270]
struct S{int f(); }; void OnTick(){ S s; Print(s.f()); }
//=== structs_with_strings_27
//! 1: L26 'a' is private in 'S' [211]
struct S{private: int a;}; void OnTick(){ S s={}; Print(s.a); }
//=== structs_with_strings_28
//! 1: L26 too many values for S [186]
struct S{int a; int b;}; void OnTick(){ S s={1,2,3}; Print(s.a); }
//=== structs_with_strings_29
//! 1: L12 field 'a': no conversion from string to int [180]
struct S{int a;}; void OnTick(){ S s={"x"}; Print(s.a); }
//=== structs_with_strings_30
//! 1: L01 designated initialisers are C++, not MQL5
struct S{int a;}; void OnTick(){ S s={.a=1}; Print(s.a); }
//=== structs_with_strings_31
//! 1: L03 new makes objects of classes [253]
struct S{int a;}; void OnTick(){ S s=new S; }
//=== structs_with_strings_32
//! 1: L01 '->' is C++; MQL5 writes '.'
struct S{int a;}; void OnTick(){ S s; s->a=1; }
//=== structs_with_strings_33
//! 1: L03 pointers exist to classes only [253]
struct S{int a;}; void OnTick(){ S *p; }
//=== structs_with_strings_34
//! 1: L01 bit fields are C++, not MQL5
struct S{int a:3;}; 
void OnTick(){}
//=== structs_with_strings_35
//! 1: L24 'S' has no static member 'a' [256]
struct S{int a;} ; void OnTick(){ S::a=1; }
//=== structs_with_strings_36
//! 1: L07 a structure has no virtual methods [269]
struct S{virtual void f(){}};
void OnTick(){}
//=== structs_with_strings_37
//! 1: L07 'S' is final [401]
struct S final{int a;}; struct T:S{int b;};
void OnTick(){}
//=== structs_with_strings_38
//! 1: L07 a class has one base class
struct A{int a;}; struct B{int b;}; struct C:A,B{int c;};
void OnTick(){}
//=== structs_with_strings_39
//! 1: L07 a structure does not inherit a class [267]
class A{}; struct B:A{};
void OnTick(){}
//=== structs_with_strings_40
//! 1: L07 a class does not inherit a structure [266]
struct A{}; class B:public A{};
void OnTick(){}
//=== structs_with_strings_41
//! 1: L04 references exist as parameters only [229]
struct S{int &r;};
void OnTick(){}
//=== structs_with_strings_42
//! 1: L07 a member is not initialised inside its type
struct S{const int c=1;};
void OnTick(){}
//=== structs_with_strings_43
//! 1: L07 static member 'n' is not defined behind its class [370]
struct S{static int n;}; void OnTick(){ S::n=1; }
//=== structs_with_strings_44
//! 1: L00 pack wants 1, 2, 4, 8 or 16
struct pack(3) S{int a;};
void OnTick(){}
//=== structs_with_strings_45
//! 1: L00 a constructor has no result
struct S{uint a; ~S(){} void S(){} };
void OnTick(){}
