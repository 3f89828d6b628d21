//+------------------------------------------------------------------+
//| One session of the bridge: open, close, status. Everything else   |
//| asks this object for the handle.                                  |
//+------------------------------------------------------------------+

class CSession
  {
private:
   long              m_handle;
   long              m_login;
   string            m_server;
   string            m_trouble;      // why there is no session, for the panel
   SosStatusInfo     m_status;

public:
   void              Init(void);
   //--- args as filled by the expert; true when the session stands.
   bool              Open(const SosOpenArgs &args);
   void              Close(const int reason);
   bool              IsOpen(void)   { return(m_handle!=0); }
   long              Handle(void)   { return(m_handle); }
   long              Login(void)    { return(m_login); }
   string            Server(void)   { return(m_server); }
   string            Trouble(void)  { return(m_trouble); }
   //--- The account under the terminal is still the one that was opened.
   bool              SameAccount(void);
   bool              Refresh(SosStatusInfo &status);
  };

void CSession::Init(void)
  {
   m_handle=0;
   m_login=0;
   m_server="";
   m_trouble="starting";
  }

bool CSession::Open(const SosOpenArgs &args)
  {
   long handle=0;
   int  code=sos_open(args,handle);
   if(code==SOS_E_ACCOUNT_TAKEN)
     {
      m_trouble="another SignalOS already serves this account; this one stays idle";
      return(false);
     }
   if(code<0)
     {
      m_trouble=BridgeError();
      return(false);
     }
   m_handle=handle;
   m_login=args.login;
   m_server=GetText(args.server);
   m_trouble="";
   return(true);
  }

void CSession::Close(const int reason)
  {
   if(m_handle==0)
      return;
   if(sos_close(m_handle,reason)<0)
      Print("SignalOS: closing the link failed: ",BridgeError());
   m_handle=0;
  }

bool CSession::SameAccount(void)
  {
   return(AccountInfoInteger(ACCOUNT_LOGIN)==m_login && AccountInfoString(ACCOUNT_SERVER)==m_server);
  }

bool CSession::Refresh(SosStatusInfo &status)
  {
   if(m_handle==0)
      return(false);
   return(sos_status(m_handle,status)>=0);
  }
