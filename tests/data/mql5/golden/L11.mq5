//=== void_val
//! 2: L11 a void function gives no value [167]
void f(){}
void OnTick(){ int a=f(); }
//=== missing_ret
//! 1: L11 not every path of 'f' returns a value [117]
int f(){ }void OnTick(){  }
//=== missing_ret2
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ if(a>0) return 1; }void OnTick(){  }
//=== missing_ret3
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ while(a>0) return 1; }void OnTick(){  }
//=== missing_ret4
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ switch(a){ case 1: return 1; } }void OnTick(){  }
//=== missing_ret5
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ for(int i=0;i<a;i++) return 1; }void OnTick(){  }
//=== missing_ret6
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ if(a>0) return 1; else if(a<0) return 2; }void OnTick(){  }
//=== ret_void_val
//! 1: L11 'f' returns nothing [167]
void f(){ return 1; }void OnTick(){  }
//=== ret_no_val
//! 1: L11 'f' returns a value [121]
int f(){ return; }void OnTick(){  }
//=== dup_case
//! 1: L11 this case exists already [172]
void f(int a){ switch(a){ case 1: break; case 1: break; } }void OnTick(){  }
//=== dup_default
//! 1: L11 a second default [238]
void f(int a){ switch(a){ default: break; default: break; } }void OnTick(){  }
//=== switch_str
//! 2: L11 switch works on integers and enumerations [260]

void OnTick(){ switch("a"){ case "a": break; } }
//=== switch_dbl
//! 2: L11 switch works on integers and enumerations [260]

void OnTick(){ switch(1.5){ case 1: break; } }
//=== case_var
//! 2: L11 a case is an integer constant [187]

void OnTick(){ int a=1; switch(1){ case a: break; } }
//=== case_str
//! 2: L11 a case is an integer constant [187]

void OnTick(){ switch(1){ case "a": break; } }
//=== case_dbl
//! 2: L11 a case is an integer constant [187]

void OnTick(){ switch(1){ case 1.5: break; } }
//=== case_decl
//! 2: L11 a declaration in a case wants its own braces [179]

void OnTick(){ switch(1){ case 1: int a=1; Print(a); } }
