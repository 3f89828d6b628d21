//+------------------------------------------------------------------+
//| The bridge's own numbers for MQL5 enumerations, by name: enum     |
//| values are never sent.                                            |
//+------------------------------------------------------------------+

int OrderTypeNumber(const ENUM_ORDER_TYPE type)
  {
   switch(type)
     {
      case ORDER_TYPE_BUY:
         return(0);
      case ORDER_TYPE_SELL:
         return(1);
      case ORDER_TYPE_BUY_LIMIT:
         return(2);
      case ORDER_TYPE_SELL_LIMIT:
         return(3);
      case ORDER_TYPE_BUY_STOP:
         return(4);
      case ORDER_TYPE_SELL_STOP:
         return(5);
      case ORDER_TYPE_BUY_STOP_LIMIT:
         return(6);
      default:
         return(7);
     }
  }

int EntryNumber(const long entry)
  {
   if(entry==(long)DEAL_ENTRY_IN)
      return(0);
   if(entry==(long)DEAL_ENTRY_OUT)
      return(1);
   if(entry==(long)DEAL_ENTRY_INOUT)
      return(2);
   return(3);
  }

int MarginModeNumber(void)
  {
   long mode=AccountInfoInteger(ACCOUNT_MARGIN_MODE);
   if(mode==(long)ACCOUNT_MARGIN_MODE_RETAIL_HEDGING)
      return(2);
   if(mode==(long)ACCOUNT_MARGIN_MODE_EXCHANGE)
      return(1);
   return(0);
  }

int TradeModeNumber(void)
  {
   long mode=AccountInfoInteger(ACCOUNT_TRADE_MODE);
   if(mode==(long)ACCOUNT_TRADE_MODE_DEMO)
      return(0);
   if(mode==(long)ACCOUNT_TRADE_MODE_CONTEST)
      return(1);
   return(2); // treated as real money when in doubt
  }
