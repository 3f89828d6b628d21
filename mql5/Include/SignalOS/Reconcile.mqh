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
   bool              Carries(const ulong deal,const SosIntent &intent);
   bool              FromDeals(const SosIntent &intent,const long after,SosResult &result);
   bool              FromCloseBy(const SosIntent &intent,SosResult &result);
   bool              FromCancel(const SosIntent &intent,SosResult &result);
   bool              Suspicious(const ulong deal,const SosIntent &intent);
   bool              InDoubt(CSession &session,const SosIntent &intent,SosResult &result);
   bool              FromHistoryOrders(const SosIntent &intent,SosResult &result);
   bool              StillWorking(const SosIntent &intent,SosResult &result);
   bool              FromModify(const SosIntent &intent,SosResult &result);
   void              WishOf(const SosIntent &intent,Wish &wish);

public:
   void              Init(void) { m_next=0; m_next_watch=0; }
   //--- Something changed at the broker: those already answered not_executed are looked at with the next turn.
   void              LookSoon(void) { m_next_watch=0; }
   //--- Once a second over unsettled intents, twice a minute over those already answered not_executed.
   void              Run(CSession &session,CReporter &reporter,const ulong now);
  };

void CReconcile::Run(CSession &session,CReporter &reporter,const ulong now)
  {
   if(!reporter.Synchronised())
     {
      m_next_watch=0; // what happened behind our back brings no transaction: look at everything once it is known again
      return;
     }
   if(now<m_next)
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
   if(StillWorking(intent,result))
     {
      if(result.outcome!=0 && session.SameAccount() && sos_finish(session.Handle(),result)<0)
         Print("SignalOS: storing a reconciled outcome failed: ",BridgeError());
      return;
     }
   if(!HistorySelect(from,(datetime)((long)ServerTimeAtMost()+SECONDS_PER_DAY)))
      return;
   //--- Two legs for one position carry the same marks: the bridge says which deals are taken.
   SosResult blank=result;
   long      after=0;
   while(FromDeals(intent,after,result) && session.SameAccount())
     {
      int stored=sos_finish(session.Handle(),result);
      if(stored<0)
         Print("SignalOS: storing a reconciled outcome failed: ",BridgeError());
      if(stored!=1)
         return;
      after=result.deal;
      result=blank;
     }
   if(!FromModify(intent,result) && !FromCloseBy(intent,result) && !FromCancel(intent,result) && !FromHistoryOrders(intent,result))
     {
      if(intent.watch!=0 || InDoubt(session,intent,result))
         return;
      result.outcome=SOS_NOT_FOUND;
      PutText("Neither positions, orders nor history show the order's magic number",result.text);
     }
   //--- Looked for on another account: neither finding nor missing it there says anything.
   if(session.SameAccount() && sos_finish(session.Handle(),result)<0)
      Print("SignalOS: storing a reconciled outcome failed: ",BridgeError());
  }

//--- A pending order with this magic proves that it was placed. A market order the server is still working on proves nothing yet.
bool CReconcile::StillWorking(const SosIntent &intent,SosResult &result)
  {
   for(int i=OrdersTotal()-1; i>=0; i--)
     {
      ulong ticket=OrderGetTicket(i);
      if(ticket==0 || !OrderSelect(ticket) || OrderGetInteger(ORDER_MAGIC)!=intent.magic)
         continue;
      if(intent.kind==SOS_OPEN && IsPendingType(OrderGetInteger(ORDER_TYPE)))
        {
         result.order=(long)ticket;
         result.ticket=(long)ticket;
         result.outcome=SOS_DONE;
         result.retcode=(int)TRADE_RETCODE_DONE;
         PutText("Found at the broker by its magic number: the order rests there",result.text);
        }
      return(true);
     }
   return(false);
  }

void CReconcile::WishOf(const SosIntent &intent,Wish &wish)
  {
   wish.price=intent.price;
   wish.stop_limit=intent.stop_limit;
   wish.sl=intent.sl;
   wish.tp=intent.tp;
   wish.expiration=intent.expiration;
   wish.has_sl=intent.has_sl;
   wish.has_tp=intent.has_tp;
  }

