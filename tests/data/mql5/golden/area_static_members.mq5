//=== static_members_1
//! 1: L07 a member is not initialised inside its type
class C{public: static int n=0;};
void OnTick(){}
//=== static_members_2
//! 1: L24 'C' has no static member 'm'
class C{public: static int n;}; int C::m=0;
void OnTick(){}
//=== static_members_3
//! 1: L26 static member 'n' has another type in its class
class C{public: static int n;}; double C::n=0;
void OnTick(){}
//=== static_members_4
//! 1: L07 static member 'n' is not defined behind its class [370]
class C{public: static int n;}; void OnTick(){ C::n=1; }
//=== static_members_5
//! 1: L26 a static method has no object: member 'n' [351]
class C{public: int n; static void F(){ n=1; }};
void OnTick(){}
//=== static_members_6
//! 1: L26 a static method has no object [351]
class C{public: int n; static int F(){ return(this.n); }};
void OnTick(){}
//=== static_members_7
//! 1: L26 'n' is private in 'C' [211]
class C{private: static int n;}; int C::n=0; void OnTick(){ C::n=1; }
//=== static_members_8
//! 1: L26 'F' wants an object of C [351]
class C{public: void F(){}}; void OnTick(){ C::F(); }
//=== static_members_9
//! 1: L24 'C' has no static member 'n' [256]
class C{public: int n;}; void OnTick(){ C::n=1; }
//=== static_members_10
//! 1: L24 'C' declares no such method 'G' [213]
class C{public: void F();}; void C::G(){}
void OnTick(){}
//=== static_members_11
//! 1: L26 method 'F' is declared with another result
class C{public: void F();}; int C::F(){ return(1); }
void OnTick(){}
//=== static_members_12
//! 1: L24 'C' declares no such method 'F' [213]
class C{public: void F(int a);}; void C::F(long a){}
void OnTick(){}
//=== static_members_13
//! 1: L24 'F' is declared but has no body [270]
class C{public: void F();}; void OnTick(){ C c; c.F(); }
//=== static_members_14
//! 1: L25 'C' takes 1 arguments, not 0 [199]
class C{public: C(int a){}}; void OnTick(){ C c; }
//=== static_members_15
//! 1: L25 'C' takes 1 arguments, not 2 [199]
class C{public: C(int a){}}; void OnTick(){ C c("x","y"); }
//=== static_members_16
//! 1: L26 'C' is private in 'C' [211]
class C{ C(){} }; void OnTick(){ C c; }
//=== static_members_17
//! 1: L10 method 'F' is declared twice [222]
class C{public: int F(){ return(1); } int F(){ return(2); }};
void OnTick(){}
//=== static_members_18
//! 1: L10 'F' is both member and method [346]
class C{public: int F;int F(){ return(1); }};
void OnTick(){}
//=== static_members_19
//! 1: L26 'a' is private in 'B' [211]
class A{public: int a;}; class B:A{}; void OnTick(){ B b; b.a=1; }
//=== static_members_20
//! 1: L26 'a' is private in 'A' [211]
class A{private: int a;}; class B:public A{public: void F(){ a=1; }};
void OnTick(){}
//=== static_members_21
//! 1: L26 'a' is protected in 'A' [204]
class A{protected: int a;}; void OnTick(){ A x; x.a=1; }
//=== static_members_22
//! 1: L24 'Nobody' is not a known type [256]
class B:public Nobody{};
void OnTick(){}
//=== static_members_23
//! 1: L07 the base is not complete yet
class A:public A{};
void OnTick(){}
//=== static_members_24
//! 1: L07 only a virtual method can be pure [382]
class A{public: void F()=0;}; void OnTick(){ A a; }
//=== static_members_25
//! 1: L07 'A' is abstract: 'F' has no body [383]
class A{public: virtual void F()=0;}; void OnTick(){ A a; a.F(); }
//=== static_members_26
//! 1: L07 'F' overrides nothing [404]
class A{public: void F(){}}; class B:public A{public: void F() override{}};
void OnTick(){}
//=== static_members_27
//! 1: L07 'F' overrides with another result [265]
class A{public: virtual int F(){return(1);}}; class B:public A{public: double F() override{return(1);}};
void OnTick(){}
//=== static_members_28
//! 1: L07 'F' is final in its base [402]
class A{public: virtual void F() final{}}; class B:public A{public: void F() override{}};
void OnTick(){}
//=== static_members_29
//! 1: L24 'this' outside a method
void OnTick(){ this.a=1; }
//=== static_members_30
class A{public: A(const A &o)=delete;};
void OnTick(){}
//=== static_members_31
//! 1: L01 '= default' is C++, not MQL5
class A{public: A()=default;};
void OnTick(){}
//=== static_members_32
//! 1: L05 a structure or class parameter is a reference [293]
class A{public: A(A &&o){}};
void OnTick(){}
//=== static_members_33
//! 1: L24 'm_b' is no member [256]
class A{int m_a; public: A():m_b(1){} };
void OnTick(){}
//=== static_members_34
//! 1: L01 operator ( cannot be overloaded in MQL5 [353]
class A{public: int operator()(int a){ return(a); }};
void OnTick(){}
//=== static_members_35
//! 1: L24 'operator' is not a known type [256]
class A{public: operator int(){ return(1); }};
void OnTick(){}
//=== static_members_36
class C{private: static int n; public: static int Next(){ return(++n); }}; int C::n=0; void OnTick(){ Print(C::Next()); }
//=== static_members_37
class A{protected: int a;public: A():a(1){}}; class B:public A{public: int G(){ return(a); }}; void OnTick(){ B b; Print(b.G()); }
