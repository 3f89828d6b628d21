//=== names_1
//! 1: L01 'int double' is C++, not MQL5
int double=1;
void OnTick(){}
//=== names_2
//! 1: L10 'class' cannot be the name of a variable [149]
int class=1;
void OnTick(){}
//=== names_3
//! 1: L10 'input' cannot be the name of a variable [149]
int input=1;
void OnTick(){}
//=== names_4
//! 1: L10 'string' cannot be the name of a variable [149]
int string=1;
void OnTick(){}
//=== names_5
//! 1: L10 'color' cannot be the name of a function [149]
void color(){}
void OnTick(){}
//=== names_6
//! 1: L10 'datetime' cannot be the name of a variable [149]
int datetime=1;
void OnTick(){}
//=== names_7
//! 1: L07 an operator is a member of its class
int operator=1;
void OnTick(){}
//=== names_8
//! 1: L10 'this' cannot be the name of a variable [149]
int this=1;
void OnTick(){}
//=== names_9
//! 1: L10 'true' cannot be the name of a variable [149]
int true=1;
void OnTick(){}
//=== names_10
//! 1: L10 'NULL' is a name of MQL5 itself [271]
int NULL=1;
void OnTick(){}
//=== names_11
//! 1: L10 'template' cannot be the name of a variable [149]
int template=1;
void OnTick(){}
//=== names_12
//! 1: L10 'virtual' cannot be the name of a variable [149]
int virtual=1;
void OnTick(){}
//=== names_13
//! 1: L10 'OrderSend' is a name of MQL5 itself [271]
int OrderSend(int a){ return(a); }
void OnTick(){}
//=== names_14
//! 1: L10 variable '_Symbol' hides a predefined name [61]
int _Symbol=1;
void OnTick(){}
//=== names_15
//! 1: L10 variable '_Digits' hides a predefined name [61]
int _Digits=5;
void OnTick(){}
//=== names_16
//! 1: L10 name 'M_PI' is already in use [125]
int M_PI=3;
void OnTick(){}
//=== names_17
//! 1: L10 name 'PERIOD_H1' is already in use [125]
int PERIOD_H1=1;
void OnTick(){}
//=== names_18
//! 1: L10 name 'PERIOD_H1' is already in use [125]
enum E{PERIOD_H1};
void OnTick(){}
//=== names_19
//! 1: L10 type 'MqlTick' is declared twice [125]
struct MqlTick{int a;};
void OnTick(){}
//=== names_20
//! 1: L10 type 'ENUM_TIMEFRAMES' is declared twice [125]
class ENUM_TIMEFRAMES{};
void OnTick(){}
//=== names_21
#define Print 1
void OnTick(){}
//=== names_22
//! 1: L10 'Print' is a name of MQL5 itself [271]
void Print(string s){}
void OnTick(){}
//=== names_23
//! 1: L10 name is longer than 63 characters [126]
int abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz=1;
void OnTick(){}
//=== names_24
//! 1: L00 ';' expected, found '-' [149]
int a-b=1;
void OnTick(){}
//=== names_25
//! 1: L01 suffix behind the number 1 is not MQL5
int 1a=1;
void OnTick(){}
//=== names_26
//! 1: L10 variable 'a' is declared twice [125]
void OnTick(){ int a=1; int a=2; }
//=== names_27
//! 1: L10 parameter 'a' twice [376]
void f(int a,int a){}
void OnTick(){}
//=== names_28
//! 1: L10 variable 'a' is a parameter already [125]
void f(int a){ int a=1; }
void OnTick(){}
//=== names_29
//! 1: L24 'i' is not declared [256]
void OnTick(){ for(int i=0;i<3;i++) Print(i); Print(i); }
//=== names_30
//! 1: L24 'b' is not declared [256]
void OnTick(){ { int b=1; } Print(b); }
//=== names_31
//! 1: L24 'a' is not declared [256]
void OnTick(){ Print(a); int a=1; }
//=== names_32
//! 1: L24 'nobody' is not a known function [256]
void OnTick(){ nobody(); }
//=== names_33
//! 1: L24 'ACCOUNT_NOBODY' is not declared [256]
void OnTick(){ Print(ACCOUNT_NOBODY); }
//=== names_34
//! 1: L24 'print' is not a known function [256]
void OnTick(){ print("x"); }
//=== names_35
//! 1: L24 'printff' is not a known function [256]
void OnTick(){ printff("x"); }
//=== names_36
//! 1: L24 'OrdersTotall' is not a known function [256]
void OnTick(){ OrdersTotall(); }
//=== names_37
//! 1: L24 'MathSqr' is not a known function [256]
void OnTick(){ MathSqr(2); }
//=== names_38
//! 1: L24 'SELECT_BY_POS' is not declared [256]
void OnTick(){ OrderSelect(0,SELECT_BY_POS,MODE_TRADES); }
//=== names_39
//! 1: L24 'OP_BUY' is not declared [256]
void OnTick(){ OrderSend(_Symbol,OP_BUY,1,Ask,3,0,0); }
//=== names_40
//! 1: L24 'OP_BUY' is not declared [256]
void OnTick(){ Print(OP_BUY); }
//=== names_41
//! 1: L24 'AccountBalance' is not a known function [256]
void OnTick(){ Print(AccountBalance()); }
//=== names_42
//! 1: L25 function 'Digits' is named without a call
void OnTick(){ Print(Digits); }
//=== names_43
//! 1: L25 function 'Point' is named without a call
void OnTick(){ Print(Point); }
//=== names_44
//! 1: L24 'RefreshRates' is not a known function [256]
void OnTick(){ RefreshRates(); }
//=== names_45
void OnTick(){ printf("%d",1); PrintFormat("%s","x"); Print(_Digits,_Point,_Symbol,_Period); }
