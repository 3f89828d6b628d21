//=== result
//? 1: L16 the result of OrderSend is looked at [83]
void OnTick(){ MqlTradeRequest q={}; MqlTradeResult r={}; OrderSend(q,r); }
//=== not_initialised
//? 1: L16 MqlTradeRequest is initialised with ={} where it is declared
void OnTick(){ MqlTradeRequest q; q.magic=1; Print(q.magic); }
