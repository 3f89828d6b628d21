//=== returns_1
//! 1: L11 not every path of 'f' returns a value [117]
int f(){ }
void OnTick(){}
//=== returns_2
//! 1: L11 'f' returns a value [121]
int f(){ return; }
void OnTick(){}
//=== returns_3
//! 1: L11 'f' returns nothing [167]
void f(){ return(1); }
void OnTick(){}
//=== returns_4
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ if(a>0) return(1); else if(a<0) return(2); }
void OnTick(){}
//=== returns_5
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ while(a>0) return(1); }
void OnTick(){}
//=== returns_6
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ for(int i=0;i<a;i++) return(i); }
void OnTick(){}
//=== returns_7
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ switch(a){ case 1: return(1); case 2: return(2); } }
void OnTick(){}
//=== returns_8
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ do { if(a>1) break; return(1); } while(true); }
void OnTick(){}
//=== returns_9
//! 1: L12 result of 'f': no conversion from string to int [180]
int f(){ return("x"); }
void OnTick(){}
//=== returns_10
//! 1: L01 temporary objects are C++, not MQL5 [305]
string f(){ return(MqlTick()); }
void OnTick(){}
//=== returns_11
//! 1: L12 result of 'f': no conversion from int to MqlTick
MqlTick f(){ return(1); }
void OnTick(){}
//=== returns_12
//! 1: L11 'f' returns a value [121]
MqlTick f(){ MqlTick t={}; return; }
void OnTick(){}
//=== returns_13
//! 1: L00 ';' expected, found ',' [149]
int f(){ return 1,2; }
void OnTick(){}
//=== returns_14
//! 1: L04 references exist as parameters only [229]
int &f(){ static int a; return(a); }
void OnTick(){}
//=== returns_15
//! 1: L26 this cannot be assigned to [177]
const int f(){ return(1); } void OnTick(){ f()=1; }
//=== returns_16
//! 1: L11 not every path of 'f' returns a value [117]
int f(int a){ if(a>0) return(1); } int OnInit(){ return(f(1)); }
//=== returns_17
int f(int a){ if(a>0) return(1); else return(2); } void OnTick(){ Print(f(1)); }
//=== returns_18
int f(int a){ switch(a){ case 1: return(1); default: return(2); } } void OnTick(){ Print(f(1)); }
//=== returns_19
int f(int a){ while(true){ if(a++>3) return(a); } return(0); } void OnTick(){ Print(f(1)); }
