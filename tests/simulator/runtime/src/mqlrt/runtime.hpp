// What every emitted program derives from: MQL5's functions over a Host. Names and meanings are MQL5's.
#pragma once

#include <memory>

#include "mqlrt/core.hpp"
#include "mqlrt/structs.hpp"

namespace signalos::mql::rt {

struct Unknown;

class Runtime : public Core {
public:
    using Core::Core;

protected:
    // --- program and time
    void ExpertRemove() { host_.expert_remove(); }
    std::uint32_t GetTickCount() { return static_cast<std::uint32_t>(host_.tick_count_ms()); }
    std::uint64_t GetTickCount64() { return host_.tick_count_ms(); }
    std::uint64_t GetMicrosecondCount() { return host_.microsecond_count(); }
    std::int32_t GetLastError() { return host_.last_error(); }
    void ResetLastError() { host_.set_last_error(0); }
    void SetUserError(std::uint16_t code) { host_.set_last_error(65536 + code); }
    void Sleep(std::int32_t ms) { host_.sleep_ms(ms); }
    bool IsStopped() { return host_.is_stopped(); }
    std::int32_t UninitializeReason() { return static_cast<std::int32_t>(host_.uninitialize_reason()); }
    std::int32_t PeriodSeconds(std::int32_t period);
    std::int64_t TimeCurrent() { return host_.time_current(); }
    std::int64_t TimeTradeServer() { return host_.time_trade_server(); }
    std::int64_t TimeLocal() { return host_.time_local(); }
    std::int64_t TimeGMT() { return host_.time_gmt(); }
    std::int64_t TimeCurrent(MqlDateTime& p) { return split(host_.time_current(), p); }
    std::int64_t TimeTradeServer(MqlDateTime& p) { return split(host_.time_trade_server(), p); }
    std::int64_t TimeLocal(MqlDateTime& p) { return split(host_.time_local(), p); }
    std::int64_t TimeGMT(MqlDateTime& p) { return split(host_.time_gmt(), p); }
    std::int32_t TimeGMTOffset() { return static_cast<std::int32_t>(host_.time_gmt() - host_.time_local()); }
    std::int32_t TimeDaylightSavings() { return 0; }
    bool TimeToStruct(std::int64_t t, MqlDateTime& p) { return split(t, p), true; }
    std::int64_t StructToTime(MqlDateTime& p) { return time_of({p.year, p.mon, p.day, p.hour, p.min, p.sec, 0, 0}); }

    // --- environment. The numbers are those of selectors.hpp; an unknown one is MQL5's wrong-parameter error.
    double AccountInfoDouble(std::int32_t p);
    std::int64_t AccountInfoInteger(std::int32_t p);
    String AccountInfoString(std::int32_t p);
    std::int32_t TerminalInfoInteger(std::int32_t p);
    double TerminalInfoDouble(std::int32_t p);
    String TerminalInfoString(std::int32_t p);
    std::int32_t MQLInfoInteger(std::int32_t p);
    String MQLInfoString(std::int32_t p);
    String Symbol() { return str(host_.chart_symbol(0)); }
    std::int32_t Period() { return host_.chart_period(0); }
    std::int32_t Digits() {
        return static_cast<std::int32_t>(host_.symbol_integer("", SymbolInteger::digits).value_or(0));
    }
    double Point() { return host_.symbol_double("", SymbolDouble::point).value_or(0); }
    String ChartSymbol(std::int64_t id) { return str(host_.chart_symbol(id)); }
    std::int32_t ChartPeriod(std::int64_t id) { return host_.chart_period(id); }
    std::int64_t ChartID() { return host_.chart_id(); }
    void ChartRedraw(std::int64_t id) { host_.chart_redraw(id); }
    bool ResourceCreate(String const& name, ArrayRef<std::uint32_t const> data, std::uint32_t width,
                        std::uint32_t height, std::uint32_t x, std::uint32_t y, std::uint32_t data_width,
                        std::int32_t format);
    bool ResourceFree(String const& name) { return host_.free_image(name.utf8()); }
    bool ObjectCreate(std::int64_t chart, String const& name, std::int32_t type, std::int32_t window, std::int64_t time,
                      double price);
    bool ObjectDelete(std::int64_t, String const& name) { return host_.delete_object(name.utf8()); }
    std::int32_t ObjectFind(std::int64_t, String const& name) { return host_.has_object(name.utf8()) ? 0 : -1; }
    bool ObjectSetInteger(std::int64_t, String const& name, std::int32_t property, std::int64_t value) {
        return host_.set_object_integer(name.utf8(), property, value);
    }
    bool ObjectSetString(std::int64_t, String const& name, std::int32_t property, String const& value);
    std::int64_t ChartGetInteger(std::int64_t id, std::int32_t p, std::int32_t window);

