//=== sizeof_precedence_ternary_1
//! 1: L24 'nobody' is not declared [256]
void OnTick(){ int a=sizeof(nobody); }
//=== sizeof_precedence_ternary_2
//! 1: L00 unexpected ')' [149]
void OnTick(){ int a=sizeof(1+); }
//=== sizeof_precedence_ternary_3
//! 1: L12 variable 'a': no conversion from string to int [180]
void OnTick(){ int a=true ? 1 : "x"; Print(a); }
//=== sizeof_precedence_ternary_4
//! 1: L12 '?:' between MqlTick and int [180]
void OnTick(){ MqlTick t={}; int a=true ? t : 1; }
//=== sizeof_precedence_ternary_5
//! 1: L11 a void function gives no value [167]
void g(){} void OnTick(){ int a=true ? g() : g(); }
//=== sizeof_precedence_ternary_6
//! 1: L00 unexpected ':' [149]
void OnTick(){ int a=1; a=a ? : 2; }
//=== sizeof_precedence_ternary_7
//! 1: L00 ':' expected, found ';' [149]
void OnTick(){ int a=1 ? 2; }
//=== sizeof_precedence_ternary_8
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ int a=1; (true ? a : a)=3; }
//=== sizeof_precedence_ternary_9
//! 1: L03 an address exists of class objects only [253]
void OnTick(){ int a=1 & & 2; }
//=== sizeof_precedence_ternary_10
//! 1: L00 unexpected '>' [149]
void OnTick(){ bool b=1 <> 2; }
//=== sizeof_precedence_ternary_11
//! 1: L00 unexpected '=' [149]
void OnTick(){ bool b=1 = = 2; }
//=== sizeof_precedence_ternary_12
//! 1: L01 'not' is C++, not MQL5
void OnTick(){ bool b=not true; }
//=== sizeof_precedence_ternary_13
//! 1: L01 'and' is C++, not MQL5
void OnTick(){ bool b=true and false; }
//=== sizeof_precedence_ternary_14
//! 1: L01 'xor' is C++, not MQL5
void OnTick(){ int a=5 xor 3; }
//=== sizeof_precedence_ternary_15
//! 1: L03 there is no dereferencing in MQL5 [253]
void OnTick(){ double d=2**3; Print(d); }
//=== sizeof_precedence_ternary_16
//! 1: L00 ';' expected, found 'mod' [149]
void OnTick(){ int a=5 mod 3; }
//=== sizeof_precedence_ternary_17
//! 1: L00 unexpected ';' [149]
void OnTick(){ int a=1; a=+; }
//=== sizeof_precedence_ternary_18
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ int a=1; ++a++; }
//=== sizeof_precedence_ternary_19
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ int a=1; a++ ++; }
//=== sizeof_precedence_ternary_20
//! 1: L26 this cannot be assigned to [177]
void OnTick(){ 5++; }
//=== sizeof_precedence_ternary_21
//! 1: L26 '%' wants integers [158]
void OnTick(){ double d=5.5%2; Print(d); }
//=== sizeof_precedence_ternary_22
//! 1: L26 '<<' wants integers [158]
void OnTick(){ double d=1.5; int a=d<<1; }
//=== sizeof_precedence_ternary_23
//! 1: L26 '&=' wants integers [158]
void OnTick(){ double d=1.5; d&=1; }
//=== sizeof_precedence_ternary_24
//! 1: L26 '~' wants an integer
void OnTick(){ double d=~1.5; }
//=== sizeof_precedence_ternary_25
//! 1: L26 '-' wants a number, not a string
void OnTick(){ string s=-"x"; }
//=== sizeof_precedence_ternary_26
//! 1: L12 '&&' wants conditions, not string and string [180]
void OnTick(){ bool b="a"&&"b"; Print(b); }
//=== sizeof_precedence_ternary_27
//! 1: L00 unexpected '=' [149]
void OnTick(){ int a=1 === 1; }
//=== sizeof_precedence_ternary_28
//! 1: L00 unexpected '>' [149]
void OnTick(){ int a=1>>>1; }
//=== sizeof_precedence_ternary_29
//! 1: L26 division by zero [198]
void OnTick(){ int a=1/0; Print(a); }
//=== sizeof_precedence_ternary_30
//! 1: L26 division by zero [198]
void OnTick(){ int a=1%0; Print(a); }
//=== sizeof_precedence_ternary_31
void OnTick(){ int a=1<<64; Print(a); }
//=== sizeof_precedence_ternary_32
void OnTick(){ int a=1<<-1; Print(a); }
//=== sizeof_precedence_ternary_33
void OnTick(){ int a=3000000000; Print(a); }
//=== sizeof_precedence_ternary_34
void OnTick(){ uchar a=300; Print(a); }
//=== sizeof_precedence_ternary_35
void OnTick(){ uint a=-1; Print(a); }
//=== sizeof_precedence_ternary_36
void OnTick(){ int a=1+2*3-4/2%3; a<<=2; a>>=1; a&=7; a|=8; a^=1; a=~a; bool b=!(a>3) && (a<5 || a==7); Print(a,b); }
//=== sizeof_precedence_ternary_37
void OnTick(){ int a=1; int b=a>0 ? a : -a; double d=a>0 ? 1.0 : 2.0; Print(b,d,sizeof(int),sizeof(MqlTick)); }
//=== sizeof_precedence_ternary_38
void OnTick(){ uint u=5; ulong l=u; long s=(long)l; int i=7/2; double d=7/2.0; Print(u,l,s,i,d); }
