//=== define_1
//! 1: L02 #define wants a name [108]
#define

void OnTick(){}
//=== define_2
//! 1: L01 suffix behind the number 1 is not MQL5
#define 1A 2
void OnTick(){}
//=== define_3
//! 1: L02 bad macro parameters [317]
#define A(x x
void OnTick(){}
//=== define_4
//! 1: L02 two macro parameters of one name [317]
#define A(x,x) x
void OnTick(){}
//=== define_5
//! 2: L25 macro gets the wrong number of arguments [318]
#define A(x) x
void OnTick(){ Print(A()); }
//=== define_6
//! 2: L25 macro gets the wrong number of arguments [318]
#define A(x) x
void OnTick(){ Print(A(1,2)); }
//=== define_7
//! 2: L24 'A' is not declared [256]
#define A(x) x
void OnTick(){ Print(A); }
//=== define_8
//! 2: L24 'B' is not declared [256]
#define A B
void OnTick(){ Print(A); }
//=== define_9
#define A(x) #x
void OnTick(){ Print(A(1)); }
//=== define_10
#define A(x,y) x##y
void OnTick(){ int A(a,b)=1; }
//=== define_11
//! 1: L02 macros with '...' are C++, not MQL5 [317]
#define A(...) Print(__VA_ARGS__)
void OnTick(){ A(1); }
//=== define_12
//! 1: L02 #undef wants one name
#undef
void OnTick(){}
//=== define_13
//! 1: L02 #ifdef wants one name [109]
#ifdef
#endif
void OnTick(){}
//=== define_14
//! 1: L02 #ifdef without #endif in this file [372]
#ifndef X
void OnTick(){}
//=== define_15
//! 1: L02 stray #endif [372]
#endif
void OnTick(){}
//=== define_16
//! 1: L02 stray #else [372]
#else
#endif
void OnTick(){}
//=== define_17
//! 3: L02 stray #else [372]
#ifdef X
#else
#else
#endif
void OnTick(){}
//=== define_18
//! 1: L02 #if is not an MQL5 preprocessor command [109]
#if defined(X)
#endif
void OnTick(){}
//=== define_19
//! 1: L02 #elif is not an MQL5 preprocessor command [109]
#elif 1
void OnTick(){}
//=== define_20
//! 1: L02 #ifdef wants one name [109]
#ifdef X && Y
#endif
void OnTick(){}
//=== define_21
//! 1: L02 #error is not an MQL5 preprocessor command [109]
#error "x"
void OnTick(){}
//=== define_22
//! 1: L02 #warning is not an MQL5 preprocessor command [109]
#warning "x"
void OnTick(){}
//=== define_23
//! 1: L02 #line is not an MQL5 preprocessor command [109]
#line 3
void OnTick(){}
//=== define_24
//! 1: L02 #include wants "file" or <file>
#include
void OnTick(){}
//=== define_25
//! 1: L23 cannot open 'nobody.mqh' [100]
#include "nobody.mqh"
void OnTick(){}
//=== define_26
//! 1: L23 cannot find <nobody.mqh>: no include folder given (-I) [100]
#include <nobody.mqh>
void OnTick(){}
//=== define_27
//! 1: L02 #include wants "file" or <file>
#include nobody
void OnTick(){}
//=== define_28
//! 1: L09 #import closes nothing [300]
#import
#import
int f();
void OnTick(){}
//=== define_29
//! 1: L02 #resource wants "file" [309]
#resource
void OnTick(){}
//=== define_30
//! 1: L02 'int' is a word of the language [108]
#define int long
void OnTick(){ int a=1; Print(a); }
//=== define_31
//! 3: L00 ')' expected, found '2' [149]
#define A \
 1 2
void OnTick(){ Print(A); }
//=== define_32
//! 1: L01 '__cplusplus' is C++, not MQL5
void OnTick(){ Print(__cplusplus); }
//=== define_33
//! 1: L24 '__VA_ARGS__' is not declared [256]
void OnTick(){ Print(__VA_ARGS__); }
//=== define_34
//! 1: L24 '__func__' is not declared [256]
void OnTick(){ Print(__func__); }
//=== define_35
#define SQ(x) ((x)*(x))
#define N 3
#ifdef N
#ifndef M
#define M N
#endif
#endif
#undef N
void OnTick(){ Print(SQ(M_PI),__FILE__,__LINE__,__FUNCTION__,__MQL5BUILD__); }
//=== define_36
#define MAX2(a,b) ((a)>(b) ? (a) : (b))
void OnTick(){ Print(MAX2(1,2)); }