    // --- symbols
    std::int32_t SymbolsTotal(bool selected) { return host_.symbols_total(selected); }
    bool SymbolExist(String const& s, bool& custom) { return host_.symbol_exist(s.utf8(), custom); }
    String SymbolName(std::int32_t i, bool selected) { return str(host_.symbol_name(i, selected)); }
    bool SymbolSelect(String const& s, bool on) { return host_.symbol_select(s.utf8(), on); }
    bool SymbolIsSynchronized(String const& s) { return host_.symbol_is_synchronized(s.utf8()); }
    double SymbolInfoDouble(String const& s, std::int32_t p);
    bool SymbolInfoDouble(String const& s, std::int32_t p, double& v);
    std::int64_t SymbolInfoInteger(String const& s, std::int32_t p);
    bool SymbolInfoInteger(String const& s, std::int32_t p, std::int64_t& v);
    String SymbolInfoString(String const& s, std::int32_t p);
    bool SymbolInfoString(String const& s, std::int32_t p, String& v);
    bool SymbolInfoMarginRate(String const& s, std::int32_t type, double& initial, double& maintenance) {
        return host_.symbol_margin_rate(s.utf8(), static_cast<OrderType>(type), initial, maintenance);
    }
    bool SymbolInfoTick(String const& s, MqlTick& tick);
    bool SymbolInfoSessionQuote(String const& s, std::int32_t day, std::uint32_t i, std::int64_t& from,
                                std::int64_t& until) {
        return host_.symbol_session_quote(s.utf8(), day, i, from, until);
    }
    bool SymbolInfoSessionTrade(String const& s, std::int32_t day, std::uint32_t i, std::int64_t& from,
                                std::int64_t& until) {
        return host_.symbol_session_trade(s.utf8(), day, i, from, until);
    }
    bool MarketBookAdd(String const& s) { return host_.market_book_add(s.utf8()); }
    bool MarketBookRelease(String const& s) { return host_.market_book_release(s.utf8()); }
    bool MarketBookGet(String const& s, ArrayRef<MqlBookInfo> book);

    // --- series
    std::int32_t Bars(String const& s, std::int32_t period) { return host_.bars(s.utf8(), period); }
    std::int32_t iBars(String const& s, std::int32_t period) { return host_.bars(s.utf8(), period); }
    // The emitter calls with exact argument types, so these three overloads are never ambiguous there.
    std::int32_t CopyRates(String const& s, std::int32_t period, std::int32_t start, std::int32_t count,
                           ArrayRef<MqlRates> out);
    std::int32_t CopyRates(String const& s, std::int32_t period, std::int64_t start, std::int32_t count,
                           ArrayRef<MqlRates> out);
    std::int32_t CopyRates(String const& s, std::int32_t period, std::int64_t start, std::int64_t stop,
                           ArrayRef<MqlRates> out);
    std::int32_t CopyTicks(String const& s, ArrayRef<MqlTick> out, std::uint32_t flags, std::uint64_t from,
                           std::uint32_t count);
    std::int64_t iTime(String const& s, std::int32_t period, std::int32_t shift) { return bar(s, period, shift).time; }
    double iOpen(String const& s, std::int32_t period, std::int32_t shift) { return bar(s, period, shift).open; }
    double iHigh(String const& s, std::int32_t period, std::int32_t shift) { return bar(s, period, shift).high; }
    double iLow(String const& s, std::int32_t period, std::int32_t shift) { return bar(s, period, shift).low; }
    double iClose(String const& s, std::int32_t period, std::int32_t shift) { return bar(s, period, shift).close; }

