//=== dup_var
//! 1: L10 name 'a' is already in use [125]
int a; int a;void OnTick(){  }
//=== dup_local
//! 2: L10 variable 'a' is declared twice [125]

void OnTick(){ int a; int a; }
//=== dup_param
//! 1: L10 parameter 'a' twice [376]
void f(int a,int a){}void OnTick(){  }
//=== dup_struct
//! 1: L10 type 'S' is declared twice [125]
struct S{int a;}; struct S{int b;};void OnTick(){  }
//=== dup_class
//! 1: L10 type 'S' is declared twice [125]
class S{}; class S{};void OnTick(){  }
//=== dup_enum
//! 1: L10 type 'E' is declared twice [125]
enum E{A}; enum E{B};void OnTick(){  }
//=== dup_enumtor
//! 1: L10 name 'A' is already in use [125]
enum E{A,A};void OnTick(){  }
//=== dup_enumtor2
//! 1: L10 name 'A' is already in use [125]
enum E{A}; enum F{A};void OnTick(){  }
//=== dup_member
//! 1: L10 member 'a' is declared twice [125]
struct S{int a; int a;};void OnTick(){  }
//=== dup_method
//! 1: L10 method 'f' is declared twice [222]
class S{ void f(){} void f(){} };void OnTick(){  }
//=== dup_fn_var
//! 1: L10 name 'f' is already in use [125]
int f; void f(){}void OnTick(){  }
//=== dup_type_var
//! 1: L10 name 'S' is already in use [125]
struct S{int a;}; int S;void OnTick(){  }
//=== dup_param_local
//! 1: L10 variable 'a' is a parameter already [125]
void f(int a){ int a=1; }void OnTick(){  }
//=== kw_name
//! 2: L10 'class' cannot be the name of a variable [149]

void OnTick(){ int class=1; }
//=== kw_name2
//! 2: L10 'new' cannot be the name of a variable [149]

void OnTick(){ int new=1; }
//=== kw_name3
//! 2: L10 'string' cannot be the name of a variable [149]

void OnTick(){ int string=1; }
//=== kw_name4
//! 2: L10 'input' cannot be the name of a variable [149]

void OnTick(){ int input=1; }
//=== kw_name5
//! 2: L10 'template' cannot be the name of a variable [149]

void OnTick(){ int template=1; }
//=== kw_name6
//! 2: L10 'color' cannot be the name of a variable [149]

void OnTick(){ int color=1; }
//=== kw_name7
//! 2: L10 'datetime' cannot be the name of a variable [149]

void OnTick(){ double datetime=1; }
//=== const_after_ptr
//! 1: L10 'const' cannot be the name of a variable [149]
class C{}; void f(){ C *const p=NULL; }void OnTick(){  }
//=== builtin_fn
//! 1: L10 'MathAbs' is a name of MQL5 itself [271]
int MathAbs(int a){ return a; }void OnTick(){  }
//=== builtin_print
//! 1: L10 'Print' is a name of MQL5 itself [271]
void Print(int a){}void OnTick(){  }
//=== hide_pred
//! 1: L10 variable '_Symbol' hides a predefined name [61]
void f(){ int _Symbol=1; }void OnTick(){  }
//=== hide_const
//! 1: L10 name 'POSITION_TYPE_BUY' is already in use [125]
int POSITION_TYPE_BUY=1;void OnTick(){  }
//=== hide_digits
//! 1: L10 variable '_Digits' hides a predefined name [61]
int _Digits=1;void OnTick(){  }
//=== name_long
//! 1: L10 name is longer than 63 characters [126]
int aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;void OnTick(){  }
//=== name_64
//! 1: L10 name is longer than 63 characters [126]
int aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;void OnTick(){  }
//=== hides
//? 1: L10 variable 'a' hides another one [63]
void OnTick(){ int a=1; { int a=2; Print(a); } Print(a); }
