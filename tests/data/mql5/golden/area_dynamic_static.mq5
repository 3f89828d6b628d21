//=== dynamic_static_1
//! 1: L24 'b' is not declared [256]
void OnTick(){ int a[3]; ArrayResize(b,3); }
//=== dynamic_static_2
//! 1: L05 an array's size is positive [188]
void OnTick(){ int a[-1]; }
//=== dynamic_static_3
//! 1: L05 an array's size is positive [188]
void OnTick(){ int a[0]; }
//=== dynamic_static_4
//! 1: L05 an array's size is an integer constant [188]
void OnTick(){ int a[2.5]; }
//=== dynamic_static_5
//! 1: L05 an array's size is an integer constant [188]
void OnTick(){ int a["3"]; }
//=== dynamic_static_6
//! 1: L05 too many values for the array [186]
void OnTick(){ int a[2]={1,2,3}; }
//=== dynamic_static_7
//! 1: L05 only the first dimension may be left open
void OnTick(){ int a[][]; }
//=== dynamic_static_8
//! 1: L05 only the first dimension may be left open
void OnTick(){ int a[3][]; }
//=== dynamic_static_9
//! 1: L05 an array has at most 4 dimensions
void OnTick(){ int a[2][2][2][2][2]; a[0][0][0][0][0]=1; }
//=== dynamic_static_10
//! 1: L05 an array is initialised with a list
void OnTick(){ int a[2]="ab"; }
//=== dynamic_static_11
//! 1: L05 an array is initialised with a list
void OnTick(){ int a[2]=5; }
//=== dynamic_static_12
//! 1: L12 array element: no conversion from string to int [180]
void OnTick(){ int a[]={1,"x"}; }
//=== dynamic_static_13
//! 1: L01 a list initialises arrays and structures only
void OnTick(){ int a[2]={{1},{2}}; }
//=== dynamic_static_14
//! 1: L25 the arguments do not fit the template 'ArrayResize' [166]
void OnTick(){ ArrayResize(5,3); }
//=== dynamic_static_15
//! 1: L25 'ArraySize' takes 1 arguments, not 2 [199]
void OnTick(){ int a[]; int n=ArraySize(a,1); }
//=== dynamic_static_16
//! 1: L26 int[] has no member 'Size' [280]
void OnTick(){ int a[]; a.Size=1; }
//=== dynamic_static_17
//! 1: L05 an array's size is an integer constant [188]
int n=3; int g[n];
void OnTick(){}
//=== dynamic_static_18
//! 1: L05 an array's size is an integer constant [188]
void f(int n){ int a[n]; a[0]=1; }
void OnTick(){}
//=== dynamic_static_19
#define N 4
int g[N+1]; void OnTick(){ g[N]=1; }
//=== dynamic_static_20
void OnTick(){ int a[2][2]={{1,2},{3,4}}; Print(a[1][1]); }
//=== dynamic_static_21
void OnTick(){ double a[]; if(ArrayResize(a,3)==3) a[2]=1.0; }
//=== dynamic_static_22
enum E{A,B,TOTAL}; void OnTick(){ int a[TOTAL]; a[A]=1; }
