//+------------------------------------------------------------------+
//| Looks at the broker for what became of an order without an        |
//| answer. Only proof settles it; nothing is ever sent again here.   |
//+------------------------------------------------------------------+

#define RECONCILE_EVERY_MS    1000
#define RECONCILE_WATCH_MS    30000
#define RECONCILE_MARGIN_S    300

class CReconcile
  {
private:
   ulong             m_next;
   ulong             m_next_watch;

   void              Settle(CSession &session,const SosIntent &intent);
   bool              FromDeals(const SosIntent &intent,SosResult &result);
   bool              FromHistoryOrders(const SosIntent &intent,SosResult &result);
   bool              StillWorking(const long magic);

public:
   void              Init(void) { m_next=0; m_next_watch=0; }
   //--- Once a second over unsettled intents, twice a minute over those already answered not_executed.
   void              Run(CSession &session,CReporter &reporter,const ulong now);
  };

void CReconcile::Run(CSession &session,CReporter &reporter,const ulong now)
  {
   if(now<m_next || !reporter.Synchronised())
      return;
   m_next=now+RECONCILE_EVERY_MS;
   bool watch=(now>=m_next_watch);
   if(watch)
      m_next_watch=now+RECONCILE_WATCH_MS;
   //--- Settling takes an intent off the list, so the list is read to its end first.
   SosIntent intents[];
   SosIntent intent= {};
   int       count=0;
   while(count<256 && sos_read_back(session.Handle(),count,intent)==1)
     {
      if(ArrayResize(intents,count+1)<0)
         break;
      intents[count]=intent;
      count++;
     }
   for(int i=0; i<count && !IsStopped(); i++)
      if(watch || intents[i].watch==0)
         Settle(session,intents[i]);
   if(count>0)
      reporter.MarkDirty();
  }

void CReconcile::Settle(CSession &session,const SosIntent &intent)
  {
   SosResult result= {};
   result.struct_size=sizeof(SosResult);
   result.leg=intent.leg;
   result.final=(intent.leg==0) ? 1 : 0;
   result.position=intent.position;
   result.ticket=intent.ticket;
   ArrayCopy(result.id,intent.id);
   datetime from=(datetime)(intent.server_time-RECONCILE_MARGIN_S);
   if(StillWorking(intent.magic) || !HistorySelect(from,(datetime)((long)TimeTradeServer()+SECONDS_PER_DAY)))
      return;
   if(!FromDeals(intent,result) && !FromHistoryOrders(intent,result))
     {
      if(intent.watch!=0)
         return;
      result.outcome=SOS_NOT_FOUND;
      PutText("Neither positions, orders nor history show the order's magic number",result.text);
     }
   if(sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing a reconciled outcome failed: ",BridgeError());
  }

//--- An order with this magic that the server is still working on proves nothing yet.
bool CReconcile::StillWorking(const long magic)
  {
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket!=0 && OrderSelect(ticket) && OrderGetInteger(ORDER_MAGIC)==magic)
         return(true);
     }
   return(false);
  }

//--- Legs of one command share the magic number: a closing leg also needs its own position.
bool CReconcile::FromDeals(const SosIntent &intent,SosResult &result)
  {
   double volume=0.0;
   double value=0.0;
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(HistoryDealGetInteger(ticket,DEAL_MAGIC)!=intent.magic)
         continue;
      long position=HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
      if(intent.position!=0 && position!=intent.position)
         continue;
      double part=HistoryDealGetDouble(ticket,DEAL_VOLUME);
      volume+=part;
      value+=part*HistoryDealGetDouble(ticket,DEAL_PRICE);
      result.deal=(long)ticket;
      result.order=HistoryDealGetInteger(ticket,DEAL_ORDER);
      result.position=position;
     }
   if(volume<=0.0)
      return(false);
   result.volume=volume;
   result.price=value/volume;
   result.outcome=(volume<intent.volume-0.000000001) ? SOS_PARTIAL : SOS_DONE;
   result.retcode=(int)((result.outcome==SOS_DONE) ? TRADE_RETCODE_DONE : TRADE_RETCODE_DONE_PARTIAL);
   PutText("Found at the broker by its magic number",result.text);
   return(true);
  }

//--- The server's own word that the order came to nothing.
bool CReconcile::FromHistoryOrders(const SosIntent &intent,SosResult &result)
  {
   for(int i=HistoryOrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=HistoryOrderGetTicket(i);
      if(HistoryOrderGetInteger(ticket,ORDER_MAGIC)!=intent.magic)
         continue;
      if(intent.position!=0 && HistoryOrderGetInteger(ticket,ORDER_POSITION_ID)!=intent.position)
         continue;
      long state=HistoryOrderGetInteger(ticket,ORDER_STATE);
      if(state!=(long)ORDER_STATE_REJECTED && state!=(long)ORDER_STATE_CANCELED && state!=(long)ORDER_STATE_EXPIRED)
         continue;
      result.order=(long)ticket;
      result.outcome=SOS_REJECTED;
      result.retcode=(int)TRADE_RETCODE_REJECT;
      PutText("The broker's history says "+EnumToString((ENUM_ORDER_STATE)state),result.text);
      return(true);
     }
   return(false);
  }
