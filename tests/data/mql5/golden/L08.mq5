//=== handler_sig
//! 1: L08 'OnTick' has not the signature of that event, so it is never called [356]
void OnTick(int a){}
//=== handler_sig2
//! 1: L08 'OnDeinit' has not the signature of that event, so it is never called [356]
void OnDeinit(){}
//=== handler_sig3
//! 1: L08 'OnTimer' has not the signature of that event, so it is never called [356]
int OnTimer(){ return 1; }
//=== handler_sig4
//! 1: L08 'OnTradeTransaction' has not the signature of that event, so it is never called [356]
void OnTradeTransaction(MqlTradeTransaction &t,MqlTradeRequest &q,MqlTradeResult &r){}
//=== handler_sig5
//! 1: L08 'OnChartEvent' has not the signature of that event, so it is never called [356]
void OnChartEvent(int id,long l,double d,string s){}
//=== handler_sig6
//! 1: L08 'OnInit' has not the signature of that event, so it is never called [356]
string OnInit(){ return ""; }
//=== handler_calc
//! 1: L08 'OnCalculate' has not the signature of that event, so it is never called [356]
int OnCalculate(int a){ return 1; }
//=== misspelt
//? 2: L08 'OnTimers' looks like an event handler, but MQL5 has none of that name
void OnTick(){}
void OnTimers(){}
//=== misspelt2
//? 2: L08 'OnTradeTransactions' looks like an event handler, but MQL5 has none of that name
void OnTick(){}
int OnTradeTransactions(const int a){ return(a); }
//=== script_in_expert
//? 1: L08 OnStart and OnCalculate do not belong to an expert
void OnTick(){}
void OnStart(){}
