//+------------------------------------------------------------------+
//| The first connection: what the trader has to do until somebody    |
//| has approved this terminal, with the code, the fingerprint and a  |
//| QR code that opens the page to approve on.                        |
//+------------------------------------------------------------------+
#define QR_LABEL        "SignalOS pairing"
#define QR_QUIET        4
#define QR_LEFT         12
#define QR_TOP          220
#define QR_LIGHT        0xFFFFFFFF
#define QR_DARK         0xFF000000

class CPairing
  {
private:
   string            m_drawn;      // what the QR code on the chart says; empty = there is none
   bool              m_clean;      // nothing of ours lies on the chart

   string            Resource(void) { return("::SignalOSPairing"+IntegerToString(ChartID())); }
   string            Remaining(const long milliseconds);
   void              Draw(const SosPairingInfo &info);

public:
   void              Init(void);
   //--- Lines for the panel while the account has no key; "" once it has one.
   string            Show(CSession &session,const SosStatusInfo &status);
   void              Hide(void);
  };

void CPairing::Init(void)
  {
   m_drawn="";
   m_clean=false;
  }

string CPairing::Remaining(const long milliseconds)
  {
   int seconds=(int)(milliseconds/1000);
   return(StringFormat("%d:%02d",seconds/60,seconds%60));
  }

string CPairing::Show(CSession &session,const SosStatusInfo &status)
  {
   SosPairingInfo info= {};
   if(status.link_state==SOS_LINK_LIVE || sos_pairing(session.Handle(),info)<0 || info.state==SOS_PAIR_NONE)
     {
      Hide();
      return("");
     }
   string text="\nPairing: "+GetText(info.text);
   if(info.state!=SOS_PAIR_WAITING)
     {
      Hide();
      return(text);
     }
   string code=GetText(info.code);
   text=text+" ("+Remaining(info.expires_in_ms)+" left)";
   text=text+"\nCode: "+code;
   text=text+"\nFingerprint: "+GetText(info.fingerprint);
   text=text+"\n1. Scan the square with your phone, or open "+GetText(info.page)+" and type the code";
   text=text+"\n2. Sign in and compare the fingerprint with the one above";
   text=text+"\n3. Approve only if they are the same; this terminal then connects by itself";
   if(info.qr_size==0)
      Hide();
   else
      if(m_drawn!=code)
        {
         Draw(info);
         m_drawn=code;
        }
   return(text);
  }

//--- Whole pixels for each module, light modules around: what a camera needs to find the edges.
void CPairing::Draw(const SosPairingInfo &info)
  {
   int  modules=info.qr_size+2*QR_QUIET;
   int  scale=(info.qr_size<=33) ? 4 : 3;
   int  side=modules*scale;
   uint pixels[];
   if(ArrayResize(pixels,side*side)<side*side)
      return;
   ArrayInitialize(pixels,QR_LIGHT);
   for(int y=0; y<info.qr_size*scale; y++)
      for(int x=0; x<info.qr_size*scale; x++)
         if(info.qr[(y/scale)*info.qr_size+x/scale]!=0)
            pixels[(y+QR_QUIET*scale)*side+x+QR_QUIET*scale]=QR_DARK;
   Hide();
   m_clean=false;
   if(!ResourceCreate(Resource(),pixels,(uint)side,(uint)side,0,0,0,COLOR_FORMAT_XRGB_NOALPHA))
     {
      Print("SignalOS: the QR code cannot be drawn, error ",GetLastError(),"; the code in words serves as well");
      return;
     }
   if(!ObjectCreate(0,QR_LABEL,OBJ_BITMAP_LABEL,0,0,0.0) ||
      !ObjectSetString(0,QR_LABEL,OBJPROP_BMPFILE,Resource()) ||
      !ObjectSetInteger(0,QR_LABEL,OBJPROP_CORNER,CORNER_LEFT_UPPER) ||
      !ObjectSetInteger(0,QR_LABEL,OBJPROP_XDISTANCE,QR_LEFT) ||
      !ObjectSetInteger(0,QR_LABEL,OBJPROP_YDISTANCE,QR_TOP) ||
      !ObjectSetInteger(0,QR_LABEL,OBJPROP_SELECTABLE,false) ||
      !ObjectSetInteger(0,QR_LABEL,OBJPROP_HIDDEN,true))
      Print("SignalOS: the QR code cannot be shown, error ",GetLastError(),"; the code in words serves as well");
   ChartRedraw(0);
  }

//--- Also what an earlier run left on the chart.
void CPairing::Hide(void)
  {
   m_drawn="";
   if(m_clean)
      return;
   m_clean=true;
   if(ObjectFind(0,QR_LABEL)<0)
      return;
   if(ObjectDelete(0,QR_LABEL) && ResourceFree(Resource()))
      ChartRedraw(0);
  }
