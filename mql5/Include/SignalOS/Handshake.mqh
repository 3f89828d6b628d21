//+------------------------------------------------------------------+
//| Before the first call: EA and DLL must mean the same structs.     |
//+------------------------------------------------------------------+

//--- Version and size handshake: SOS_ABI_VERSION, or a listed error.
int BridgeHandshake()
  {
   int sizes[15];
   sizes[0]=sizeof(SosOpenArgs);
   sizes[1]=sizeof(SosStatusInfo);
   sizes[2]=sizeof(SosCommand);
   sizes[3]=sizeof(SosFacts);
   sizes[4]=sizeof(SosDecision);
   sizes[5]=sizeof(SosResult);
   sizes[6]=sizeof(SosIntent);
   sizes[7]=sizeof(SosAccount);
   sizes[8]=sizeof(SosPosition);
   sizes[9]=sizeof(SosOrder);
   sizes[10]=sizeof(SosDeal);
   sizes[11]=sizeof(SosHealth);
   sizes[12]=sizeof(SosCheck);
   sizes[13]=sizeof(SosSymbol);
   sizes[14]=sizeof(SosPairingInfo);
   return(sos_abi_version(SOS_ABI_VERSION,sizes,15));
  }
