//=== const_1
//! 1: L26 a constant cannot be changed [189]
void OnTick(){ const int a=1; a++; }
//=== const_2
//! 1: L26 a constant cannot be changed [189]
void OnTick(){ const int a=1; a+=2; }
//=== const_3
//! 1: L26 a constant cannot be changed [189]
void f(const int &a){ a=2; } void OnTick(){ int x=1; f(x); }
//=== const_4
//! 1: L26 a constant cannot be changed [189]
void f(const int &a[]){ a[0]=2; } void OnTick(){ int x[1]; f(x); }
//=== const_5
//! 1: L26 a constant cannot be changed [189]
void f(const MqlTick &t){ t.bid=1.0; } void OnTick(){ MqlTick t={}; f(t); }
//=== const_6
//! 1: L25 argument 'a' of 'f': a constant cannot be passed to a reference [202]
void f(int &a){ a=1; } void OnTick(){ const int x=1; f(x); }
//=== const_7
//! 1: L25 argument 'a' of 'f': a constant cannot be passed to a reference [202]
void f(int &a[]){ a[0]=1; } void OnTick(){ const int x[2]={1,2}; f(x); }
//=== const_8
//! 1: L26 a const method does not change 'm' [274]
class C{int m;public:void F()const{ m=1; }}; void OnTick(){ C c; c.F(); }
//=== const_9
//! 1: L26 a const method calls 'S', which is not const [279]
class C{int m;public:void S(int v){m=v;} void F()const{ S(1); }}; void OnTick(){ C c; c.F(); }
//=== const_10
//! 1: L26 'S' is not const, its object is [279]
class C{public:int m;void S(int v){m=v;}}; void g(const C &c){ c.S(1); } void OnTick(){ C c; g(c); }
//=== const_11
//! 1: L06 a constant needs its value [389]
void OnTick(){ const int a; Print(a); }
//=== const_12
//! 1: L26 a constant cannot be changed [189]
const int A=1; void OnTick(){ A=2; }
//=== const_13
//! 1: L26 a constant cannot be changed [189]
const int A[]={1,2}; void OnTick(){ A[0]=2; }
//=== const_14
//! 2: L26 this cannot be assigned to [177]
#define N 5
void OnTick(){ N=6; }
//=== const_15
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ 5=6; }
//=== const_16
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ int a=1; (a+1)=2; }
//=== const_17
//! 1: L26 this cannot be assigned to [177]
enum E{X}; void OnTick(){ X=1; }
//=== const_18
//! 1: L26 this cannot be assigned to [177]
int f(){ return(1); } void OnTick(){ f()=2; }
//=== const_19
//! 1: L25 no form of 'ZeroMemory' takes these arguments (the arguments do not fit the template 'ZeroMemory') [166]
void OnTick(){ ZeroMemory(5); }
//=== const_20
void f(const int a){ Print(a); } void OnTick(){ f(3); }
//=== const_21
class C{int m;public:int G()const{ return(m); }}; void g(const C &c){ Print(c.G()); } void OnTick(){ C c; g(c); }
//=== const_22
void f(const double &a[]){ Print(ArraySize(a)); } void OnTick(){ double x[]; f(x); }
//=== const_23
//! 1: L26 a constant cannot be changed [189]
input int InpA=1; void OnTick(){ InpA=2; }
//=== const_24
//! 1: L26 a constant cannot be changed [189]
sinput int InpA=1; void OnTick(){ InpA++; }
//=== const_25
//! 1: L25 argument 'a' of 'f': a constant cannot be passed to a reference [202]
void f(int &a){ a=2; } input int InpA=1; void OnTick(){ f(InpA); }
