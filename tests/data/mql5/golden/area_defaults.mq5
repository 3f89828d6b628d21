//=== defaults_1
//! 1: L25 a parameter without default follows one with a default [270]
void f(int a=1,int b){}
void OnTick(){}
//=== defaults_2
//! 1: L25 a changeable reference has no default
void f(int &a=1){}
void OnTick(){}
//=== defaults_3
//! 1: L05 an array parameter is a reference: &a[] [294]
void f(int a[]=NULL){}
void OnTick(){}
//=== defaults_4
//! 1: L24 'g' is not a known function [256]
int n=3; void f(int a=g()){} 
void OnTick(){}
//=== defaults_5
//! 1: L12 default value: no conversion from string to int [180]
void f(int a="x"){}
void OnTick(){}
//=== defaults_6
//! 1: L25 'f' takes 0 to 1 arguments, not 2 [199]
void f(int a=1){} void OnTick(){ f(1,2); }
//=== defaults_7
//! 1: L00 unexpected ')' [149]
void f(int a=1,){}
void OnTick(){}
//=== defaults_8
//! 1: L25 'f' takes 2 arguments, not 1 [199]
void f(int,int){} void OnTick(){ f(1); }
//=== defaults_9
//! 1: L13 functions with '...' are C++, not MQL5 [185]
void f(int a,...){}
void OnTick(){}
//=== defaults_10
//! 1: L13 functions with '...' are C++, not MQL5 [185]
void f(...){}
void OnTick(){}
//=== defaults_11
//! 1: L10 parameter 'a' twice [376]
void f(int a=1,int a=2){}
void OnTick(){}
//=== defaults_12
void f(int a,int b=2,string s=""){ Print(a,b,s); } void OnTick(){ f(1); f(1,2); f(1,2,"x"); }
//=== defaults_13
int f(void){ return(1); } void OnTick(){ Print(f()); }
//=== defaults_14
//! 1: L00 unexpected 'void' [149]
int f(void){ return(1); } void OnTick(){ Print(f(void)); }
