//=== overloads_1
//! 1: L13 function 'f' exists with another result [163]
int f(int a){ return(a); } double f(int a){ return(a); }
void OnTick(){}
//=== overloads_2
//! 1: L13 forms of 'f' differ in const or reference only [164]
void f(int a){} void f(const int a){}
void OnTick(){}
//=== overloads_3
//! 1: L13 forms of 'f' differ in const or reference only [164]
void f(int a){} void f(int &a){} void OnTick(){ int x=1; f(x); }
//=== overloads_4
//! 1: L13 function 'f' is already defined with these parameters [165]
void f(int a){} void f(int b){}
void OnTick(){}
//=== overloads_5
//! 1: L25 the call of 'f' is ambiguous [182]
void f(int a,int b=1){} void f(int a){} void OnTick(){ f(1); }
//=== overloads_6
//! 1: L25 no form of 'f' takes these arguments ('f' takes 1 arguments, not 0) [199]
void f(string a){} void f(MqlTick &a){} void OnTick(){ f(); }
//=== overloads_7
//! 1: L25 no form of 'f' takes these arguments ('f' takes 1 arguments, not 2) [199]
void f(long a){} void f(double a){} void OnTick(){ f("x","y"); }
//=== overloads_8
//! 1: L10 name 'f' is already in use [125]
int f; void f(){}
void OnTick(){}
//=== overloads_9
//! 1: L24 'f' is declared but has no body [270]
void f(int a); void f(long a){} void OnTick(){ int x=1; f(x); g(x); }
//=== overloads_10
void f(int a){ Print(a); } void f(double a){ Print(a); } void f(string a){ Print(a); } void OnTick(){ f(1); f(1.0); f("x"); }
