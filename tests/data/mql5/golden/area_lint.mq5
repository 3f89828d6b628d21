//=== lint_1
//? 1: L19 #property version is a text in quotes
#property version 1.00
void OnTick(){}
//=== lint_2
//? 1: L19 #property script_show_inputs is for scripts that ask
#property script_show_inputs
void OnTick(){}
//=== lint_3
//? 1: L19 #property indicator_buffers is for indicators
#property indicator_buffers 2
void OnTick(){}
//=== lint_4
//? 2: L02 macro 'A' is defined again
#define A 1
#define A 2
void OnTick(){ Print(A); }
//=== lint_5
//? 1: L26 a shift by more than the width of int
void OnTick(){ int a=1<<64; Print(a); }
//=== lint_6
//? 1: L26 a shift by more than the width of int
void OnTick(){ int a=1<<32; Print(a); }
//=== lint_7
//? 1: L26 a shift by more than the width of int
void OnTick(){ int a=1<<-1; Print(a); }
//=== lint_8
//? 1: L12 long becomes int without a cast: data may be lost [43]
void OnTick(){ int a=3000000000; Print(a); }
//=== lint_9
//? 1: L12 int becomes uchar without a cast: data may be lost [43]
void OnTick(){ uchar a=300; Print(a); }
//=== lint_10
//? 1: L12 long becomes int without a cast: data may be lost [43]
void OnTick(){ long l=5; int a=l; Print(a); }
//=== lint_11
//? 1: L12 long becomes int without a cast: data may be lost [43]
void OnTick(){ long l=5; int a=(int)l+l; Print(a); }
//=== lint_12
//? 1: L12 variable 's': a number becomes text without a cast [181]
void OnTick(){ string s='a'; Print(s); }
//=== lint_13
//? 1: L12 assignment: a number becomes text without a cast [181]
void OnTick(){ string s="  a"; s=StringTrimLeft(s); Print(s); }
//=== lint_14
//? 1: L12 arithmetic on bool [66]
void OnTick(){ bool b=true; int a=b+1; Print(a); }
//=== lint_15
//? 1: L12 signed and unsigned are compared [45]
void OnTick(){ ulong u=1; long l=-1; if(u>l) Print(1); }
//=== lint_16
//? 1: L12 datetime becomes int without a cast: data may be lost [43]
void OnTick(){ datetime d=TimeCurrent(); int a=d; Print(a); }
//=== lint_17
//? 1: L18 'a' is read before it has a value [60]
void OnTick(){ int a; Print(a); }
//=== lint_18
//? 1: L18 empty statement [69]
void OnTick(){ int a=1; if(a==1); Print(1); }
//=== lint_19
//? 1: L18 empty statement [69]
void OnTick(){ int a=1; for(int i=0;i<3;i++); Print(a); }
//=== lint_20
//? 1: L12 an assignment stands where a condition is expected
void OnTick(){ int a=1; if(a=2) Print(1); }
//=== lint_21
//? 1: L15 a loop has a bound or tests IsStopped()
void OnTick(){ while(true){ Print(1); } }
//=== lint_22
//? 1: L15 a loop has a bound or tests IsStopped()
void OnTick(){ for(;;) Print(1); }
//=== lint_23
//! 1: L00 this expression does nothing [178]
void OnTick(){ int a=1; a==2; }
//=== lint_24
//? 1: L15 MessageBox is not for this expert
void OnTick(){ Alert(1); MessageBox("x"); }
//=== lint_25
//! 1: L25 no form of 'WebRequest' takes these arguments (argument 'data' of 'WebRequest': const uchar[]& wanted, char[] given [reference needs the same type]) [201]
void OnTick(){ char d[]; uchar r[]; string h; int x=WebRequest("GET","u","",1000,d,r,h); Print(x); }
//=== lint_26
//? 1: L21 a loop that closes positions or orders goes downward
void OnTick(){ for(int i=0;i<PositionsTotal();i++){ ulong t=PositionGetTicket(i); MqlTradeRequest q={}; MqlTradeResult r={}; q.position=t; if(!OrderSend(q,r)) Print(1); } }
//=== lint_27
//? 1: L14 '%d' does not fit string
void OnTick(){ PrintFormat("%d","x"); }
//=== lint_28
//? 1: L14 the format wants more arguments than it gets
void OnTick(){ PrintFormat("%d %d",1); }
//=== lint_29
//? 1: L14 the format leaves arguments over
void OnTick(){ PrintFormat("%d",1,2); }
//=== lint_30
//? 1: L14 '%s' does not fit double
void OnTick(){ PrintFormat("%s",1.5); }
//=== lint_31
//? 1: L14 '%f' does not fit int
void OnTick(){ PrintFormat("%f",1); }
//=== lint_32
//? 1: L14 '%i' does not fit long
void OnTick(){ PrintFormat("%i64d",(long)1); }
//=== lint_33
//? 1: L14 '%I64d' does not fit int
void OnTick(){ PrintFormat("%I64d",1); }
//=== lint_34
//? 1: L14 unknown conversion '%y'
void OnTick(){ PrintFormat("%y",1); }
//=== lint_35
//? 1: L14 unknown conversion '%'
void OnTick(){ PrintFormat("%",1); }
//=== lint_36
//? 1: L14 a format is a literal, so that its arguments can be checked
void OnTick(){ string f="%d"; PrintFormat(f,1); }
//=== lint_37
//? 1: L14 '%.2d' does not fit double
void OnTick(){ double d=1; PrintFormat("%.2d",d); }
//=== lint_38
//? 1: L14 '%d' does not fit ulong
void OnTick(){ ulong u=1; PrintFormat("%d",u); }
//=== lint_39
void OnTick(){ long l=1; PrintFormat("%I64d %d %.5f %s %5d%% %-8s|",l,1,1.5,"x",2,"y"); }
