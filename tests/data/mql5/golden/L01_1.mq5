//=== brace_init
//! 2: L01 initialisation without '=' is C++, not MQL5

void OnTick(){ int a{1}; Print(a); }
//=== brace_assign
//! 2: L01 a list initialises arrays and structures only

void OnTick(){ int a={1}; Print(a); }
//=== init_list_ret
//! 1: L01 brace initialisation is C++, not MQL5
struct S{int a;}; S g(){ return {1}; }
void OnTick(){ Print(g()); }
//=== std
//! 2: L01 'std' is C++, not MQL5

void OnTick(){ std::vector<int> v; }
//=== auto
//! 2: L01 'auto' is C++, not MQL5

void OnTick(){ auto a=1; }
//=== decltype
//! 2: L01 'decltype' is C++, not MQL5

void OnTick(){ int a=1; decltype(a) b=2; }
//=== lambda
//! 2: L01 lambdas and attributes are C++, not MQL5

void OnTick(){ [](int a){ Print(a); }(1); }
//=== nullptr
//! 2: L01 'nullptr' is C++, not MQL5

void OnTick(){ int *p=nullptr; }
//=== nullptr2
//! 2: L01 'nullptr' is C++, not MQL5
class C{};
void OnTick(){ C *p=nullptr; }
//=== enum_class
//! 1: L01 scoped enumerations are C++, not MQL5
enum class E{A};void OnTick(){  }
//=== enum_struct
//! 1: L01 scoped enumerations are C++, not MQL5
enum struct E{A};void OnTick(){  }
//=== enum_base
//! 1: L01 an enumeration has no underlying type in MQL5
enum E:int{A};void OnTick(){  }
//=== range_for
//! 2: L01 range-based for is C++, not MQL5

void OnTick(){ int a[3]; for(int x:a) Print(x); }
//=== range_for2
//! 2: L01 'auto' is C++, not MQL5

void OnTick(){ int a[3]; for(auto &x:a) Print(x); }
//=== static_assert
//! 1: L01 'static_assert' is C++, not MQL5
static_assert(sizeof(int)==4,"x");void OnTick(){  }
//=== static_assert2
//! 2: L01 'static_assert' is C++, not MQL5

void OnTick(){ static_assert(1,"x"); }
//=== noexcept
//! 1: L01 'noexcept' is C++, not MQL5
void f() noexcept {}void OnTick(){  }
//=== structured
//! 2: L01 'auto' is C++, not MQL5

void OnTick(){ auto [a,b]=f(); }
//=== alignas
//! 2: L01 'alignas' is C++, not MQL5

void OnTick(){ alignas(8) int a; }
//=== extern_c
//! 1: L01 extern "C" is C++, not MQL5
extern "C" int f();void OnTick(){  }
//=== extern_c2
//! 1: L01 extern "C" is C++, not MQL5
extern "C" { int f(){return 1;} }void OnTick(){  }
//=== friend
//! 1: L01 'friend' is C++, not MQL5
class A{ friend class B; };void OnTick(){  }
//=== try
//! 2: L01 'try' is C++, not MQL5

void OnTick(){ try{ Print(1);}catch(...){} }
//=== throw
//! 2: L01 'throw' is C++, not MQL5

void OnTick(){ throw 1; }
//=== goto
//! 2: L01 'goto' is C++, not MQL5

void OnTick(){ l: Print(1); goto l; }
//=== asm
//! 2: L01 'asm' is C++, not MQL5

void OnTick(){ asm("nop"); }
//=== asm2
//! 2: L01 brace initialisation is C++, not MQL5

void OnTick(){ __asm { nop } }
//=== digit_sep
//! 2: L01 digit separators are C++, not MQL5

