//=== loops_etc_1
//! 1: L10 'int' cannot be the name of a variable [149]
void OnTick(){ for(int i=0,int j=0;i<3;i++) Print(i); }
//=== loops_etc_2
//! 1: L00 ')' expected, found ';' [149]
void OnTick(){ for(int i=0;i<3;i++;) Print(i); }
//=== loops_etc_3
//! 1: L00 unexpected 'int' [149]
void OnTick(){ foreach(int i in a) Print(i); }
//=== loops_etc_4
//! 1: L00 unexpected ')' [149]
void OnTick(){ while() Print(1); }
//=== loops_etc_5
//! 1: L00 ';' expected, found 'while' [149]
void OnTick(){ do Print(1) while(false); }
//=== loops_etc_6
//! 1: L01 brace initialisation is C++, not MQL5
void OnTick(){ repeat { } }
//=== loops_etc_7
//! 1: L24 'then' is not a known type [256]
void OnTick(){ if(true) then Print(1); }
//=== loops_etc_8
//! 1: L00 '(' expected, found '{' [149]
void OnTick(){ if(true){ Print(1); } else if { Print(2); } }
//=== loops_etc_9
//! 1: L00 ';' expected, found 'Print' [149]
void OnTick(){ elif(true) Print(1); }
//=== loops_etc_10
//! 1: L00 ';' expected, found '2' [149]
void OnTick(){ break 2; }
//=== loops_etc_11
//! 1: L00 unexpected 'return' [149]
void OnTick(){ return return; }
//=== loops_etc_12
//! 1: L00 unexpected ')' [149]
void OnTick(){ int a=1;; ; Print(a) ; ) }
//=== loops_etc_13
//! 1: L24 'function' is not a known type [256]
void OnTick(){ function f(){} }
//=== loops_etc_14
//! 1: L24 'var' is not a known type [256]
var a=1;
void OnTick(){}
//=== loops_etc_15
//! 1: L24 'let' is not a known type [256]
let a=1;
void OnTick(){}
//=== loops_etc_16
//! 1: L24 'def' is not a known type [256]
def f(){}
void OnTick(){}
//=== loops_etc_17
//! 1: L24 'fn' is not a known type [256]
fn f(){}
void OnTick(){}
//=== loops_etc_18
//! 1: L24 'import' is not a known type [256]
import "x.dll";
void OnTick(){}
//=== loops_etc_19
//! 1: L24 'public' is not a known type [256]
public void f(){}
void OnTick(){}
//=== loops_etc_20
//! 1: L27 namespace is not supported by mql5c
namespace N{ int a; }
void OnTick(){}
//=== loops_etc_21
//! 1: L01 'using' is C++, not MQL5
using namespace std;
void OnTick(){}
//=== loops_etc_22
//! 1: L01 typedef names function types only in MQL5
typedef int I;
void OnTick(){}
//=== loops_etc_23
//! 1: L24 'struct' is not a known type [256]
typedef struct S{int a;} S;
void OnTick(){}
//=== loops_etc_24
//! 1: L07 a structure needs a name
union{int a;} u;
void OnTick(){}
//=== loops_etc_25
//! 1: L01 'static_assert' is C++, not MQL5
static_assert(true);
void OnTick(){}
//=== loops_etc_26
//! 1: L01 'inline' is C++, not MQL5
inline int f(){ return(1); }
void OnTick(){}
//=== loops_etc_27
//! 1: L01 'register' is C++, not MQL5
register int a=1;
void OnTick(){}
//=== loops_etc_28
//! 1: L01 'volatile' is C++, not MQL5
volatile int a=1;
void OnTick(){}
//=== loops_etc_29
//! 1: L01 'mutable' is C++, not MQL5
mutable int a=1;
void OnTick(){}
//=== loops_etc_30
//! 1: L01 'thread_local' is C++, not MQL5
thread_local int a=1;
void OnTick(){}
//=== loops_etc_31
//! 1: L24 'b' is not declared [256]
extern int a; void OnTick(){ Print(b); }
//=== loops_etc_32
//! 1: L01 'long long' is C++, not MQL5
long long a=1;
void OnTick(){}
//=== loops_etc_33
//! 1: L01 'short int' is C++, not MQL5
short int a=1;
void OnTick(){}
//=== loops_etc_34
//! 1: L01 'unsigned' is C++, not MQL5
unsigned a=1;
void OnTick(){}
//=== loops_etc_35
//! 1: L01 'signed' is C++, not MQL5
signed char a=1;
void OnTick(){}
//=== loops_etc_36
//! 1: L01 'wchar_t' is C++, not MQL5
wchar_t c='a';
void OnTick(){}
//=== loops_etc_37
//! 1: L01 'size_t' is C++, not MQL5
size_t n=1;
void OnTick(){}
//=== loops_etc_38
//! 1: L01 'int8_t' is C++, not MQL5
int8_t n=1;
void OnTick(){}
//=== loops_etc_39
//! 1: L24 'bool_t' is not a known type [256]
bool_t b=true;
void OnTick(){}
//=== loops_etc_40
//! 1: L24 'byte' is not a known type [256]
byte b=1;
void OnTick(){}
//=== loops_etc_41
//! 1: L24 'String' is not a known type [256]
String s="x";
void OnTick(){}
//=== loops_etc_42
//! 1: L24 'float32' is not a known type [256]
float32 f=1;
void OnTick(){}
//=== loops_etc_43
//! 1: L03 pointers exist to classes only [253]
void *p=NULL;
void OnTick(){}
//=== loops_etc_44
//! 1: L03 pointers exist to classes only [253]
int *p;
void OnTick(){}
//=== loops_etc_45
//! 1: L03 pointers exist to classes only [253]
int **p;
void OnTick(){}
//=== loops_etc_46
//! 1: L03 pointers exist to classes only [253]
char *s="x";
void OnTick(){}
//=== loops_etc_47
//! 1: L03 pointers exist to classes only [253]
const char *s="x";
void OnTick(){}
//=== loops_etc_48
//! 1: L01 function pointers of this form are C++, not MQL5
int (*f)(int);
void OnTick(){}
//=== loops_etc_49
//! 1: L03 pointers exist to classes only [253]
void OnTick(){ int a=1; int *p=&a; *p=2; }
//=== loops_etc_50
//! 1: L03 delete wants an object pointer [237]
void OnTick(){ delete 5; }
//=== loops_etc_51
//! 1: L03 pointers exist to classes only [253]
void OnTick(){ int *p=new int; }
//=== loops_etc_52
//! 1: L00 '(' expected, found '...' [149]
void OnTick(){ Print(sizeof...(a)); }
//=== loops_etc_53
//! 1: L00 ':' expected, found ')' [149]
void OnTick(){ Print(a ? b); }
//=== loops_etc_54
//! 1: L00 unexpected character '@' [106]
void OnTick(){ @"x"; }
//=== loops_etc_55
//! 1: L00 unknown escape '\u' [159]
void OnTick(){ Print('\u0041'); }
//=== loops_etc_56
//! 1: L01 suffix behind the number 0 is not MQL5
void OnTick(){ Print(0o17); }
//=== loops_etc_57
//! 1: L00 exponent without digits
void OnTick(){ Print(1e); }
//=== loops_etc_58
//! 1: L01 suffix behind the number 1.0 is not MQL5
void OnTick(){ Print(1.f); Print(1.0d); }
//=== loops_etc_59
//! 1: L01 suffix behind the number 1 is not MQL5
void OnTick(){ Print(1_000); }
//=== loops_etc_60
//! 1: L01 suffix behind the number 0x1 is not MQL5
void OnTick(){ Print(0x1p3); }
//=== loops_etc_61
typedef double (*TF)(double,double); void OnTick(){}
//=== loops_etc_62
void OnTick(){ Print(1e5,1.5e-3,.5,5.,0x1F,0b101,'A','\n','\x41',1.5f); }
