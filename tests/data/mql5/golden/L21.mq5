//=== upward
//? 1: L21 a loop that closes positions or orders goes downward
void OnTick(){ MqlTradeRequest q={}; MqlTradeResult r={}; for(int i=0;i<PositionsTotal();i++) if(!OrderSend(q,r)) Print("x"); }
