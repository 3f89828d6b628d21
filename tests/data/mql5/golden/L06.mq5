//=== const_noinit
//! 2: L06 a constant needs its value [389]

void OnTick(){ const int a; }
//=== global_call
//! 1: L06 expressions stand inside functions only [175]
Print(1);
void OnTick(){}
//=== global_assign
//! 1: L06 expressions stand inside functions only [175]
int a; a=1;
void OnTick(){}
//=== global_if
//! 1: L06 statements stand inside functions only [175]
if(true) int a;
void OnTick(){}
//=== global_for
//! 1: L06 statements stand inside functions only [175]
for(;;){}
void OnTick(){}
//=== global_fninit
//! 1: L06 this is initialised with a constant only [175]
int a=GetTickCount();
void OnTick(){}
//=== global_varinit
//! 1: L06 this is initialised with a constant only [175]
int a=1; int b=a;
void OnTick(){}
//=== static_varinit
//! 2: L06 this is initialised with a constant only [175]

void OnTick(){ int a=1; static int b=a; Print(b); }
//=== default_nonconst
//! 1: L06 a default is a constant [175]
int g; void f(int a=GetTickCount()){}void OnTick(){  }
//=== input_local
//! 1: L06 inputs stand at global scope
void OnTick(){ input int a=1; }
//=== input_arr
//! 1: L06 an input is no array and no structure [285]
input int A[2];void OnTick(){  }
//=== input_struct
//! 1: L06 an input is no array and no structure [285]
struct S{int a;}; input S s;void OnTick(){  }
//=== input_const
//! 1: L06 an input is constant already
input const int a=1;void OnTick(){  }
//=== input_nonconst
//! 1: L06 this is initialised with a constant only [175]
input int a=GetTickCount();void OnTick(){  }
//=== input_ptr
//! 1: L06 an input is no array and no structure [285]
class C{}; input C *p;void OnTick(){  }
//=== input_name
//? 1: L06 an input is named Inp...
input int Lots=1;
void OnTick(){ Print(Lots); }
//=== not_input
//? 1: L06 'InpLots' is named like an input and is none
int InpLots=1;
void OnTick(){ Print(InpLots); }
//=== no_value
//? 1: L06 input 'InpLots' has no value
input int InpLots;
void OnTick(){ Print(InpLots); }