void OnTick(){ int a=1'000; }
//=== bin_bad
//! 2: L01 suffix behind the number 0b1 is not MQL5

void OnTick(){ int a=0b12; }
//=== hex_bad
//! 2: L01 suffix behind the number 0x is not MQL5

void OnTick(){ int a=0xZZ; }
//=== oct
//! 2: L01 suffix behind the number 1 is not MQL5

void OnTick(){ int a=1u; }
//=== suffixL
//! 2: L01 suffix behind the number 1 is not MQL5

void OnTick(){ long a=1L; }
//=== suffixLL
//! 2: L01 suffix behind the number 1 is not MQL5

void OnTick(){ long a=1LL; }
//=== suffixUL
//! 2: L01 suffix behind the number 1 is not MQL5

void OnTick(){ ulong a=1UL; }
//=== char16
//! 2: L01 character prefix 'u' is C++, not MQL5

void OnTick(){ ushort c=u'a'; }
//=== L_char
//! 2: L01 character prefix 'L' is C++, not MQL5

void OnTick(){ ushort c=L'a'; }
//=== U_str
//! 2: L01 string prefix 'U' is C++, not MQL5

void OnTick(){ string s=U"a"; }
//=== u_str
//! 2: L01 string prefix 'u' is C++, not MQL5

void OnTick(){ string s=u"a"; }
//=== LR_str
//! 2: L01 string prefix 'LR' is C++, not MQL5

void OnTick(){ string s=LR"(a)"; }
//=== member_brace
//! 1: L01 initialisation without '=' is C++, not MQL5
struct S{int a{1};};void OnTick(){  }
//=== new_arr2
//! 2: L01 new[] is C++, not MQL5
class C{};
void OnTick(){ C *p=new C[3]; }
//=== new_place
//! 2: L01 placement new is C++, not MQL5
class C{};
void OnTick(){ C *p=new (buf) C; }
//=== del_arr
//! 2: L01 delete[] is C++, not MQL5 [235]
class C{};
void OnTick(){ C *p=new C; delete[] p; }
//=== const_cast
//! 2: L01 'const_cast' is C++, not MQL5

void OnTick(){ const int a=1; int b=const_cast<int>(a); }
//=== reinterpret
//! 2: L01 'reinterpret_cast' is C++, not MQL5

void OnTick(){ long a=reinterpret_cast<long>(1); }
//=== static_cast
//! 2: L01 'static_cast' is C++, not MQL5

void OnTick(){ int a=static_cast<int>(1.5); }
//=== typeid
//! 2: L01 'typeid' is C++, not MQL5

void OnTick(){ Print(typeid(int).name()); }
//=== concept
//! 1: L01 'concept' is C++, not MQL5
template<typename T> concept C=true;void OnTick(){  }
//=== requires
//! 1: L01 'requires' is C++, not MQL5
template<typename T> requires true void f(T a){}void OnTick(){  }
//=== co_await
//! 2: L01 'co_await' is C++, not MQL5

void OnTick(){ co_await x; }
//=== co_return
//! 2: L01 'co_return' is C++, not MQL5

void OnTick(){ co_return 1; }
//=== import_cpp20
//! 1: L01 'std' is C++, not MQL5
import std;
void OnTick(){  }
//=== attr
//! 1: L01 lambdas and attributes are C++, not MQL5
[[nodiscard]] int f(){ return 1; }void OnTick(){  }
//=== attr2
//! 2: L01 lambdas and attributes are C++, not MQL5

void OnTick(){ [[maybe_unused]] int a=1; }
//=== attr3
//! 1: L01 attributes are C++, not MQL5
struct [[deprecated]] S{int a;};void OnTick(){  }
//=== attr4
//! 1: L01 '__attribute__' is C++, not MQL5
__attribute__((unused)) int x;void OnTick(){  }
//=== declspec
//! 1: L01 '__declspec' is C++, not MQL5
__declspec(dllexport) int f(){return 1;}void OnTick(){  }
//=== trailing
//! 1: L01 '->' is C++; MQL5 writes '.'
auto f()->int{ return 1; }void OnTick(){  }
//=== refqual
//! 1: L01 reference qualifiers are C++, not MQL5
class A{ public: void f() & {} };void OnTick(){  }
//=== bitfield
//! 1: L01 bit fields are C++, not MQL5
struct S{int a:3;};void OnTick(){  }
//=== bitfield2
//! 1: L01 bit fields are C++, not MQL5
struct S{uint a:1; uint b:2;};void OnTick(){  }
//=== arrow
//! 2: L01 '->' is C++; MQL5 writes '.'
class C{public:int a;};
void OnTick(){ C *p=new C; p->a=1; }
//=== arrow_struct
//! 2: L01 '->' is C++; MQL5 writes '.'
struct S{int a;};
void OnTick(){ S s; s->a=1; }
//=== ret_arr
//! 1: L01 structured bindings are C++, not MQL5
int[] f(){ }void OnTick(){  }
//=== name_digit
//! 2: L01 suffix behind the number 1 is not MQL5

void OnTick(){ int 1a=1; }
//=== arrow_star
//! 2: L01 '->' is C++; MQL5 writes '.'

void OnTick(){ a->*b; }
//=== designated
//! 2: L01 designated initialisers are C++, not MQL5
struct S{int a;};
void OnTick(){ S s={.a=1}; }
//=== designated_arr
//! 2: L01 lambdas and attributes are C++, not MQL5

void OnTick(){ int a[3]={[1]=2}; }
//=== default_ctor
//! 1: L01 '= default' is C++, not MQL5
class A{ public: A()=default; };void OnTick(){  }
//=== default_dtor
//! 1: L01 '= default' is C++, not MQL5
class A{ public: ~A()=default; };void OnTick(){  }
//=== op_call
//! 1: L01 operator ( cannot be overloaded in MQL5 [353]
class A{ public: int operator()(int a){ return a; } };void OnTick(){  }
//=== op_arrow
//! 1: L01 '->' is C++; MQL5 writes '.'
class A{ public: A *operator->(){ return NULL; } };void OnTick(){  }
//=== op_comma
//! 1: L01 operator , cannot be overloaded in MQL5 [353]
class A{ public: void operator,(int a){} };void OnTick(){  }
//=== using_alias
//! 1: L01 'using' is C++, not MQL5
using T=int;void OnTick(){  }
//=== using_ns
//! 1: L01 'using' is C++, not MQL5
using namespace std;void OnTick(){  }
//=== typedef_plain
//! 1: L01 typedef names function types only in MQL5
typedef int T;void OnTick(){  }
//=== virtual_inherit
//! 1: L01 virtual inheritance is C++, not MQL5
class A{}; class B:virtual public A{};void OnTick(){  }
//=== temp_obj
//! 1: L01 temporary objects are C++, not MQL5 [305]
struct S{int a; S(int x){a=x;}}; void f(){ S s=S(1); }void OnTick(){  }
//=== explicit
//! 1: L01 'explicit' is C++, not MQL5
class A{ public: explicit A(int x){} };void OnTick(){  }
//=== mutable
//! 1: L01 'mutable' is C++, not MQL5
class A{ mutable int a; };void OnTick(){  }
//=== volatile
//! 1: L01 'volatile' is C++, not MQL5
volatile int a;void OnTick(){  }
//=== register
//! 1: L01 'register' is C++, not MQL5
void f(){ register int a=1; }void OnTick(){  }
//=== inline
//! 1: L01 'inline' is C++, not MQL5
inline int f(){ return 1; }void OnTick(){  }
//=== constexpr
//! 1: L01 'constexpr' is C++, not MQL5
constexpr int a=1;void OnTick(){  }
//=== thread_local
//! 1: L01 'thread_local' is C++, not MQL5
thread_local int a;void OnTick(){  }
//=== unsigned
//! 1: L01 'unsigned' is C++, not MQL5
unsigned int a;void OnTick(){  }
//=== signed
//! 1: L01 'signed' is C++, not MQL5
signed char a;void OnTick(){  }
//=== longlong
//! 1: L01 'long long' is C++, not MQL5
long long a;void OnTick(){  }
//=== longint
//! 1: L01 'long int' is C++, not MQL5
long int a;void OnTick(){  }
//=== shortint
//! 1: L01 'short int' is C++, not MQL5
short int a;void OnTick(){  }
//=== longdouble
//! 1: L01 'long double' is C++, not MQL5
long double a;void OnTick(){  }
//=== int64
//! 1: L01 'int64_t' is C++, not MQL5
int64_t a;void OnTick(){  }
//=== uint8
//! 1: L01 'uint8_t' is C++, not MQL5
uint8_t a;void OnTick(){  }
//=== size_t
//! 1: L01 'size_t' is C++, not MQL5
size_t a;void OnTick(){  }
//=== wchar
//! 1: L01 'wchar_t' is C++, not MQL5
wchar_t a;void OnTick(){  }
//=== fnptr
//! 1: L01 function pointers of this form are C++, not MQL5
int (*fp)(int);void OnTick(){  }
//=== template_using
//! 1: L01 'using' is C++, not MQL5
template<typename T> using V=T;void OnTick(){  }
//=== decl_cond
//! 2: L01 a declaration in a condition is C++, not MQL5

void OnTick(){ if(int a=1) Print(a); }
//=== decl_while
//! 2: L01 a declaration in a condition is C++, not MQL5

void OnTick(){ while(int a=1) break; }
//=== if_init
//! 2: L01 a declaration in a condition is C++, not MQL5

void OnTick(){ if(int a=1;a>0) Print(a); }
//=== if_constexpr
//! 2: L01 'constexpr' is C++, not MQL5

void OnTick(){ if constexpr(true) Print(1); }
//=== raw_str
//! 2: L01 string prefix 'R' is C++, not MQL5

void OnTick(){ string s=R"(a)"; }
//=== udl
//! 2: L01 user-defined literals are C++, not MQL5

void OnTick(){ string s="x"_s; }
//=== udl2
//! 2: L01 suffix behind the number 5 is not MQL5

void OnTick(){ int a=5_km; }
//=== hexfloat
//! 2: L01 suffix behind the number 0x1 is not MQL5

void OnTick(){ double a=0x1p3; }
//=== paren_init
//! 2: L01 initialisation without '=' is C++, not MQL5

void OnTick(){ int a(5); }
//=== ctor_init_eq
//! 2: L01 temporary objects are C++, not MQL5 [305]
class C{public:C(int a){} C(){} };
void OnTick(){ C c=C(1); }
