//=== switch_1
//! 1: L11 switch works on integers and enumerations [260]
void OnTick(){ switch(1.5){ case 1: break; } }
//=== switch_2
//! 1: L11 switch works on integers and enumerations [260]
void OnTick(){ switch("a"){ case "a": break; } }
//=== switch_3
//! 1: L11 a case is an integer constant [187]
void OnTick(){ int b=2; switch(1){ case b: break; } }
//=== switch_4
//! 1: L11 a second default [238]
void OnTick(){ switch(1){ case 1: break; default: break; default: break; } }
//=== switch_5
//! 1: L11 a case is an integer constant [187]
void OnTick(){ switch(1){ case 1.5: break; } }
//=== switch_6
//! 1: L11 a case is an integer constant [187]
void OnTick(){ switch(1){ case "x": break; } }
//=== switch_7
//! 1: L00 ':' expected, found ',' [149]
void OnTick(){ switch(1){ case 1,2: break; } }
//=== switch_8
//! 1: L00 'case' expected
void OnTick(){ switch(1){ Print(1); } case 2: }
//=== switch_9
//! 1: L11 this case exists already [172]
void OnTick(){ switch(ORDER_TYPE_BUY){ case ORDER_TYPE_BUY: break; case 0: break; } }
//=== switch_10
//! 1: L11 switch works on integers and enumerations [260]
void OnTick(){ MqlTick t={}; switch(t){ case 1: break; } }
//=== switch_11
//! 1: L00 unexpected ')' [149]
void OnTick(){ switch(){ case 1: break; } }
//=== switch_12
//! 1: L00 unexpected ':' [149]
void OnTick(){ switch(1){ case : break; } }
//=== switch_13
//! 1: L00 ':' expected, found 'break' [149]
void OnTick(){ switch(1){ case 1 break; } }
//=== switch_14
void OnTick(){ switch(1){ case 1: case 2: Print(1); break; default: Print(2); } }
//=== switch_15
void OnTick(){ int a=1; switch(a){ case 1: { int b=2; Print(b); break; } case 'a': break; } }
//=== switch_16
//! 1: L11 a declaration in a case wants its own braces [179]
void OnTick(){ int a=1; switch(a){ case 1: int b=2; Print(b); break; case 2: break; } }
//=== switch_17
enum E{A,B}; void OnTick(){ E e=A; switch(e){ case A: Print(1); break; case B: Print(2); break; } }
