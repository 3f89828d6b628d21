//+------------------------------------------------------------------+
//| Text crosses the bridge as UTF-8 bytes in fixed arrays.           |
//+------------------------------------------------------------------+

//--- Copies text into buffer with a terminating zero; what does not fit is cut at a character's end.
void PutText(const string text,uchar &buffer[])
  {
   uchar bytes[];
   int   size=StringToCharArray(text,bytes,0,WHOLE_ARRAY,CP_UTF8);
   int   room=ArraySize(buffer)-1;
   int   count=size-1; // the copy includes the terminator
   if(count<0)
      count=0;
   if(count>room)
     {
      count=room;
      while(count>0 && (bytes[count]&0xC0)==0x80)
         count--;
     }
   ArrayInitialize(buffer,0);
   for(int i=0; i<count; i++)
      buffer[i]=bytes[i];
  }

//--- The text up to the first zero.
string GetText(const uchar &buffer[])
  {
   int count=0;
   int size=ArraySize(buffer);
   while(count<size && buffer[count]!=0)
      count++;
   if(count==0)
      return("");
   return(CharArrayToString(buffer,0,count,CP_UTF8));
  }

//--- Words of the bridge for its last error.
string BridgeError()
  {
   uchar text[512];
   ArrayInitialize(text,0);
   int size=sos_last_error(text,512);
   if(size<=0)
      return("no further details");
   return(GetText(text));
  }
