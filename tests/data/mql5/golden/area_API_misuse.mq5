//=== API_misuse_1
//! 1: L25 argument 'request' of 'OrderSend': const MqlTradeRequest& wanted, MqlTradeResult given [reference needs the same type] [201]
void OnTick(){ MqlTradeRequest r={}; MqlTradeResult x={}; OrderSend(x,r); }
//=== API_misuse_2
//! 1: L24 MqlTradeRequest has no member 'volum' [256]
void OnTick(){ MqlTradeRequest r={}; r.volum=1; }
//=== API_misuse_3
//! 1: L12 assignment: no conversion from ENUM_POSITION_TYPE to ENUM_ORDER_TYPE
void OnTick(){ MqlTradeRequest r={}; r.type=POSITION_TYPE_BUY; }
//=== API_misuse_4
//! 1: L12 assignment: no conversion from double to ENUM_TRADE_REQUEST_ACTIONS
void OnTick(){ MqlTradeRequest r={}; r.action=5.5; r.symbol=5; r.nope=1; }
//=== API_misuse_5
//! 1: L25 no form of 'PositionGetDouble' takes these arguments ('PositionGetDouble' takes 2 arguments, not 1) [199]
void OnTick(){ Print(PositionGetDouble(POSITION_TICKET)); }
//=== API_misuse_6
//! 1: L25 no form of 'PositionGetInteger' takes these arguments ('PositionGetInteger' takes 2 arguments, not 1) [199]
void OnTick(){ Print(PositionGetInteger(POSITION_PROFIT)); }
//=== API_misuse_7
//! 1: L25 no form of 'SymbolInfoDouble' takes these arguments ('SymbolInfoDouble' takes 3 arguments, not 1) [199]
void OnTick(){ Print(SymbolInfoDouble(SYMBOL_BID)); }
//=== API_misuse_8
//! 1: L25 no form of 'SymbolInfoDouble' takes these arguments ('SymbolInfoDouble' takes 3 arguments, not 2) [199]
void OnTick(){ Print(SymbolInfoDouble(_Symbol,SYMBOL_DIGITS)); }
//=== API_misuse_9
//! 1: L25 no form of 'SymbolInfoInteger' takes these arguments ('SymbolInfoInteger' takes 3 arguments, not 2) [199]
void OnTick(){ Print(SymbolInfoInteger(_Symbol,SYMBOL_BID)); }
//=== API_misuse_10
//! 1: L25 argument 'property' of 'AccountInfoString': no conversion from ENUM_ACCOUNT_INFO_DOUBLE to ENUM_ACCOUNT_INFO_STRING [166]
void OnTick(){ Print(AccountInfoString(ACCOUNT_BALANCE)); }
//=== API_misuse_11
//! 1: L25 argument 'property' of 'TerminalInfoInteger': no conversion from ENUM_MQL_INFO_INTEGER to ENUM_TERMINAL_INFO_INTEGER [166]
void OnTick(){ Print(TerminalInfoInteger(MQL_TESTER)); }
//=== API_misuse_12
//! 1: L25 no form of 'HistoryDealGetDouble' takes these arguments ('HistoryDealGetDouble' takes 3 arguments, not 1) [199]
void OnTick(){ Print(HistoryDealGetDouble(DEAL_PROFIT)); }
//=== API_misuse_13
//! 1: L25 no form of 'OrderGetString' takes these arguments ('OrderGetString' takes 2 arguments, not 1) [199]
void OnTick(){ Print(OrderGetString(ORDER_TICKET)); }
//=== API_misuse_14
//! 1: L25 argument 'seconds' of 'EventSetTimer': no conversion from string to int [166]
void OnTick(){ EventSetTimer("1"); }
//=== API_misuse_15
//! 1: L25 'EventSetTimer' takes 1 arguments, not 0 [199]
void OnTick(){ EventSetTimer(); }
//=== API_misuse_16
//! 1: L25 'EventKillTimer' takes 0 arguments, not 1 [199]
void OnTick(){ EventKillTimer(1); }
//=== API_misuse_17
//! 1: L25 'Sleep' takes 1 arguments, not 0 [199]
void OnTick(){ Sleep(); }
//=== API_misuse_18
//! 1: L25 'iMA' takes 6 arguments, not 8 [199]
void OnTick(){ double d=iMA(_Symbol,PERIOD_H1,14,0,MODE_SMA,PRICE_CLOSE,1,2); Print(d); }
//=== API_misuse_19
//! 1: L25 'FileOpen' takes 2 to 4 arguments, not 1 [199]
void OnTick(){ int h=FileOpen("x"); Print(h); }
//=== API_misuse_20
//! 1: L25 argument 'value' of 'NormalizeDouble': no conversion from string to double [166]
void OnTick(){ Print(NormalizeDouble("1.5",2)+"x"*1); }
//=== API_misuse_21
//! 1: L25 'GlobalVariableSet' takes 2 arguments, not 1 [199]
void OnTick(){ GlobalVariableSet("x"); }
//=== API_misuse_22
//! 1: L25 'PositionGetTicket' takes 1 arguments, not 0 [199]
void OnTick(){ ulong t=PositionGetTicket(); Print(t); }
//=== API_misuse_23
//! 1: L25 argument 'ticket' of 'PositionSelectByTicket': no conversion from string to ulong [166]
void OnTick(){ bool ok=PositionSelectByTicket("x"); Print(ok); }
//=== API_misuse_24
//! 1: L25 argument 'symbol' of 'SymbolInfoTick': no conversion from MqlTick to string [166]
void OnTick(){ MqlTick t={}; bool ok=SymbolInfoTick(t,_Symbol); Print(ok); }
//=== API_misuse_25
//! 1: L25 'SymbolInfoTick' takes 2 arguments, not 1 [199]
void OnTick(){ MqlTick t; bool ok=SymbolInfoTick(_Symbol); Print(ok); }