//--- A modification leaves no mark: what stands now is compared with what was wanted.
bool CReconcile::FromModify(const SosIntent &intent,SosResult &result)
  {
   if(intent.kind!=SOS_MODIFY)
      return(false);
   bool stands=(intent.position!=0) ? SelectIdentifier(intent.position)!=0 : OrderSelect((ulong)intent.ticket);
   if(!stands)
     {
      result.outcome=SOS_REJECTED;
      PutText((intent.position!=0) ? "The position is closed: there is nothing left to modify" :
              "The order stands no more: there is nothing left to modify",result.text);
      return(true);
     }
   string symbol=GetText(intent.symbol);
   Wish   wish= {};
   Levels now= {};
   Levels wanted= {};
   WishOf(intent,wish);
   if(intent.position!=0)
      LevelsOfPosition(now);
   else
      LevelsOfOrder(now);
   Wanted(symbol,wish,now,wanted);
   if(!SameLevels(symbol,now,wanted))
      return(false);
   result.outcome=SOS_DONE;
   result.retcode=(int)TRADE_RETCODE_DONE;
   PutText("Found at the broker: it stands as it was wanted",result.text);
   return(true);
  }

//--- A deal shows its command by the magic number, or by the short tag when the broker keeps only the comment.
bool CReconcile::Carries(const ulong deal,const SosIntent &intent)
  {
   long reason=HistoryDealGetInteger(deal,DEAL_REASON);
   if(reason==(long)DEAL_REASON_SL || reason==(long)DEAL_REASON_TP || reason==(long)DEAL_REASON_SO)
      return(false); // inherits the position's magic number and is none of the command's doing
   long magic=HistoryDealGetInteger(deal,DEAL_MAGIC);
   if(magic==intent.magic)
      return(true);
   string id=GetText(intent.id);
   string tag="S:"+StringSubstr(id,StringLen(id)-8);
   return(magic==0 && StringFind(HistoryDealGetString(deal,DEAL_COMMENT),tag)==0);
  }

