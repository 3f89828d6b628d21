// One account's bridge: journal, guard, link and feeds behind one mutex. The EA's thread and the link's thread meet
// here.
#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "bridge/book.hpp"
#include "bridge/guard.hpp"
#include "bridge/journal.hpp"
#include "bridge/link_core.hpp"
#include "bridge/link_loss.hpp"
#include "bridge/ports.hpp"
#include "bridge/state_feed.hpp"

namespace signalos::bridge {

/// What a session stands on; all outlive it.
struct SessionPorts {
    Clock const& clock;
    Random& random;
    std::unique_ptr<FolderLock> lock;
    std::unique_ptr<DurableFile> journal;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<Wake> wake;
};

struct SessionConfig {
    sos_open_args args;
    std::string instance;    // uuid
    ConnectRequest connect;  // bearer included
    std::int64_t reconcile_wait_ms = 60000;
    std::uint64_t journal_least = std::uint64_t{4} << 20;  // bytes; a smaller journal is never rewritten
    Memory memory{};
};

/// Methods named after the exports may be called from any one EA thread; on_* by the transport's thread. The mutex is
/// never held while the link's thread flushes; the EA's thread flushes under it, so that guard, intent and latch are
/// one critical section.
class Session final : private LinkEvents, private LinkHost {
public:
    Session(SessionConfig config, SessionPorts ports);
    ~Session() override;

    void start();
    /// Bounded at 1.5 s. False when the link's thread may still be inside a callback: the object must then live on.
    bool stop();
    /// New ceilings and inputs; the connection's own settings do not change.
    void set_args(sos_open_args const& args);
    /// Ends the link by itself at that steady time; 0 = never.
    void expire_at(std::int64_t steady_ms);
    [[nodiscard]] bool expired() const;
    /// The EA called, whatever it asked for: its silence is what the dashboard must not take for health.
    void ea_called() { last_ea_call_ = clock_.steady_ms(); }
    [[nodiscard]] std::int64_t ea_silence_ms() const { return clock_.steady_ms() - last_ea_call_; }

    void status(sos_status_info& out) const;
    int wait(int max_ms);
    void wake_waiters();
    bool next(sos_command& out);
    std::int32_t begin(sos_facts const& facts, sos_decision& out);
    std::int32_t finish(sos_result const& result);
    bool read_back(int index, sos_intent& out) const;
    void push_account(sos_account const& account);
    void push_positions(sos_position const* rows, int count);
    void push_orders(sos_order const* rows, int count);
    void push_symbols(sos_symbol const* rows, int count);
    void push_deal(sos_deal const& deal);
    void push_health(sos_health const& health);
    void push_log(int level, std::string text);
    bool check_line(int index, sos_check& out) const;
    std::int32_t lift_latch(std::int64_t id);

private:
    void on_tls() override;
    void on_open() override;
    void on_text(std::string_view text) override;
    void on_closed(Closed closed) override;
    void on_wake() override;

    json::object hello() override;
    void on_session(SessionRecord session, json::object const& welcome) override;
    void on_acked(std::int64_t seq) override;
    void on_command(RecvRecord record, std::optional<std::int64_t> ttl_ms) override;
    void on_live() override;
    std::vector<json::object> recalled(std::int64_t since) override;

    template <class F>
    void link_event(F&& event);
    void perform(std::vector<LinkAction> actions);
    std::unique_ptr<Journal> read_journal(std::unique_ptr<DurableFile> file);
    void recover();
    void skip_numbers(std::int64_t known);
    bool record(Record record);
    void emit(OutType type, std::string const& re, Outcome outcome, json::object data, std::int64_t deal = 0);
    void settle(Command& command, Outcome outcome, json::object data);
    void refuse(Command& command, Refusal const& refusal);
    void doubt(Command& command, Refusal const& refusal);
    void expire(Command& command);
    void answer_again(std::string const& id);
    void conclude(Command& command);
    void finish_in_bridge(Command& command);
    void set_pause(Command& command);
    void set_stop(Command& command);
    void mark_late(RecvRecord& received) const;
    [[nodiscard]] std::int64_t known_until(Command const& command) const;
    void apply_policy();
    void watch_link();
    void stop_by_itself();
    void settle_own(Command& command, Outcome outcome, json::object data);
    void emit_latch(std::string const& re, std::string_view by);
    json::value latch_json() const;
    void sweep();
    void compact();
    int ready() const;
    bool next_watch(sos_command& out);
    bool may_hand_out(Command const& command) const;
    [[nodiscard]] std::int64_t reconcile_wait_ms() const;
    [[nodiscard]] std::optional<Refusal> busy(Command const& command, sos_facts const& facts) const;
    bool not_found(Command& command, Intent& intent);
    std::int32_t suspect(Command& command, Intent* intent, LegRecord const& found);
    void deal_event(sos_deal const& deal);
    void refresh_terminal();
    void watch_ea();
    [[nodiscard]] std::int64_t magic_of(std::string const& id) const;
    [[nodiscard]] std::int64_t to_utc(std::int64_t server_ms) const;

    SessionConfig config_;
    Clock const& clock_;
    Random& random_;
    mutable std::mutex mutex_;
    std::unique_ptr<FolderLock> lock_;
    Book book_;
    std::unique_ptr<Journal> journal_;
    LinkCore link_;
    std::unique_ptr<Transport> transport_;
    std::unique_ptr<Wake> wake_;
    StateFeed feed_;
    LinkLoss link_loss_;
    sos_account account_{};
    sos_health health_{};
    bool have_health_ = false;
    std::vector<sos_deal> early_deals_;  // until the server's time is known
    std::vector<std::pair<std::string, json::object>> unreliable_;
    std::vector<std::string> steps_for_;
    std::int64_t spoken_before_ = 0;  // the highest number earlier runs may have sent; no bound after the first welcome
    std::atomic<std::int64_t> last_ea_call_;  // steady ms
    std::int64_t ea_silent_since_ = 0;        // ms UTC; 0 = it calls
    std::int64_t expire_at_ = 0;
    std::int64_t next_patch_ = 0;
    bool expired_ = false;
    bool stopping_ = false;
    bool stopped_ = true;  // what the first stop() found
    bool awake_ = false;
};

}  // namespace signalos::bridge
