//=== input_1
//! 1: L06 inputs stand at global scope
void OnTick(){ input int a=1; }
//=== input_2
//! 2: L10 name 'InpA' is already in use [125]
input int InpA;
input int InpA;
void OnTick(){}
//=== input_3
//! 1: L06 an input is no array and no structure [285]
input MqlTick t;
void OnTick(){}
//=== input_4
//! 1: L12 '*' between string and int [150]
input string s=5+"x"*2;
void OnTick(){}
//=== input_5
//! 1: L06 this is initialised with a constant only [175]
input int a=f(); int f(){ return(1); }
void OnTick(){}
//=== input_6
//! 1: L06 an input is constant already
input const int a=1; void OnTick(){ a=2; }
//=== input_7
//! 1: L06 an input is no array and no structure [285]
input int a[]={1};
void OnTick(){}
//=== input_8
//! 1: L26 a variable is never void [282]
input void v;
void OnTick(){}
//=== input_9
//! 1: L24 'class' is not a known type [256]
input class C{};
void OnTick(){}
//=== input_10
//! 1: L01 'auto' is C++, not MQL5
input auto a=1;
void OnTick(){}
//=== input_11
//! 1: L06 an input is no array and no structure [285]
sinput int a[2];
void OnTick(){}
//=== input_12
//! 1: L24 'input' is not a known type [256]
input input int a=1;
void OnTick(){}
//=== input_13
//! 1: L24 'input' is not a known type [256]
extern input int a=1;
void OnTick(){}
//=== input_14
//! 1: L03 pointers exist to classes only [253]
input int *p;
void OnTick(){}
//=== input_15
//! 1: L24 'input' is not a known type [256]
class C{ input int a; };
void OnTick(){}
//=== input_16
//! 1: L00 ';' expected, found 'c' [149]
input int a=1,b=2 c=3;
void OnTick(){}
//=== input_17
//! 1: L00 input group wants its name in quotes
input group Name
void OnTick(){}
//=== input_18
//! 1: L24 'inputs' is not a known type [256]
inputs int a=1;
void OnTick(){}
//=== input_19
//! 1: L24 'a' is not a known type [256]
input a=1;
void OnTick(){}
//=== input_20
//! 1: L01 suffix behind the number 2 is not MQL5
input int 2a=1;
void OnTick(){}
//=== input_21
//! 1: L12 variable 'a': no conversion from string to const int [180]
input int a="x";
void OnTick(){}
//=== input_22
//! 2: L00 ';' expected, found 'void' [149]
input int a=1 // no semicolon
void OnTick(){}
//=== input_23
//! 1: L24 'ENUM_NOBODY' is not a known type [256]
input ENUM_NOBODY e=0;
void OnTick(){}
//=== input_24
input int InpA=1; // comment
sinput string InpB="x"; // b
input ENUM_TIMEFRAMES InpT=PERIOD_H1;
input group "G"
input color InpC=clrRed;
input datetime InpD=D'2024.01.01';
input bool InpE=true;
void OnTick(){ Print(InpA,InpB,InpT,InpC,InpD,InpE); }
