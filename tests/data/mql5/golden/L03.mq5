//=== new_arr
//! 2: L03 pointers exist to classes only [253]

void OnTick(){ int *p=new int[3]; }
//=== new_int
//! 2: L03 pointers exist to classes only [253]

void OnTick(){ int *p=new int(3); }
//=== ptr_int
//! 2: L03 pointers exist to classes only [253]

void OnTick(){ int *p; }
//=== ptr_struct
//! 2: L03 pointers exist to classes only [253]
struct S{int a;};
void OnTick(){ S *p=NULL; }
//=== ptr_param
//! 1: L03 pointers exist to classes only [253]
void f(double *p){}
void OnTick(){  }
//=== addr_int
//! 2: L03 an address exists of class objects only [253]
void f(int x){}
void OnTick(){ int a=1; f(&a); }
//=== addr_struct
//! 2: L03 an address exists of class objects only [253]
struct S{int a;};
void OnTick(){ S s; Print(&s); }
//=== deref
//! 2: L03 there is no dereferencing in MQL5 [253]

void OnTick(){ int a=1; int b=*a; }
//=== deref_obj
//! 2: L03 there is no dereferencing in MQL5 [253]
class C{public:int a;};
void OnTick(){ C *p=new C; (*p).a=1; }
//=== ptr_ptr
//! 2: L03 there are no pointers to pointers [250]
class C{};
void OnTick(){ C **p; }
//=== void_ptr
//! 2: L03 pointers exist to classes only [253]

void OnTick(){ void *p; }
//=== char_ptr
//! 2: L03 pointers exist to classes only [253]

void OnTick(){ const char *s="x"; }
//=== ptr_ret
//! 1: L03 pointers exist to classes only [253]
int *f(){ return NULL; }
void OnTick(){  }
//=== three_amp
//! 2: L03 an address exists of class objects only [253]

void OnTick(){ bool b=true &&& false; }
//=== double_op
//! 2: L03 there is no dereferencing in MQL5 [253]

void OnTick(){ int a=1 * * 2; }
//=== op_new
//! 1: L03 pointers exist to classes only [253]
class A{ public: void *operator new(uint n){ return NULL; } };void OnTick(){  }
//=== import_ptr_param
//! 2: L03 pointers exist to classes only [253]
#import "x.dll"
int f(uchar *b,int n);
#import
void OnTick(){  }
//=== delete_int
//! 2: L03 delete wants an object pointer [237]

void OnTick(){ int a=1; delete a; }
//=== delete_obj
//! 2: L03 delete wants an object pointer [237]
class C{};
void OnTick(){ C c; delete c; }
//=== new_struct
//! 2: L03 pointers exist to classes only [253]
struct S{int a;};
void OnTick(){ S *s=new S; }
//=== dyn_cast_bad
//! 2: L03 dynamic_cast makes a pointer to a class [384]

void OnTick(){ int a=dynamic_cast<int>(1.5); }
//=== getptr_int
//! 2: L03 CheckPointer wants an object of a class [253]

void OnTick(){ int a=1; Print(CheckPointer(a)); }
//=== new
//? 1: L03 the house subset has no object pointers
class C{}; void OnTick(){ C *c=new C; delete c; }
//=== address
//? 1: L03 the house subset has no object pointers
class C{public: int a;}; void OnTick(){ C c; C *p=&c; p.a=1; }
