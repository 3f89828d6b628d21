//+------------------------------------------------------------------+
//| The four permissions MT5 asks for, and the link to the broker.    |
//+------------------------------------------------------------------+

//--- The first missing permission, as an instruction to the trader; "" when all four are given.
string MissingPermission(void)
  {
   if(TerminalInfoInteger(TERMINAL_TRADE_ALLOWED)==0)
      return("AutoTrading is off: press the AutoTrading button of the terminal");
   if(MQLInfoInteger(MQL_TRADE_ALLOWED)==0)
      return("This expert may not trade: tick Allow Algo Trading in its properties");
   if(AccountInfoInteger(ACCOUNT_TRADE_ALLOWED)==0)
      return("The account may not trade: signed in with the investor password, or not connected");
   if(AccountInfoInteger(ACCOUNT_TRADE_EXPERT)==0)
      return("The broker does not allow experts to trade on this account");
   return("");
  }

//--- Why nothing can be sent at all now: a rule's name, or "" when it can. words receives what to do about it.
string SendingFault(string &words)
  {
   if(TerminalInfoInteger(TERMINAL_CONNECTED)==0)
     {
      words="The terminal is not connected to the broker";
      return("not_connected");
     }
   words=MissingPermission();
   return((words=="") ? "" : "trade_not_allowed");
  }
