//=== arrays_by_reference_1
//! 1: L05 an array parameter is a reference: &a[] [294]
void f(int a[]){ Print(a[0]); }
void OnTick(){}
//=== arrays_by_reference_2
//! 1: L25 argument 'a' of 'f': int[3]& wanted, int[2] given [reference needs the same type] [201]
void f(int &a[3]){ Print(a[0]); } void OnTick(){ int b[2]; f(b); }
//=== arrays_by_reference_3
//! 1: L25 argument 'a' of 'f': int[]& wanted, int given [reference needs the same type] [201]
void f(int &a[]){ a[0]=1; } void OnTick(){ int b; f(b); }
//=== arrays_by_reference_4
//! 1: L25 argument 'a' of 'f': int[]& wanted, long[2] given [reference needs the same type] [201]
void f(int &a[]){ a[0]=1; } void OnTick(){ long b[2]; f(b); }
//=== arrays_by_reference_5
//! 1: L25 argument 'a' of 'f': double[]& wanted, float[2] given [reference needs the same type] [201]
void f(double &a[]){ a[0]=1; } void OnTick(){ float b[2]; f(b); }
//=== arrays_by_reference_6
//! 1: L25 argument 'a' of 'f': int[]& wanted, int[2][2] given [reference needs the same type] [201]
void f(int &a[]){ a[0]=1; } void OnTick(){ int b[2][2]; f(b); }
//=== arrays_by_reference_7
//! 1: L05 only the first dimension may be left open
void f(int &a[][]){ Print(1); }
void OnTick(){}
//=== arrays_by_reference_8
//! 1: L01 brace initialisation is C++, not MQL5
void f(int &a[]){ Print(a[0]); } void OnTick(){ f({1,2}); }
//=== arrays_by_reference_9
//! 1: L04 a function returns no array
int f()[]{ return(0); }
void OnTick(){}
//=== arrays_by_reference_10
//! 1: L01 structured bindings are C++, not MQL5
int[] f(){ int a[]; return(a); }
void OnTick(){}
//=== arrays_by_reference_11
//! 1: L01 structured bindings are C++, not MQL5
int[] a;
void OnTick(){}
//=== arrays_by_reference_12
//! 1: L12 '+' between int[2] and int [150]
void OnTick(){ int a[2],b[2]; a=b+1; }
//=== arrays_by_reference_13
//! 1: L26 '++' wants a number
void OnTick(){ int a[2]; a++; }
//=== arrays_by_reference_14
//! 1: L12 a condition is no int[2] [180]
void OnTick(){ int a[2]; if(a) Print(1); }
//=== arrays_by_reference_15
//! 1: L12 cannot compare int[2] with int[2] [180]
void OnTick(){ int a[2]; Print(a==a); }
//=== arrays_by_reference_16
//! 1: L26 an index is an integer [173]
void OnTick(){ int a[2]; a["x"]=1; }
//=== arrays_by_reference_17
//! 1: L26 an index is an integer [173]
void OnTick(){ int a[2]; a[1.5]=1; }
//=== arrays_by_reference_18
//! 1: L26 int is no array [241]
void OnTick(){ int a; a[0]=1; }
//=== arrays_by_reference_19
//! 1: L05 arrays are copied with ArrayCopy
void OnTick(){ int a[2][2]; a[0]=1; }
//=== arrays_by_reference_20
//! 1: L26 int is no array [241]
void OnTick(){ int a[2]; a[0][0]=1; }
//=== arrays_by_reference_21
//! 1: L22 an index is one expression; dimensions are written a[i][j]
void OnTick(){ int a[2][2]; a[0,1]=1; }
//=== arrays_by_reference_22
void f(int &a[][3]){ a[0][2]=1; } void OnTick(){ int b[2][3]; f(b); }
//=== arrays_by_reference_23
void f(string &a[]){ a[0]="x"; } void OnTick(){ string b[1]; f(b); }