//--- Legs of one command share the magic number: a closing leg also needs its own position.
bool CReconcile::FromDeals(const SosIntent &intent,const long after,SosResult &result)
  {
   double volume=0.0;
   double value=0.0;
   int    total=HistoryDealsTotal();
   if(intent.position==0 && intent.ticket!=0)
      return(false); // the removal of an order makes no deal
   for(int i=0; i<total; i++)
     {
      ulong ticket=HistoryDealGetTicket(i);
      long  order=HistoryDealGetInteger(ticket,DEAL_ORDER);
      if((long)ticket<=after || !Carries(ticket,intent) || (result.order!=0 && order!=result.order))
         continue;
      long position=HistoryDealGetInteger(ticket,DEAL_POSITION_ID);
      if(intent.position!=0 && position!=intent.position)
         continue;
      double part=HistoryDealGetDouble(ticket,DEAL_VOLUME);
      volume+=part;
      value+=part*HistoryDealGetDouble(ticket,DEAL_PRICE);
      result.deal=(long)ticket;
      result.order=order;
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

//--- Two positions meet in a close-by only once, since it ends one of them: the pair itself is the mark.
bool CReconcile::FromCloseBy(const SosIntent &intent,SosResult &result)
  {
   if(intent.kind!=SOS_CLOSE_BY)
      return(false);
   int total=HistoryDealsTotal();
   for(int i=0; i<total; i++)
     {
      ulong first=HistoryDealGetTicket(i);
      if(HistoryDealGetInteger(first,DEAL_ENTRY)!=(long)DEAL_ENTRY_OUT_BY ||
         HistoryDealGetInteger(first,DEAL_POSITION_ID)!=intent.position)
         continue;
      for(int j=0; j<total; j++)
        {
         ulong second=HistoryDealGetTicket(j);
         if(HistoryDealGetInteger(second,DEAL_POSITION_ID)!=intent.opposite ||
            HistoryDealGetInteger(second,DEAL_ORDER)!=HistoryDealGetInteger(first,DEAL_ORDER))
            continue;
         result.deal=(long)first;
         result.order=HistoryDealGetInteger(first,DEAL_ORDER);
         result.volume=HistoryDealGetDouble(first,DEAL_VOLUME);
         result.price=HistoryDealGetDouble(first,DEAL_PRICE);
         result.outcome=SOS_DONE;
         result.retcode=(int)TRADE_RETCODE_DONE;
         PutText("Found at the broker: the two positions were closed by each other",result.text);
         return(true);
        }
     }
   return(false);
  }

//--- The removal of a pending order: the order keeps its own magic number, its ticket is the mark.
bool CReconcile::FromCancel(const SosIntent &intent,SosResult &result)
  {
   bool many=(intent.kind==SOS_EMERGENCY_STOP || intent.kind==SOS_CLOSE_ALL);
   if(intent.position!=0 || intent.ticket==0 || (!many && intent.kind!=SOS_CANCEL_ORDER) || !HistoryOrderSelect((ulong)intent.ticket))
      return(false);
   long state=HistoryOrderGetInteger((ulong)intent.ticket,ORDER_STATE);
   bool filled=(state==(long)ORDER_STATE_FILLED || state==(long)ORDER_STATE_PARTIAL);
   if(state!=(long)ORDER_STATE_CANCELED && (many || (!filled && state!=(long)ORDER_STATE_EXPIRED)))
      return(false);
   result.order=intent.ticket;
   result.outcome=filled ? SOS_REJECTED : SOS_DONE;
   result.retcode=(int)(filled ? TRADE_RETCODE_REJECT : TRADE_RETCODE_DONE);
   PutText(filled ? "Found at the broker: the order was filled before it could be cancelled" :
           "Found at the broker: the order stands no more ("+EnumToString((ENUM_ORDER_STATE)state)+")",result.text);
   return(true);
  }

//--- Fits the order in everything but carries no mark at all: a broker may have blanked it.
bool CReconcile::Suspicious(const ulong deal,const SosIntent &intent)
  {
   if(HistoryDealGetInteger(deal,DEAL_MAGIC)!=0 || HistoryDealGetInteger(deal,DEAL_REASON)!=(long)DEAL_REASON_EXPERT)
      return(false);
   if(HistoryDealGetString(deal,DEAL_SYMBOL)!=GetText(intent.symbol) || StringFind(HistoryDealGetString(deal,DEAL_COMMENT),"S:")==0)
      return(false);
   if(HistoryDealGetDouble(deal,DEAL_VOLUME)>intent.volume+0.000000001)
      return(false);
   long type=HistoryDealGetInteger(deal,DEAL_TYPE);
   if(type!=(long)((intent.side==SOS_BUY) ? DEAL_TYPE_BUY : DEAL_TYPE_SELL))
      return(false);
   if(intent.position!=0)
      return(HistoryDealGetInteger(deal,DEAL_POSITION_ID)==intent.position);
   bool nets=(AccountInfoInteger(ACCOUNT_MARGIN_MODE)!=(long)ACCOUNT_MARGIN_MODE_RETAIL_HEDGING);
   return(nets || HistoryDealGetInteger(deal,DEAL_ENTRY)==(long)DEAL_ENTRY_IN);
  }

//--- True while some such deal may be this order: it is named as evidence, and nothing is called not executed.
bool CReconcile::InDoubt(CSession &session,const SosIntent &intent,SosResult &result)
  {
   if(intent.kind==SOS_MODIFY || (intent.position==0 && intent.ticket!=0))
      return(false);
   for(int i=HistoryDealsTotal()-1; i>=0; i--)
     {
      ulong ticket=HistoryDealGetTicket(i);
      if(!Suspicious(ticket,intent))
         continue;
      SosResult doubt=result;
      doubt.outcome=SOS_UNKNOWN;
      doubt.final=0;
      doubt.deal=(long)ticket;
      PutText("Deal "+IntegerToString((long)ticket)+" may be this order: the broker keeps neither its magic number nor its comment",
              doubt.text);
      if(!session.SameAccount() || sos_finish(session.Handle(),doubt)!=1)
         return(true);
     }
   return(false);
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
      //--- A pending order that ended unfilled was placed all the same: that is what the command asked for.
      if(intent.kind==SOS_OPEN && state!=(long)ORDER_STATE_REJECTED && IsPendingType(HistoryOrderGetInteger(ticket,ORDER_TYPE)))
        {
         result.ticket=(long)ticket;
         result.outcome=SOS_DONE;
         result.retcode=(int)TRADE_RETCODE_DONE;
         PutText("Found at the broker: the order was placed and stands no more ("+EnumToString((ENUM_ORDER_STATE)state)+")",result.text);
         return(true);
        }
      result.outcome=SOS_REJECTED;
      result.retcode=(int)TRADE_RETCODE_REJECT;
      PutText("The broker's history says "+EnumToString((ENUM_ORDER_STATE)state),result.text);
      return(true);
     }
   return(false);
  }
