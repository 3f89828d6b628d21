//=== type_arr_assign
//! 2: L05 arrays are copied with ArrayCopy

void OnTick(){ int a[3],b[3]; a=b; }
//=== type_int_arr
//! 2: L05 an array is initialised with a list

void OnTick(){ int a[]=5; }
//=== arr_val
//! 1: L05 an array parameter is a reference: &a[] [294]
void f(int a[]){}void OnTick(){  }
//=== struct_val
//! 1: L05 a structure or class parameter is a reference [293]
struct S{int a;}; void f(S s){}void OnTick(){  }
//=== class_val
//! 1: L05 a structure or class parameter is a reference [293]
class S{}; void f(S s){}void OnTick(){  }
//=== tick_val
//! 1: L05 a structure or class parameter is a reference [293]
void f(MqlTick t){}void OnTick(){  }
//=== vla
//! 2: L05 an array's size is an integer constant [188]

void OnTick(){ int n=3; int a[n]; }
//=== neg_arr
//! 2: L05 an array's size is positive [188]

void OnTick(){ int a[-1]; }
//=== zero_arr
//! 2: L05 an array's size is positive [188]

void OnTick(){ int a[0]; }
//=== dbl_arr
//! 2: L05 an array's size is an integer constant [188]

void OnTick(){ int a[1.5]; }
//=== str_arr
//! 2: L05 an array's size is an integer constant [188]

void OnTick(){ int a["x"]; }
//=== arr5
//! 2: L05 an array has at most 4 dimensions

void OnTick(){ int a[1][1][1][1][1]; }
//=== arr_open2
//! 2: L05 only the first dimension may be left open

void OnTick(){ int a[2][]; }
//=== idx_const
//! 2: L05 index is out of the array's range [218]

void OnTick(){ int a[3]; a[3]=1; }
//=== idx_neg
//! 2: L05 index is out of the array's range [218]

void OnTick(){ int a[3]; a[-1]=1; }
//=== init_many
//! 2: L05 too many values for the array [186]

void OnTick(){ int a[2]={1,2,3}; }
//=== resize_static
//! 2: L05 ArrayResize wants a dynamic array [142]

void OnTick(){ int a[3]; ArrayResize(a,5); }