    // --- trading
    bool OrderCalcMargin(std::int32_t type, String const& s, double volume, double price, double& margin);
    bool OrderCalcProfit(std::int32_t type, String const& s, double volume, double open, double close, double& profit);
    bool OrderCheck(MqlTradeRequest const& request, MqlTradeCheckResult& result);
    bool OrderSend(MqlTradeRequest const& request, MqlTradeResult& result);
    bool OrderSendAsync(MqlTradeRequest const& request, MqlTradeResult& result);
    std::int32_t PositionsTotal() { return host_.positions_total(); }
    String PositionGetSymbol(std::int32_t i) {
        return host_.position_ticket(i) != 0 ? str(host_.position_string(PositionString::symbol).value_or(""))
                                             : str("");
    }
    bool PositionSelect(String const& s) { return host_.position_select(s.utf8()); }
    bool PositionSelectByTicket(std::uint64_t t) { return host_.position_select_by_ticket(t); }
    std::uint64_t PositionGetTicket(std::int32_t i) { return host_.position_ticket(i); }
    std::int32_t OrdersTotal() { return host_.orders_total(); }
    std::uint64_t OrderGetTicket(std::int32_t i) { return host_.order_ticket(i); }
    bool OrderSelect(std::uint64_t t) { return host_.order_select(t); }
    bool HistorySelect(std::int64_t from, std::int64_t until) { return host_.history_select(from, until); }
    bool HistorySelectByPosition(std::uint64_t id) { return host_.history_select_by_position(id); }
    bool HistoryOrderSelect(std::uint64_t t) { return host_.history_order_select(t); }
    bool HistoryDealSelect(std::uint64_t t) { return host_.history_deal_select(t); }
    std::int32_t HistoryOrdersTotal() { return host_.history_orders_total(); }
    std::int32_t HistoryDealsTotal() { return host_.history_deals_total(); }
    std::uint64_t HistoryOrderGetTicket(std::int32_t i) { return host_.history_order_ticket(i); }
    std::uint64_t HistoryDealGetTicket(std::int32_t i) { return host_.history_deal_ticket(i); }
    double PositionGetDouble(std::int32_t p);
    bool PositionGetDouble(std::int32_t p, double& v);
    std::int64_t PositionGetInteger(std::int32_t p);
    bool PositionGetInteger(std::int32_t p, std::int64_t& v);
    String PositionGetString(std::int32_t p);
    bool PositionGetString(std::int32_t p, String& v);
    double OrderGetDouble(std::int32_t p);
    bool OrderGetDouble(std::int32_t p, double& v);
    std::int64_t OrderGetInteger(std::int32_t p);
    bool OrderGetInteger(std::int32_t p, std::int64_t& v);
    String OrderGetString(std::int32_t p);
    bool OrderGetString(std::int32_t p, String& v);
    double HistoryOrderGetDouble(std::uint64_t t, std::int32_t p);
    bool HistoryOrderGetDouble(std::uint64_t t, std::int32_t p, double& v);
    std::int64_t HistoryOrderGetInteger(std::uint64_t t, std::int32_t p);
    bool HistoryOrderGetInteger(std::uint64_t t, std::int32_t p, std::int64_t& v);
    String HistoryOrderGetString(std::uint64_t t, std::int32_t p);
    bool HistoryOrderGetString(std::uint64_t t, std::int32_t p, String& v);
    double HistoryDealGetDouble(std::uint64_t t, std::int32_t p);
    bool HistoryDealGetDouble(std::uint64_t t, std::int32_t p, double& v);
    std::int64_t HistoryDealGetInteger(std::uint64_t t, std::int32_t p);
    bool HistoryDealGetInteger(std::uint64_t t, std::int32_t p, std::int64_t& v);
    String HistoryDealGetString(std::uint64_t t, std::int32_t p);
    bool HistoryDealGetString(std::uint64_t t, std::int32_t p, String& v);

