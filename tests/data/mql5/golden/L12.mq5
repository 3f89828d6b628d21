//=== type_enum3
//! 2: L12 variable 't': no conversion from ENUM_POSITION_TYPE to ENUM_ORDER_TYPE

void OnTick(){ ENUM_ORDER_TYPE t=POSITION_TYPE_BUY; }
//=== type_struct_int
//! 2: L12 assignment: no conversion from int to MqlTick

void OnTick(){ MqlTick t; t=5; }
//=== type_int_struct
//! 2: L12 variable 'a': no conversion from MqlTick to int

void OnTick(){ MqlTick t; int a=t; }
//=== type_str_struct
//! 2: L12 variable 's': no conversion from MqlTick to string [180]

void OnTick(){ MqlTick t; string s=t; }
//=== type_str_int
//! 2: L12 variable 'a': no conversion from string to int [180]

void OnTick(){ int a="x"; }
//=== type_arr_int
//! 2: L12 variable 'b': no conversion from int[3] to int

void OnTick(){ int a[3]; int b=a; }
//=== type_class
//! 2: L12 assignment: no conversion from B to A
class A{}; class B{};
void OnTick(){ A a; B b; a=b; }
//=== type_ptr
//! 2: L12 variable 'a': no conversion from B* to A*
class A{}; class B{};
void OnTick(){ A *a=new B; }
//=== type_ptr_int
//! 2: L12 variable 'a': no conversion from int to A*
class A{};
void OnTick(){ A *a=5; }
//=== type_obj_ptr
//! 2: L12 variable 'p': no conversion from A to A*
class A{};
void OnTick(){ A a; A *p=a; p=1; }
//=== type_math
//! 2: L12 MathAbs wants numbers, not string [180]

void OnTick(){ Print(MathAbs("x")); }
//=== type_str_mul
//! 2: L12 '*' between string and int [150]

void OnTick(){ string s="a"*2; }
//=== type_str_minus
//! 2: L12 '-' between string and string [150]

void OnTick(){ string s="a"-"b"; }
//=== type_str_and
//! 2: L12 '&&' wants conditions, not string and bool [180]

void OnTick(){ bool b="a" && true; }
//=== type_not_str
//! 2: L12 '!' wants a condition, not a string

void OnTick(){ string s; if(!s) Print(1); }
//=== type_if_str
//! 2: L12 a condition is no string [180]

void OnTick(){ if("a") Print(1); }
//=== type_if_struct
//! 2: L12 a condition is no MqlTick [180]

void OnTick(){ MqlTick t; if(t) Print(1); }
//=== type_while_str
//! 2: L12 a condition is no string [180]

void OnTick(){ while("a") break; }
//=== type_struct_plus
//! 2: L12 '+' between MqlTick and MqlTick [150]

void OnTick(){ MqlTick a,b; a=a+b; }
//=== type_struct_eq
//! 2: L12 cannot compare MqlTick with MqlTick [180]

void OnTick(){ MqlTick a,b; if(a==b) Print(1); }
//=== type_struct_not
//! 2: L12 '!' wants a condition, not a MqlTick

void OnTick(){ MqlTick a; if(!a) Print(1); }
//=== ret_type
//! 1: L12 result of 'f': no conversion from int to MqlTick
MqlTick f(){ return 1; }void OnTick(){  }
//=== ret_type2
//! 1: L12 result of 'f': no conversion from string to int [180]
int f(){ return "x"; }void OnTick(){  }
//=== init_type
//! 2: L12 array element: no conversion from string to int [180]

void OnTick(){ int a[2]={"x",1}; }
//=== input_type
//! 1: L12 variable 'a': no conversion from string to const int [180]
input int a="x";void OnTick(){  }
//=== fn_no_call
//! 2: L12 variable 'a': no conversion from f to int
int f(){return 1;}
void OnTick(){ int a=f; }
//=== cast_str_struct
//! 2: L12 no conversion from string to MqlTick [180]

void OnTick(){ MqlTick t=(MqlTick)"x"; }
//=== cast_struct
//! 2: L12 no conversion from MqlTick to int [180]
MqlTick t;
void OnTick(){ int a=(int)t; }
//=== compound_str
//! 2: L12 '-=' between string and string [180]

void OnTick(){ string s="a"; s-="b"; }
//=== compound_struct
//! 2: L12 '+=' between MqlTick and int [180]

void OnTick(){ MqlTick t; t+=1; }
//=== cmp_ptr
//! 2: L12 cannot compare C* with D* [302]
class C{}; class D{};
void OnTick(){ C *a=NULL; D *b=NULL; if(a==b) Print(1); }
//=== cmp_str_int
//! 2: L12 cannot compare string with int [180]

void OnTick(){ string s="a"; if(s==1) Print(1); }
//=== cmp_chain_struct
//! 2: L12 cannot compare MqlTick with int [180]

void OnTick(){ MqlTick a; if(a>1) Print(1); }
//=== ptr_add
//! 2: L12 '+' between C* and int [150]
class C{};
void OnTick(){ C *a=new C; C *b=a+1; }
//=== number_text
//? 1: L12 a number joins text: convert explicitly (IntegerToString, DoubleToString, (string)) [181]
void OnTick(){ string s="a"+1; Print(s); }
//=== number_to_text
//? 1: L12 variable 's': a number becomes text without a cast [181]
void OnTick(){ string s=5; Print(s); }
//=== narrow
//? 1: L12 double becomes int without a cast: data may be lost [43]
void OnTick(){ int i=1; double d=1.7; i=d; Print(i); }
//=== shrink
//? 1: L12 long becomes int without a cast: data may be lost [43]
void OnTick(){ long l=1; int i=l; Print(i); }
//=== enum_number
//? 1: L12 a number becomes ENUM_ORDER_TYPE without a cast [44]
void OnTick(){ int i=1; ENUM_ORDER_TYPE t=i; Print(t); }
//=== sign
//? 1: L12 signed and unsigned are compared [45]
void OnTick(){ uint u=1; int i=2; if(u>i) Print(u); }
//=== bool_arithmetic
//? 1: L12 arithmetic on bool [66]
void OnTick(){ bool a=true,b=false; int n=a+b; Print(n); }
//=== assign_condition
//? 1: L12 an assignment stands where a condition is expected
void OnTick(){ int a=1; if(a=2) Print(a); }
//=== real_condition
//? 1: L12 a condition is compared, not a bare double
void OnTick(){ double d=1; if(d) Print(d); }
//=== null_number
//? 1: L12 variable 'a': NULL stands where a number is meant
void OnTick(){ int a=NULL; if(a==0) Print(a); }
//=== selector
//? 1: L12 ENUM_ACCOUNT_INFO_INTEGER chooses a property: it is no number
void OnTick(){ int a=(int)ACCOUNT_LOGIN; Print(a); }
//=== selector2
//? 1: L12 ENUM_POSITION_PROPERTY_INTEGER chooses a property: it is no number
void OnTick(){ long t=(long)POSITION_MAGIC+1; Print(t); }
