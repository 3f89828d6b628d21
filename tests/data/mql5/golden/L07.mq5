//=== multi_inherit
//! 1: L07 a class has one base class
class A{};class B{};class C:public A,public B{};void OnTick(){  }
//=== member_init
//! 1: L07 a member is not initialised inside its type
struct S{int a=1;};void OnTick(){  }
//=== init_ctor
//! 2: L07 a type with a constructor takes no initialiser list [242]
struct S{int a; S(){} };
void OnTick(){ S s={1}; }
//=== override_none
//! 1: L07 'g' overrides nothing [404]
class A{ public: virtual void f(){} }; class B:public A{ public: void g() override {} };void OnTick(){  }
//=== override_sig
//! 1: L07 'f' overrides nothing [404]
class A{ public: virtual void f(int a){} }; class B:public A{ public: void f() override {} };void OnTick(){  }
//=== override_ret
//! 1: L07 'f' overrides with another result [265]
class A{ public: virtual int f(){return 1;} }; class B:public A{ public: virtual void f(){} };void OnTick(){  }
//=== final_m
//! 1: L07 'f' is final in its base [402]
class A{ public: virtual void f() final {} }; class B:public A{ public: virtual void f(){} };void OnTick(){  }
//=== final_c
//! 1: L07 'A' is final [401]
class A final{}; class B:public A{};void OnTick(){  }
//=== abstract
//! 1: L07 'A' is abstract: 'f' has no body [383]
class A{ public: virtual void f()=0; }; void g(){ A a; }void OnTick(){  }
//=== abstract_new
//! 1: L07 'A' is abstract: 'f' has no body [383]
class A{ public: virtual void f()=0; }; void g(){ A *a=new A; }void OnTick(){  }
//=== abstract_derived
//! 1: L07 'A' is abstract: 'g' has no body [383]
interface I{ void f(); void g(); }; class A:public I{ public: void f(){} }; void h(){ A a; }void OnTick(){  }
//=== iface_obj
//! 1: L07 an interface has no objects of its own [399]
interface I{ void f(); }; void h(){ I a; }void OnTick(){  }
//=== iface_field
//! 1: L07 an interface holds methods only [398]
interface I{ int a; };void OnTick(){  }
//=== iface_body
//! 1: L07 a pure virtual method has no body [398]
interface I{ void f(){} };void OnTick(){  }
//=== iface_private
//! 1: L07 an interface's methods are public [393]
interface I{ private: void f(); };void OnTick(){  }
//=== struct_virtual
//! 1: L07 a structure has no virtual methods [269]
struct S{ virtual void f(){} };void OnTick(){  }
//=== struct_class
//! 1: L07 a structure does not inherit a class [267]
class A{}; struct B:A{};void OnTick(){  }
//=== class_struct
//! 1: L07 a class does not inherit a structure [266]
struct A{int a;}; class B:public A{};void OnTick(){  }
//=== static_undef
//! 1: L07 static member 'n' is not defined behind its class [370]
class A{ public: static int n; }; void f(){ A::n=1; }void OnTick(){  }
//=== dtor_param
//! 1: L07 a destructor has no parameters [221]
class A{ public: ~A(int a){} };void OnTick(){  }
//=== ctor_virtual
//! 1: L07 a constructor is not virtual [268]
class A{ public: virtual A(){} };void OnTick(){  }
//=== virtual_static
//! 1: L07 a virtual method is not static [348]
class A{ public: virtual static void f(){} };void OnTick(){  }
//=== virtual_field
//! 1: L07 virtual is for methods, not for data [263]
class A{ virtual int a; };void OnTick(){  }
//=== init_twice
//! 1: L07 member 'm' is initialised twice [343]
class A{ int m; public: A():m(1),m(2){} };void OnTick(){  }
//=== init_base_field
//! 1: L07 'm' is initialised by the base [333]
class A{ protected: int m; }; class B:public A{ public: B():m(1){} };void OnTick(){  }
//=== incomplete
//! 1: L07 member 'a' has an incomplete type
class A; class B{ A a; };void OnTick(){  }
//=== self_member
//! 1: L07 a type cannot hold itself
struct S{ S s; };void OnTick(){  }
//=== pure_nonvirt
//! 1: L07 only a virtual method can be pure [382]
class A{ void f()=0; };void OnTick(){  }
//=== pure_1
//! 1: L07 a pure virtual method is declared '= 0' or '= NULL' [381]
class A{ virtual void f()=1; };void OnTick(){  }
//=== op_global
//! 1: L07 an operator is a member of its class
struct S{int a;}; S operator+(const S &a,const S &b){ return a; }void OnTick(){  }
//=== anon_struct
//! 1: L07 a structure needs a name
struct { int a; } x;void OnTick(){  }
//=== anon_enum
//! 1: L07 an enumeration needs a name
enum { A };void OnTick(){  }
//=== struct_fwd
//! 1: L07 a structure cannot be declared ahead [162]
struct S;void OnTick(){  }
//=== protected_inherit_multi
//! 1: L07 a class has one base class
class A{};class B{};class C:A,B{};void OnTick(){  }
