//=== arity1
//! 2: L25 'NormalizeDouble' takes 2 arguments, not 1 [199]

void OnTick(){ Print(NormalizeDouble(1.5)); }
//=== arity2
//! 2: L25 'f' takes 2 arguments, not 1 [199]
void f(int a,int b){}
void OnTick(){ f(1); }
//=== arity3
//! 2: L25 'f' takes 2 arguments, not 3 [199]
void f(int a,int b){}
void OnTick(){ f(1,2,3); }
//=== arity4
//! 2: L25 'OrderSend' takes 2 arguments, not 0 [199]

void OnTick(){ OrderSend(); }
//=== arity5
//! 2: L25 'AccountInfoDouble' takes 1 arguments, not 0 [199]

void OnTick(){ Print(AccountInfoDouble()); }
//=== arity6
//! 2: L25 'C' takes 1 arguments, not 2 [199]
class C{public:C(int a){}};
void OnTick(){ C c(1,2); }
//=== arity7
//! 2: L25 'C' takes 1 arguments, not 0 [199]
class C{public:C(int a){}};
void OnTick(){ C *c=new C(); }
//=== arity8
//! 2: L25 'f' takes 0 arguments, not 1 [199]
class C{public:void f(){}};
void OnTick(){ C c; c.f(1); }
//=== arity_macro
//! 2: L25 macro gets the wrong number of arguments [318]
#define M(a) Print(a)
void OnTick(){ M(1,2); }
//=== arity_ctor_default
//! 2: L25 'C' takes 1 arguments, not 0 [199]
class C{public:C(int a){}};
void OnTick(){ C c; }
//=== type_arr
//! 2: L25 the arguments do not fit the template 'ArraySize' [166]

void OnTick(){ int a=1; ArraySize(a); }
//=== type_arr2
//! 2: L25 the arguments do not fit the template 'ArrayResize' [166]

void OnTick(){ ArrayResize(1,2); }
//=== type_struct
//! 2: L25 argument 'request' of 'OrderSend': const MqlTradeRequest& wanted, MqlTick given [reference needs the same type] [201]

void OnTick(){ MqlTick t; OrderSend(t,t); }
//=== type_ref
//! 2: L25 argument 'tick' of 'SymbolInfoTick': MqlTick& wanted, int given [reference needs the same type] [201]

void OnTick(){ int a; SymbolInfoTick(_Symbol,a); }
//=== type_ref2
//! 2: L25 argument 'x' of 'f': long& wanted, int given [reference needs the same type] [201]
void f(long &x){ x=1; }
void OnTick(){ int a; f(a); }
//=== type_ref_lit
//! 2: L25 argument 'x' of 'f': a reference wants a variable [200]
void f(int &x){ x=1; }
void OnTick(){ f(3); }
//=== type_ref_const
//! 2: L25 argument 'x' of 'f': a constant cannot be passed to a reference [202]
void f(int &x){ x=1; }
void OnTick(){ const int a=1; f(a); }
//=== type_ref_expr
//! 2: L25 argument 'x' of 'f': a reference wants a variable [200]
void f(int &x){ x=1; }
void OnTick(){ int a=1; f(a+1); }
//=== type_enum
//! 2: L25 argument 'property' of 'AccountInfoDouble': no conversion from ENUM_ACCOUNT_INFO_INTEGER to ENUM_ACCOUNT_INFO_DOUBLE [166]

void OnTick(){ Print(AccountInfoDouble(ACCOUNT_LOGIN)); }
//=== type_enum2
//! 2: L25 no form of 'SymbolInfoDouble' takes these arguments ('SymbolInfoDouble' takes 3 arguments, not 2) [199]

void OnTick(){ Print(SymbolInfoDouble(_Symbol,SYMBOL_DIGITS)); }
//=== type_param
//! 2: L25 argument 'a' of 'f': no conversion from string to int [166]
void f(int a){}
void OnTick(){ f("x"); }
//=== type_param2
//! 2: L25 argument 'a' of 'f': no conversion from MqlTick to int [166]
MqlTick t; void f(int a){}
void OnTick(){ f(t); }
//=== type_arr_elem
//! 2: L25 argument 'a' of 'f': int[]& wanted, long[] given [reference needs the same type] [201]
void f(int &a[]){}
void OnTick(){ long a[]; f(a); }
//=== type_arr_dim
//! 2: L25 argument 'a' of 'f': int[]& wanted, int[2][2] given [reference needs the same type] [201]
void f(int &a[]){}
void OnTick(){ int a[2][2]; f(a); }
//=== type_arr_pass_elem
//! 2: L25 argument 'a' of 'f': int[]& wanted, int given [reference needs the same type] [201]
void f(int &a[]){}
void OnTick(){ int a[2]; f(a[0]); }
//=== type_print_struct
//! 2: L25 'Print' cannot take MqlTick [166]

void OnTick(){ MqlTick a; Print(a); }
//=== type_print_arr
//! 2: L25 'Print' cannot take int[2] [166]

void OnTick(){ int a[2]; Print(a); }
//=== type_print_void
//! 2: L25 'Print' cannot take void [166]
void f(){}
void OnTick(){ Print(f()); }
//=== void_arg
//! 2: L25 argument 'a' of 'g': a void function gives no value [166]
void f(){} void g(int a){}
void OnTick(){ g(f()); }
//=== arr_default
//! 1: L25 a changeable reference has no default
void f(int &a[]=NULL){}void OnTick(){  }
//=== base_ctor
//! 1: L25 'A' takes 1 arguments, not 0 [199]
class A{ public: A(int a){} }; class B:public A{ public: B(){} };void OnTick(){  }
//=== default_mid
//! 1: L25 a parameter without default follows one with a default [270]
void f(int a=1,int b){}void OnTick(){  }
//=== template_conflict
//! 1: L25 the arguments do not fit the template 'f' [166]
template<typename T> T f(T a,T b){ return a; } void g(){ Print(f("x",1)); }void OnTick(){  }
//=== import_call_arity
//! 4: L25 'f' takes 1 arguments, not 0 [199]
#import "x.dll"
int f(int a);
#import
void OnTick(){ f(); }
//=== ambig
//! 2: L25 the call of 'f' is ambiguous [182]
void f(long a,int b=1){} void f(long a,double b=1){}
void OnTick(){ f(1); }
//=== zero_lit
//! 2: L25 no form of 'ZeroMemory' takes these arguments (the arguments do not fit the template 'ZeroMemory') [166]

void OnTick(){ ZeroMemory(5); }
//=== arr_copy_type
//! 2: L25 the arguments do not fit the template 'ArrayCopy' [166]

void OnTick(){ int a[]; string b[]; ArrayCopy(a,b); }
//=== printf_s
//! 2: L25 'printf' takes 1 or more arguments, not 0 [199]

void OnTick(){ printf(); }
//=== mql4_bars
//! 2: L25 function 'Bars' is named without a call

void OnTick(){ Print(Bars); }
//=== inexact
//? 2: L25 several forms of 'f' fit and none exactly: cast the arguments
void f(long a){ Print(a); } void f(double a){ Print(a); }
void OnTick(){ f(1); }
