//=== type_neg_str
//! 2: L26 '-' wants a number, not a string

void OnTick(){ string s=-"x"; }
//=== type_struct_inc
//! 2: L26 '++' wants a number

void OnTick(){ MqlTick a; a++; }
//=== void_var
//! 2: L26 a variable is never void [282]

void OnTick(){ void a; }
//=== void_param
//! 1: L26 a parameter is never void [282]
void f(void a){}void OnTick(){  }
//=== void_global
//! 1: L26 a variable is never void [282]
void x;void OnTick(){  }
//=== const_assign
//! 2: L26 a constant cannot be changed [189]

void OnTick(){ const int a=1; a=2; }
//=== const_inc
//! 2: L26 a constant cannot be changed [189]

void OnTick(){ const int a=1; a++; }
//=== const_member
//! 1: L26 a const method does not change 'm' [274]
class A{ int m; public: void f() const { m=1; } };
void OnTick(){  }
//=== const_call
//! 1: L26 a const method calls 'g', which is not const [279]
class A{ int m; public: void g(){m=1;} void f() const { g(); } };
void OnTick(){  }
//=== const_param
//! 1: L26 a constant cannot be changed [189]
void f(const int a){ a=1; }
void OnTick(){  }
//=== const_arr
//! 1: L26 a constant cannot be changed [189]
void f(const int &a[]){ a[0]=1; }
void OnTick(){  }
//=== const_ref
//! 1: L26 a constant cannot be changed [189]
void f(const string &a){ a="x"; }
void OnTick(){  }
//=== const_struct
//! 1: L26 a constant cannot be changed [189]
void f(const MqlTick &t){ t.bid=1; }
void OnTick(){  }
//=== const_obj
//! 2: L26 'f' is not const, its object is [279]
class A{ public: int m; A(){} void f(){m=1;} };
void OnTick(){ const A a; a.f(); }
//=== const_global
//! 1: L26 a constant cannot be changed [189]
const int G=1; void f(){ G=2; }void OnTick(){  }
//=== input_assign
//! 1: L26 a constant cannot be changed [189]
input int A=1; void f(){ A=2; }void OnTick(){  }
//=== define_assign
//! 2: L26 this cannot be assigned to [177]
#define N 5
void f(){ N=6; }void OnTick(){  }
//=== const_enum
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ POSITION_TYPE_BUY=1; }
//=== const_ptr
//! 2: L26 a constant cannot be changed [189]
class C{public: int a;};
void OnTick(){ const C *p=new C; p.a=1; }
//=== pred_assign
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ _Symbol="x"; }
//=== pred_assign2
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ _Digits=3; }
//=== lit_assign
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ 5=1; }
//=== lit_inc
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ 5++; }
//=== call_assign
//! 2: L26 this cannot be assigned to [177]
int f(){return 1;}
void OnTick(){ f()=1; }
//=== expr_assign
//! 2: L26 this cannot be assigned to [177]

void OnTick(){ int a=1; a+1=2; }
//=== str_inc
//! 2: L26 '++' wants a number

void OnTick(){ string s="a"; s++; }
//=== bool_inc
//! 2: L26 '++' wants a number

void OnTick(){ bool b=true; b++; }
//=== idx_str
//! 2: L26 an index is an integer [173]

void OnTick(){ int a[3]; a["x"]=1; }
//=== idx_dbl
//! 2: L26 an index is an integer [173]

void OnTick(){ int a[3]; a[1.5]=1; }
//=== idx_nonarr
//! 2: L26 int is no array [241]

void OnTick(){ int a=1; a[0]=1; }
//=== idx_toomany
//! 2: L26 int is no array [241]

void OnTick(){ int a[3]; a[0][1]=1; }
//=== init_many_s
//! 2: L26 too many values for S [186]
struct S{int a;};
void OnTick(){ S s={1,2}; }
//=== private
//! 1: L26 'm' is private in 'A' [211]
class A{ int m; }; void f(){ A a; a.m=1; }void OnTick(){  }
//=== private_m
//! 1: L26 'g' is private in 'A' [211]
class A{ void g(){} }; void f(){ A a; a.g(); }void OnTick(){  }
//=== protected
//! 1: L26 'm' is protected in 'A' [204]
class A{ protected: int m; }; void f(){ A a; a.m=1; }void OnTick(){  }
//=== private_base
//! 1: L26 'm' is private in 'A' [211]
class A{ int m; }; class B:public A{ public: void f(){ m=1; } };void OnTick(){  }
//=== private_ctor
//! 1: L26 'A' is private in 'A' [211]
class A{ A(){} }; void f(){ A a; }void OnTick(){  }
//=== static_this
//! 1: L26 a static method has no object: member 'm' [351]
class A{ int m; public: static void f(){ m=1; } };void OnTick(){  }
//=== static_this2
//! 1: L26 a static method has no object [351]
class A{ int m; public: static void f(){ this.m=1; } };void OnTick(){  }
//=== nonstatic_call
//! 1: L26 'f' wants an object of A [351]
class A{ public: void f(){} }; void g(){ A::f(); }void OnTick(){  }
//=== method_ret
//! 1: L26 method 'f' is declared with another result
class A{ public: int f(); }; void A::f(){}void OnTick(){  }
//=== div0
//! 2: L26 division by zero [198]

void OnTick(){ int a=1/0; }
//=== mod0
//! 2: L26 division by zero [198]

void OnTick(){ int a=1%0; }
//=== mod_dbl
//! 2: L26 '%' wants integers [158]

void OnTick(){ double a=1.5%2; }
//=== bit_dbl
//! 2: L26 '|' wants integers [158]

void OnTick(){ int a=1.5|1; }
//=== shift_dbl
//! 2: L26 '<<' wants integers [158]

void OnTick(){ int a=1.5<<1; }
//=== not_dbl
//! 2: L26 '~' wants an integer

void OnTick(){ int a=~1.5; }
//=== member_num
//! 2: L26 int has no member 'x' [280]

void OnTick(){ int a=1; a.x=1; }
//=== member_fn
//! 2: L26 f has no member 'x' [280]
void f(){}
void OnTick(){ f.x=1; }
//=== method_on_int
//! 2: L26 int has no method 'f' [280]

void OnTick(){ int a=1; a.f(); }
//=== sizeof_void
//! 2: L26 void has no size

void OnTick(){ int a=sizeof(void); }
//=== enumtostring
//! 2: L26 EnumToString wants an enumeration [321]

void OnTick(){ Print(EnumToString(1)); }
//=== ptr_arith
//! 2: L26 '++' wants a number
class C{};
void OnTick(){ C *a=new C; a++; }
//=== ptr_index
//! 2: L26 C* is no array [241]
class C{public:int x;};
void OnTick(){ C *a=new C; a[0].x=1; }
