//=== import_open
//! 1: L09 #import is not closed [300]
#import "x.dll"
int f();
void OnTick(){  }
//=== import_body
//! 2: L09 an #import block holds prototypes only
#import "x.dll"
int f(){ return 1; }
#import
void OnTick(){  }
//=== import_struct_ret
//! 3: L09 an imported function returns no structure and no pointer [378]
struct S{int a;};
#import "x.dll"
S f();
#import
void OnTick(){  }
//=== import_str_arr
//! 2: L09 parameter 's' cannot cross #import [298]
#import "x.dll"
int f(string &s[]);
#import
void OnTick(){  }
//=== import_class
//! 3: L09 parameter 'c' cannot cross #import [298]
class C{};
#import "x.dll"
int f(C &c);
#import
void OnTick(){  }
//=== import_ptr
//! 3: L09 parameter 'c' cannot cross #import [298]
class C{};
#import "x.dll"
int f(C *c);
#import
void OnTick(){  }
//=== import_struct_str
//! 3: L09 parameter 's' cannot cross #import [298]
struct S{string a;};
#import "x.dll"
int f(S &s);
#import
void OnTick(){  }
//=== import_struct_dyn
//! 3: L09 parameter 's' cannot cross #import [298]
struct S{int a[];};
#import "x.dll"
int f(S &s);
#import
void OnTick(){  }
//=== import_var
//! 2: L09 an #import block holds prototypes only
#import "x.dll"
int a;
#import
void OnTick(){  }
//=== import_noquote
//! 1: L09 #import wants "module"
#import x.dll
int f();
#import
void OnTick(){  }
//=== import_in_fn
//! 2: L09 #import stands at global scope
void OnTick(){
#import "x.dll"
int f();
#import
}
//=== import_cpp
//! 2: L09 an #import block holds prototypes only
#import "x.dll"
int __stdcall f(int a);
#import
void OnTick(){  }
//=== module
//? 2: L09 the imported module is SignalOSBridge.dll, not user32.dll
#import "user32.dll"
int f();
#import
void OnTick(){ f(); }
//=== path
//? 1: L09 an imported module is named without a path
#import "x\\SignalOSBridge.dll"
int f();
#import
void OnTick(){ f(); }
