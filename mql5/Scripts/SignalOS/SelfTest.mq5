//+------------------------------------------------------------------+
//| SelfTest: drag it onto a chart beside the running SignalOS expert |
//| of this account; it prints one line a check, passed or failed.    |
//+------------------------------------------------------------------+
#property copyright "SignalOS"
#property version   "1.00"
#property description "Lists link, TLS, broker, permissions, journal and clock, each passed or failed in words."

#include <SignalOS/Bridge.mqh>
#include <SignalOS/Handshake.mqh>
#include <SignalOS/Text.mqh>

void OnStart()
  {
   int abi=BridgeHandshake();
   if(abi<0)
     {
      Print("FAILED  bridge: SignalOSBridge.dll does not fit this script: ",BridgeError());
      return;
     }
   uchar server[128];
   PutText(AccountInfoString(ACCOUNT_SERVER),server);
   long handle=0;
   if(sos_attach(AccountInfoInteger(ACCOUNT_LOGIN),server,128,handle)<0)
     {
      Print("FAILED  expert: SignalOS does not run on this account; attach the expert to a chart first");
      return;
     }
   SosCheck line= {};
   int      failed=0;
   int      index=0;
   while(!IsStopped() && sos_check_line(handle,index,line)==1)
     {
      bool passed=(line.passed!=0);
      if(!passed)
         failed++;
      Print(passed ? "PASSED  " : "FAILED  ",GetText(line.name),": ",GetText(line.text));
      index++;
     }
   if(sos_close(handle,0)<0)
      Print("FAILED  bridge: ",BridgeError());
   Print("SignalOS self test: ",IntegerToString(index)," checks, ",IntegerToString(failed)," failed");
  }
