//=== if_expr
//! 1: L02 #if is not an MQL5 preprocessor command [109]
#if 1
#endif
void OnTick(){  }
//=== if_defined
//! 1: L02 #if is not an MQL5 preprocessor command [109]
#if defined(X)
#endif
void OnTick(){  }
//=== elif
//! 2: L02 #elif is not an MQL5 preprocessor command [109]
#ifdef A
#elif B
#endif
void OnTick(){  }
//=== error_dir
//! 1: L02 #error is not an MQL5 preprocessor command [109]
#error x
void OnTick(){  }
//=== warning_dir
//! 1: L02 #warning is not an MQL5 preprocessor command [109]
#warning x
void OnTick(){  }
//=== line_dir
//! 1: L02 #line is not an MQL5 preprocessor command [109]
#line 5
void OnTick(){  }
//=== pragma
//! 1: L02 #pragma is not an MQL5 preprocessor command [109]
#pragma once
void OnTick(){  }
//=== pragma_pack
//! 1: L02 #pragma is not an MQL5 preprocessor command [109]
#pragma pack(1)
void OnTick(){  }
//=== include_next
//! 1: L02 #include_next is not an MQL5 preprocessor command [109]
#include_next <x>
void OnTick(){  }
//=== va_macro
//! 1: L02 macros with '...' are C++, not MQL5 [317]
#define P(...) Print(__VA_ARGS__)
void OnTick(){ P(1); }
//=== va_macro2
//! 1: L02 macros with '...' are C++, not MQL5 [317]
#define P(f,...) PrintFormat(f,__VA_ARGS__)
void OnTick(){  }
//=== va_args
//! 1: L02 '__VA_ARGS__' is C++, not MQL5 [316]
#define P(a) Print(__VA_ARGS__)
void OnTick(){  }
//=== has_include
//! 3: L02 #if is not an MQL5 preprocessor command [109]
#ifdef __has_include
#endif
#if __has_include("x")
#endif
void OnTick(){  }
//=== ifdef_open
//! 1: L02 #ifdef without #endif in this file [372]
#ifdef A
void OnTick(){  }
//=== endif_extra
//! 1: L02 stray #endif [372]
#endif
void OnTick(){  }
//=== else_extra
//! 1: L02 stray #else [372]
#else
void OnTick(){  }
//=== else_twice
//! 3: L02 stray #else [372]
#ifdef A
#else
#else
#endif
void OnTick(){  }
//=== ifdef_noname
//! 1: L02 #ifdef wants one name [109]
#ifdef
#endif
void OnTick(){  }
//=== define_noname
//! 1: L02 #define wants a name [108]
#define
void OnTick(){  }
//=== define_num
//! 1: L02 #define wants a name [108]
#define 1 2
void OnTick(){  }
//=== define_9
//! 1: L02 a macro has at most 8 parameters [319]
#define M(a,b,c,d,e,f,g,h,i) a
void OnTick(){  }
//=== define_badparam
//! 1: L02 bad macro parameter '1' [317]
#define M(1) 2
void OnTick(){  }
//=== include_bare
//! 1: L02 #include wants "file" or <file>
#include nope
void OnTick(){  }
//=== directive_unknown
//! 1: L02 #foo is not an MQL5 preprocessor command [109]
#foo
void OnTick(){  }
//=== undef_none
//! 1: L02 #undef wants one name
#undef
void OnTick(){  }
//=== ifdef_expr
//! 1: L02 #ifdef wants one name [109]
#ifdef A && B
#endif
void OnTick(){  }
//=== macro_again
//? 2: L02 macro 'A' is defined again
#define A 1
#define A 2
void OnTick(){ Print(A); }
