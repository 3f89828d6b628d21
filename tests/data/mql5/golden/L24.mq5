//=== lambda2
//! 2: L24 'Foo' is not a known type [256]

void OnTick(){ int k=1; Foo f=[=](){ return k; }; }
//=== deleg_ctor
//! 1: L24 'A' is no member [256]
class A{ public: A(){} A(int x):A(){} };void OnTick(){  }
//=== module
//! 1: L24 'module' is not a known type [256]
module x;
void OnTick(){  }
//=== unknown_fn
//! 2: L24 'Foo' is not a known function [256]

void OnTick(){ Foo(1); }
//=== unknown_var
//! 2: L24 'zz' is not declared [256]

void OnTick(){ Print(zz); }
//=== unknown_type
//! 2: L24 'Foo' is not a known type [256]

void OnTick(){ Foo x; }
//=== unknown_member
//! 2: L24 MqlTick has no member 'foo' [256]

void OnTick(){ MqlTick t; Print(t.foo); }
//=== unknown_method
//! 2: L24 C has no method 'foo' [256]
class C{};
void OnTick(){ C c; c.foo(); }
//=== unknown_enum
//! 2: L24 'ENUM_FOO' is not a known type [256]

void OnTick(){ ENUM_FOO e; }
//=== unknown_const
//! 2: L24 'ACCOUNT_FOO' is not declared [256]

void OnTick(){ Print(ACCOUNT_FOO); }
//=== unknown_scope
//! 2: L24 'Foo' is not declared [256]

void OnTick(){ Print(Foo::Bar()); }
//=== unknown_scope_var
//! 2: L24 'Foo' is not declared [256]

void OnTick(){ Print(Foo::bar); }
//=== this_assign
//! 2: L24 'this' outside a method

void OnTick(){ this=NULL; }
//=== init_str
//! 2: L24 'MqlTick' is not declared [256]

void OnTick(){ string a[]={1,MqlTick}; }
//=== init_unknown
//! 1: L24 'zz' is no member [256]
class A{ public: A():zz(1){} };void OnTick(){  }
//=== method_undecl
//! 1: L24 'A' declares no such method 'f' [213]
class A{ }; void A::f(){}void OnTick(){  }
//=== method_nobody
//! 1: L24 'f' is declared but has no body [270]
class A{ public: void f(); }; void g(){ A a; a.f(); }void OnTick(){  }
//=== fn_nobody
//! 1: L24 'f' is declared but has no body [270]
int f(); void g(){ f(); }void OnTick(){  }
//=== class_never
//! 1: L24 class 'A' is never defined
class A; A *g; void f(){ g=new A; }void OnTick(){  }
//=== unknown_base
//! 1: L24 'Zzz' is not a known type [256]
class A:public Zzz{};void OnTick(){  }
//=== this_out
//! 1: L24 'this' outside a method
void f(){ Print(this.a); }void OnTick(){  }
//=== op_conv
//! 1: L24 'operator' is not a known type [256]
class A{ public: operator int(){ return 1; } };void OnTick(){  }
//=== typedef_struct
//! 1: L24 'struct' is not a known type [256]
typedef struct { int a; } T;void OnTick(){  }
//=== boolean
//! 1: L24 'boolean' is not a known type [256]
boolean a;void OnTick(){  }
//=== String
//! 1: L24 'String' is not a known type [256]
String s;void OnTick(){  }
//=== byte
//! 1: L24 'byte' is not a known type [256]
byte a;void OnTick(){  }
//=== var
//! 1: L24 'var' is not a known type [256]
var a=1;void OnTick(){  }
//=== let
//! 1: L24 'let' is not a known type [256]
let a=1;void OnTick(){  }
//=== def
//! 1: L24 'def' is not a known type [256]
def f(): pass
void OnTick(){  }
//=== func_kw
//! 1: L24 'function' is not a known type [256]
function f(){}void OnTick(){  }
//=== template_body_unknown
//! 1: L24 'Foo' is not a known function [256]
template<typename T> void f(T a){ Foo(a); }void OnTick(){  }
//=== template_class_unknown
//! 1: L24 'zz' is not declared [256]
template<typename T> class A{ T v; void f(){ zz=v; } };void OnTick(){  }
//=== call_var
//! 2: L24 'a' is a variable, not a function [168]

void OnTick(){ int a=1; a(2); }
//=== method_noparen
//! 2: L24 C has no member 'f' [256]
class C{public:void f(){}};
void OnTick(){ C c; c.f; }
//=== field_call
//! 2: L24 C has no method 'a' [256]
class C{public:int a;};
void OnTick(){ C c; c.a(); }
//=== new_unknown
//! 2: L24 'Foo' is not a known type [256]

void OnTick(){ Foo *s=new Foo; }
//=== enum_scope
//! 2: L24 'B' is no member of E [256]
enum E{A};
void OnTick(){ Print(E::B); }
//=== scope_val
//! 2: L24 'MqlTick' has no static member 'bid' [256]

void OnTick(){ int a=MqlTick::bid; }
//=== deinit_reason
//! 2: L24 'REASON_FOO' is not declared [256]

void OnTick(){ Print(REASON_FOO); }
//=== cout2
//! 2: L24 'cout' is not declared [256]

void OnTick(){ cout<<1; }
//=== sprintf
//! 2: L24 'sprintf' is not a known function [256]

void OnTick(){ char b[9]; sprintf(b,"x"); }
//=== memcpy
//! 2: L24 'a' is not declared [256]

void OnTick(){ memcpy(a,b,1); }
//=== malloc
//! 2: L24 'malloc' is not a known function [256]

void OnTick(){ malloc(5); }
//=== strlen
//! 2: L24 'strlen' is not a known function [256]

void OnTick(){ Print(strlen("x")); }
//=== mql4_ask
//! 2: L24 'Ask' is not declared [256]

void OnTick(){ Print(Ask); }
//=== mql4_ordersend
//! 2: L24 'OP_BUY' is not declared [256]

void OnTick(){ OrderSend(Symbol(),OP_BUY,0.1,1.0,3,0,0); }
//=== mql4_select
//! 2: L24 'SELECT_BY_POS' is not declared [256]

void OnTick(){ OrderSelect(0,SELECT_BY_POS,MODE_TRADES); }
//=== mql4_digits
//! 2: L24 'Close' is not declared [256]

void OnTick(){ Print(Close[0]); }
