//=== handlers_1
//! 1: L08 'OnTick' has not the signature of that event, so it is never called [356]
int OnTick(){ return(0); }
//=== handlers_2
//! 1: L08 'OnTick' has not the signature of that event, so it is never called [356]
void OnTick(int a){}
//=== handlers_3
//! 1: L08 'OnInit' has not the signature of that event, so it is never called [356]
void OnInit(int a){} 
//=== handlers_4
//! 1: L08 'OnInit' has not the signature of that event, so it is never called [356]
double OnInit(){ return(0); }
//=== handlers_5
//! 1: L08 'OnDeinit' has not the signature of that event, so it is never called [356]
void OnDeinit(){}
//=== handlers_6
//! 1: L08 'OnDeinit' has not the signature of that event, so it is never called [356]
void OnDeinit(int a,int b){}
//=== handlers_7
//! 1: L08 'OnDeinit' has not the signature of that event, so it is never called [356]
int OnDeinit(const int r){ return(0); }
//=== handlers_8
//! 1: L08 'OnTimer' has not the signature of that event, so it is never called [356]
bool OnTimer(){ return(true); }
//=== handlers_9
//! 1: L08 'OnTrade' has not the signature of that event, so it is never called [356]
void OnTrade(int a){}
//=== handlers_10
//! 1: L08 'OnTradeTransaction' has not the signature of that event, so it is never called [356]
void OnTradeTransaction(MqlTradeTransaction &t,MqlTradeRequest &r){}
//=== handlers_11
//! 1: L05 a structure or class parameter is a reference [293]
void OnTradeTransaction(const MqlTradeTransaction t,const MqlTradeRequest r,const MqlTradeResult x){}
//=== handlers_12
//! 1: L08 'OnTradeTransaction' has not the signature of that event, so it is never called [356]
void OnTradeTransaction(const MqlTradeRequest &t,const MqlTradeRequest &r,const MqlTradeResult &x){}
//=== handlers_13
//! 1: L08 'OnChartEvent' has not the signature of that event, so it is never called [356]
void OnChartEvent(const int id,const int &l,const double &d,const string &s){}
//=== handlers_14
//! 1: L08 'OnChartEvent' has not the signature of that event, so it is never called [356]
void OnChartEvent(int id){}
//=== handlers_15
//! 1: L08 'OnChartEvent' has not the signature of that event, so it is never called [356]
void OnChartEvent(const int id,const long &l,const double &d,string &s,int x){}
//=== handlers_16
//! 1: L08 'OnBookEvent' has not the signature of that event, so it is never called [356]
void OnBookEvent(string s){}
//=== handlers_17
//! 1: L08 'OnTester' has not the signature of that event, so it is never called [356]
void OnTester(){}
//=== handlers_18
//! 1: L13 function 'OnTick' is already defined with these parameters [165]
void OnTick(){} void OnTick(){}
//=== handlers_19
//! 1: L00 a global function is not static
static void OnTick(){}
//=== handlers_20
//! 1: L07 only a method is const [272]
void OnTick() const {}
//=== handlers_21
//! 1: L24 'OnTick' is declared but has no body [270]
void OnTick();
//=== handlers_22
//! 1: L26 a parameter is never void [282]
void OnTimer(void x){}
//=== handlers_23
int OnInit(void){ return(INIT_SUCCEEDED); } void OnDeinit(const int reason){ Print(reason); } void OnTimer(void){} void OnTrade(void){} double OnTester(void){ return(0.0); }
//=== handlers_24
void OnInit(){} void OnTick(){}
//=== handlers_25
void OnChartEvent(const int id,const long &lparam,const double &dparam,const string &sparam){ Print(id,lparam,dparam,sparam); }
//=== handlers_26
void OnBookEvent(const string &symbol){ Print(symbol); } void OnTick(){}
//=== handlers_27
void OnTradeTransaction(const MqlTradeTransaction &trans,const MqlTradeRequest &request,const MqlTradeResult &result){ Print(trans.type); }
