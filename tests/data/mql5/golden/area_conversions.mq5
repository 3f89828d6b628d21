//=== conversions_1
//! 1: L12 no conversion from S to int [180]
struct S{int a;}; void OnTick(){ S s={}; int i=(int)s; Print(i); }
//=== conversions_2
//! 1: L12 no conversion from int to S [180]
struct S{int a;}; void OnTick(){ S s=(S)5; Print(s.a); }
//=== conversions_3
//! 1: L12 assignment: no conversion from B to A
struct A{int a;}; struct B{int a;}; void OnTick(){ A a={}; B b={}; a=b; Print(a.a); }
//=== conversions_4
//! 1: L25 argument 'b' of 'f': const B& wanted, A given [reference needs the same type] [201]
struct A{int a;}; struct B{int a;}; void f(const B &b){ Print(b.a); } void OnTick(){ A a={}; f(a); }
//=== conversions_5
//! 1: L12 no conversion from C to string [180]
class C{}; void OnTick(){ C c; string s=(string)c; Print(s); }
//=== conversions_6
//! 1: L12 variable 'b': no conversion from string to bool [180]
void OnTick(){ bool b="true"+1; Print(b); }
//=== conversions_7
//! 1: L25 argument 's' of 'f': string& wanted, int given [reference needs the same type] [201]
void f(string &s){ s="x"; } void OnTick(){ int i=0; f(i); }
//=== conversions_8
//! 1: L25 argument 'd' of 'f': double& wanted, int given [reference needs the same type] [201]
void f(double &d){ d=1; } void OnTick(){ int i=0; f(i); }
//=== conversions_9
//! 1: L25 argument 'd' of 'f': uint& wanted, int given [reference needs the same type] [201]
void f(uint &d){ d=1; } void OnTick(){ int i=0; f(i); }
//=== conversions_10
//! 1: L25 argument 'd' of 'f': int& wanted, E given [reference needs the same type] [201]
enum E{A}; void f(int &d){ d=1; } void OnTick(){ E e=A; f(e); }
//=== conversions_11
//! 1: L25 argument 'd' of 'f': long& wanted, datetime given [reference needs the same type] [201]
void f(long &d){ d=1; } void OnTick(){ datetime t=0; f(t); }
//=== conversions_12
//! 1: L00 unexpected 'int' [149]
void OnTick(){ int i=int("5"); Print(int{5}); }
//=== conversions_13
//! 1: L01 'unsigned' is C++, not MQL5
void OnTick(){ int i=(unsigned)5; Print(i); }
//=== conversions_14
//! 1: L00 unexpected 'long' [149]
void OnTick(){ int i=(long int)5; Print(i); }
//=== conversions_15
void OnTick(){ int i=(const int)5; Print(i); }
//=== conversions_16
//! 1: L26 a variable is never void [282]
void OnTick(){ void x; }
//=== conversions_17
//! 1: L11 a void function gives no value [167]
void g(){} void OnTick(){ int a=g(); Print(a); }
//=== conversions_18
//! 1: L25 'Print' cannot take void [166]
void g(){} void OnTick(){ Print(g()); }
//=== conversions_19
//! 1: L12 a condition is no void [180]
void g(){} void OnTick(){ if(g()) Print(1); }
//=== conversions_20
//! 1: L12 variable 'a': no conversion from OnTick to int
void OnTick(){ int a=OnTick; Print(a); }
//=== conversions_21
//! 1: L12 variable 'a': no conversion from string to int [180]
void OnTick(){ int a=NULL+"x"; Print(a); }
//=== conversions_22
void OnTick(){ double d=3; int i=(int)d; bool b=(bool)i; uchar c=(uchar)i; string s=(string)d; Print(b,c,s); }
//=== conversions_23
void OnTick(){ int i=int(3.7); double d=double(i)/2; Print(i,d,string(i)); }
//=== conversions_24
void OnTick(){ string s=NULL; if(s==NULL) Print(1); }
