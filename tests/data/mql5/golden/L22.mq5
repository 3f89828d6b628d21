//=== comma_expr
//! 2: L22 the comma operator stands in for() only

void OnTick(){ int a=(1,2); }
//=== comma_stmt
//! 2: L22 the comma operator stands in for() only

void OnTick(){ int a,b; a=1,b=2; }
//=== comma_idx
//! 2: L22 an index is one expression; dimensions are written a[i][j]

void OnTick(){ int a[2][2]; a[0,1]=1; }
//=== nested_fn
//! 1: L22 functions do not nest
void OnTick(){ void f(){ } }
//=== local_class
//! 2: L22 types are declared at global scope

void OnTick(){ class A{ void f(){} }; }
//=== local_struct_m
//! 2: L22 types are declared at global scope

void OnTick(){ struct A{ void f(){} }; }
//=== elab
//! 1: L22 types are declared at global scope
struct S{int a;}; void f(){ struct S s; }void OnTick(){  }
//=== template_local
//! 1: L22 types are declared at global scope
void OnTick(){ template<typename T> void f(T a){} }
//=== label
//! 2: L22 there are no labels in MQL5

void OnTick(){ x: Print(1); }
//=== block_label
//! 2: L22 there are no labels in MQL5

void OnTick(){ retry: for(;;) break; }
//=== trailing_comma
//? 1: L22 a comma stands before the closing brace
int g[2]={1,2,};
void OnTick(){ Print(g[0]); }
//=== brackets
//? 1: L22 brackets around a single value
void OnTick(){ int a=1; int b=(a); Print(b); }
//=== double_sign
//? 1: L22 '-' behind '-' wants brackets
void OnTick(){ int a=1; int b=- -a; Print(b); }
//=== double_not
//? 1: L22 '!' behind '!' wants brackets
void OnTick(){ bool a=true; bool b=!!a; Print(b); }
//=== two_texts
//? 1: L22 two texts stand side by side: join them with '+'
void OnTick(){ Print("a" "b"); }
//=== indent
//? 4: L22 the indentation says this belongs to the statement above
void OnTick(){ int a=1;
 if(a>0)
    Print("x");
    Print("y"); }
