//=== enum_1
//! 1: L24 'C' is not declared [256]
enum E{A,B}; void OnTick(){ E e=A; e=C; }
//=== enum_2
//! 1: L10 name 'A' is already in use [125]
enum E{A,A};
void OnTick(){}
//=== enum_3
//! 1: L06 an enumerator's value is an integer constant [175]
enum E{A=1.5};
void OnTick(){}
//=== enum_4
//! 1: L06 an enumerator's value is an integer constant [175]
enum E{A="x"};
void OnTick(){}
//=== enum_5
//! 1: L10 name 'A' is already in use [125]
enum E{A,B}; enum F{A,C};
void OnTick(){}
//=== enum_6
//! 1: L10 name 'A' is already in use [125]
enum E{A,B}; int A=1;
void OnTick(){}
//=== enum_7
//! 1: L24 'f' is not a known function [256]
enum E{A=f()}; int f(){ return(1); }
void OnTick(){}
//=== enum_8
//! 1: L10 type 'E' is declared twice [125]
enum E{A,B} ; enum E{C};
void OnTick(){}
//=== enum_9
//! 1: L00 '{' expected, found ';' [149]
enum E; 
void OnTick(){}
//=== enum_10
//! 1: L00 an enumeration has at least one member
enum E{};
void OnTick(){}
//=== enum_11
enum E{A,B}; void OnTick(){ Print(E::A); }
//=== enum_12
enum E{A=1,B=A+1,C}; void OnTick(){ E e=B; Print(EnumToString(e)); }
//=== enum_13
enum E{A,B,}; void OnTick(){ E e=B; Print(e); }
//=== enum_14
enum E{A,B}; void OnTick(){ E e=(E)1; int i=e; Print(i); }
//=== enum_15
//! 1: L26 EnumToString wants an enumeration [321]
enum E{A,B}; void OnTick(){ string s=EnumToString(1); Print(s); }
//=== enum_16
//! 1: L26 EnumToString wants an enumeration [321]
enum E{A,B}; void OnTick(){ Print(EnumToString("A")); }
//=== enum_17
//! 1: L12 variable 't': no conversion from string to ENUM_TIMEFRAMES [180]
void OnTick(){ ENUM_TIMEFRAMES t="H1"; Print(t); }
//=== enum_18
//! 1: L24 'ENUM_TIMEFRAME' is not a known type [256]
void OnTick(){ ENUM_TIMEFRAME t=PERIOD_H1; Print(t); }
//=== enum_19
//! 1: L12 result of 'f': no conversion from string to E [180]
enum E{A,B}; E f(){ return("A"); } void OnTick(){ Print(f()); }
