//=== ref_local
//! 2: L04 references exist as parameters only [229]

void OnTick(){ int a=1; int &r=a; Print(r); }
//=== ret_arr2
//! 1: L04 a function returns no array
int f()[] { }void OnTick(){  }
//=== ret_ref
//! 1: L04 references exist as parameters only [229]
int g; int &f(){ return g; }void OnTick(){  }
//=== ref_member
//! 1: L04 references exist as parameters only [229]
class A{ int &r; };void OnTick(){  }
//=== ref_global
//! 1: L04 references exist as parameters only [229]
int a; int &b=a;void OnTick(){  }
//=== copy
//? 1: L04 parameter 'a' is a copy: its change reaches nobody
void f(int a){ a=3; Print(a); } void OnTick(){ f(1); }
