//+------------------------------------------------------------------+
//| What the trade server's answers mean, in words.                   |
//+------------------------------------------------------------------+

string RetcodeWords(const uint retcode)
  {
   switch(retcode)
     {
      case 0:
         return("The terminal gave no answer");
      case TRADE_RETCODE_REQUOTE:
         return("Requote");
      case TRADE_RETCODE_REJECT:
         return("Request rejected");
      case TRADE_RETCODE_CANCEL:
         return("Request cancelled by the trader");
      case TRADE_RETCODE_PLACED:
         return("Order placed");
      case TRADE_RETCODE_DONE:
         return("Request completed");
      case TRADE_RETCODE_DONE_PARTIAL:
         return("Only part of the request was completed");
      case TRADE_RETCODE_ERROR:
         return("Request processing error");
      case TRADE_RETCODE_TIMEOUT:
         return("Request timed out; its outcome is not known");
      case TRADE_RETCODE_INVALID:
         return("Invalid request");
      case TRADE_RETCODE_INVALID_VOLUME:
         return("Invalid volume");
      case TRADE_RETCODE_INVALID_PRICE:
         return("Invalid price");
      case TRADE_RETCODE_INVALID_STOPS:
         return("Invalid stops");
      case TRADE_RETCODE_TRADE_DISABLED:
         return("Trade is disabled");
      case TRADE_RETCODE_MARKET_CLOSED:
         return("Market is closed");
      case TRADE_RETCODE_NO_MONEY:
         return("Not enough money");
      case TRADE_RETCODE_PRICE_CHANGED:
         return("Prices changed");
      case TRADE_RETCODE_PRICE_OFF:
         return("There are no quotes");
      case TRADE_RETCODE_INVALID_EXPIRATION:
         return("Invalid expiration");
      case TRADE_RETCODE_ORDER_CHANGED:
         return("Order state changed");
      case TRADE_RETCODE_TOO_MANY_REQUESTS:
         return("Too many requests");
      case TRADE_RETCODE_NO_CHANGES:
         return("No changes in the request");
      case TRADE_RETCODE_SERVER_DISABLES_AT:
         return("Automated trading is disabled by the server");
      case TRADE_RETCODE_CLIENT_DISABLES_AT:
         return("Automated trading is disabled in the terminal");
      case TRADE_RETCODE_LOCKED:
         return("Request locked for processing");
      case TRADE_RETCODE_FROZEN:
         return("Order or position frozen");
      case TRADE_RETCODE_INVALID_FILL:
         return("Unsupported filling mode");
      case TRADE_RETCODE_CONNECTION:
         return("No connection to the trade server; the outcome is not known");
      case TRADE_RETCODE_ONLY_REAL:
         return("Only allowed on real accounts");
      case TRADE_RETCODE_LIMIT_ORDERS:
         return("Limit of pending orders reached");
      case TRADE_RETCODE_LIMIT_VOLUME:
         return("Limit of volume for the symbol reached");
      case TRADE_RETCODE_INVALID_ORDER:
         return("Invalid or prohibited order type");
      case TRADE_RETCODE_POSITION_CLOSED:
         return("Position already closed");
      case TRADE_RETCODE_INVALID_CLOSE_VOLUME:
         return("Close volume exceeds the position");
      case TRADE_RETCODE_CLOSE_ORDER_EXIST:
         return("A close order already exists for the position");
      case TRADE_RETCODE_LIMIT_POSITIONS:
         return("Limit of open positions reached");
      default:
         return("Trade server answered "+IntegerToString((long)retcode));
     }
  }

//--- No answer that proves anything: never sent again before reconciliation.
bool OutcomeUnknown(const uint retcode)
  {
   return(retcode==0 || retcode==TRADE_RETCODE_TIMEOUT || retcode==TRADE_RETCODE_CONNECTION || retcode==TRADE_RETCODE_ERROR ||
          retcode==TRADE_RETCODE_PLACED);
  }

bool Executed(const uint retcode)
  {
   return(retcode==TRADE_RETCODE_DONE || retcode==TRADE_RETCODE_DONE_PARTIAL);
  }