    // --- global variables, events, files
    bool GlobalVariableCheck(String const& n) { return host_.global_check(n.utf8()); }
    std::int64_t GlobalVariableTime(String const& n) { return host_.global_time(n.utf8()); }
    bool GlobalVariableDel(String const& n) { return host_.global_delete(n.utf8()); }
    double GlobalVariableGet(String const& n) { return host_.global_get(n.utf8()).value_or(0); }
    bool GlobalVariableGet(String const& n, double& v) { return fetch(host_.global_get(n.utf8()), v); }
    String GlobalVariableName(std::int32_t i) { return str(host_.global_name(i)); }
    std::int64_t GlobalVariableSet(String const& n, double v) { return host_.global_set(n.utf8(), v); }
    void GlobalVariablesFlush() { host_.globals_flush(); }
    bool GlobalVariableTemp(String const& n) { return host_.global_temp(n.utf8()); }
    bool GlobalVariableSetOnCondition(String const& n, double v, double expected) {
        return host_.global_set_on_condition(n.utf8(), v, expected);
    }
    std::int32_t GlobalVariablesDeleteAll(String const& prefix) { return host_.globals_delete_all(prefix.utf8()); }
    std::int32_t GlobalVariablesTotal() { return host_.globals_total(); }
    bool EventSetMillisecondTimer(std::int32_t ms) { return host_.set_timer_ms(ms); }
    bool EventSetTimer(std::int32_t s) { return host_.set_timer_ms(static_cast<std::int64_t>(s) * 1000); }
    void EventKillTimer() { host_.kill_timer(); }
    bool EventChartCustom(std::int64_t chart, std::uint16_t id, std::int64_t l, double d, String const& s) {
        return host_.chart_event_custom(chart, id, l, d, s.utf8());
    }
    bool FileIsExist(String const& n, std::int32_t common) { return host_.file_exists(n.utf8(), common); }
    std::int32_t FileOpen(String const& n, std::int32_t flags, std::int16_t, std::uint32_t) {
        return host_.file_open(n.utf8(), flags);
    }
    void FileClose(std::int32_t h) { host_.file_close(h); }
    bool FileDelete(String const& n, std::int32_t common) { return host_.file_delete(n.utf8(), common); }
    bool FileMove(String const& a, std::int32_t common, String const& b, std::int32_t mode) {
        return host_.file_move(a.utf8(), common, b.utf8(), mode);
    }
    void FileFlush(std::int32_t h) { host_.file_flush(h); }
    bool FileIsEnding(std::int32_t h) { return host_.file_tell(h) >= host_.file_size(h); }
    std::uint32_t FileReadArray(std::int32_t h, ArrayRef<std::uint8_t> a, std::int32_t start, std::int32_t count);
    std::uint32_t FileWriteArray(std::int32_t h, ArrayRef<std::uint8_t const> a, std::int32_t start,
                                 std::int32_t count);
    std::uint32_t FileWriteString(std::int32_t h, String const& s, std::int32_t length);
    bool FileSeek(std::int32_t h, std::int64_t offset, std::int32_t origin) {
        return host_.file_seek(h, offset, origin);
    }
    std::uint64_t FileSize(std::int32_t h) { return host_.file_size(h); }
    std::uint64_t FileTell(std::int32_t h) { return host_.file_tell(h); }
    bool FolderCreate(String const& n, std::int32_t common) { return host_.folder_create(n.utf8(), common); }

private:
    static std::int64_t split(std::int64_t time, MqlDateTime& parts);
    MqlRates bar(String const& s, std::int32_t period, std::int32_t shift);
    template <class T>
    static bool fetch(std::optional<T> const& from, T& target) {
        if (!from) return false;
        target = *from;
        return true;
    }
    static bool fetch(std::optional<std::string> const& from, String& target) {
        if (!from) return false;
        target = str(*from);
        return true;
    }
    template <class E>
    E selector(std::int32_t value) const;
    std::int32_t fill(std::optional<std::vector<Rates>> const& rates, ArrayRef<MqlRates> out);
};

}  // namespace signalos::mql::rt
