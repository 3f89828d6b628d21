//+------------------------------------------------------------------+
//| The status panel on the chart: the three lights in words, and the |
//| one thing the trader has to do next.                              |
//+------------------------------------------------------------------+

class CPanel
  {
private:
   string            m_shown;
   CPairing          m_pairing;

   string            Stop(const SosStatusInfo &status);

public:
   void              Init(void);
   void              Show(CSession &session,const SosStatusInfo &status,const bool test_mode,const string version);
   void              ShowText(const string text);
   void              Clear(void);
  };

void CPanel::Init(void)
  {
   m_shown="";
   m_pairing.Init();
  }

//--- Nothing of ours stays on the chart.
void CPanel::Clear(void)
  {
   m_pairing.Hide();
   Comment("");
  }

string CPanel::Stop(const SosStatusInfo &status)
  {
   if(status.latch_level>=SOS_LEVEL_HALT)
      return(StringFormat("EMERGENCY STOP in force. To lift it here, type %I64d into the input \"Lift emergency stop\"",status.latch_id));
   if(status.paused!=0)
      return("Paused: no new positions are opened");
   return("None in force");
  }

void CPanel::Show(CSession &session,const SosStatusInfo &status,const bool test_mode,const string version)
  {
   string text="SignalOS "+version;
   if(test_mode)
      text=text+"  TEST MODE: orders are checked, never sent";
   string name=GetText(status.terminal_name);
   if(name!="")
      text=text+"\nTerminal: "+name;
   string pairing=m_pairing.Show(session,status);
   if(pairing!="")
     {
      //--- One thing at a time: what else is missing shows once the terminal has its key.
      ShowText(text+pairing);
      return;
     }
   text=text+"\nRelay: "+GetText(status.link_text);
   text=text+"\nBroker: "+((TerminalInfoInteger(TERMINAL_CONNECTED)!=0) ? "connected" : "NOT CONNECTED");
   string missing=MissingPermission();
   text=text+"\nTrading: "+((missing=="") ? "allowed" : missing);
   text=text+"\nStop: "+Stop(status);
   if(status.journal_ok==0)
      text=text+"\nJournal: COMMANDS ARE REFUSED, "+GetText(status.journal_text);
   if(status.unsettled>0)
      text=text+StringFormat("\nUnsettled orders: %d, looking for them at the broker",status.unsettled);
   ShowText(text);
  }

void CPanel::ShowText(const string text)
  {
   if(text==m_shown)
      return;
   m_shown=text;
   Comment(text);
  }
