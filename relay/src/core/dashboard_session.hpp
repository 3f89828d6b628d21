// One browser's end of the protocol (protocol/README.md section 6): subscriptions, snapshots, deltas, replay,
// heartbeats and the two commands that a dashboard may give over its socket.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/token_bucket.hpp"
#include "core/channel.hpp"
#include "core/hub.hpp"
#include "core/session.hpp"
#include "core/told_session.hpp"
#include "protocol/envelope.hpp"

namespace signalos::relay {

/// Who looks.
struct DashboardIdentity {
    OrgId org;
    UserId user;
    std::string name;
    bool may_command = false;        ///< trader or more
    std::string permission_message;  ///< words for a refusal, may be empty
};

/// A stored row of a terminal's sequence.
struct EventRecord {
    std::int64_t off = 0;
    std::string type;
    std::int64_t ts = 0;
    boost::json::object data;
};

/// A command as a dashboard gives it over its socket.
struct DashboardCommand {
    std::string kind;                    ///< "emergency_stop", "close"
    std::optional<TerminalId> terminal;  ///< nothing: every terminal the user may command
    boost::json::object args;
    std::optional<Uuid> key;  ///< the message id: the same id is the same command
};

/// What a socket shows without being asked: `/ws/mission`, `/ws/graph` and `/ws/runs/{id}` are `/ws` with a beginning.
struct DashboardPreset {
    std::vector<std::string> channels = {};  ///< subscribed at once; one that is not visible closes with 4403
    std::vector<std::string> types = {};     ///< of events channels; empty: all
    std::optional<CommandId> run = {};       ///< this command alone, and the end with it
};

/// What a session asks of the relay. Callbacks run exactly once on the I/O thread, at once or later, also when the
/// session is gone.
struct DashboardPorts {
    using Events = std::function<void(Result<std::vector<EventRecord>>)>;
    using Submitted = std::function<void(Result<boost::json::object>)>;

    /// Rows with off >= from, ascending, at most `limit`.
    std::function<void(OrgId, TerminalId, std::int64_t from, std::size_t limit, Events)> load_events;
    /// The answer is the command, or for every terminal `{commands:[…]}`.
    std::function<void(DashboardCommand, Submitted)> submit;
    /// The command as it stands; errc::not_found also for one of a terminal that the user may not see.
    std::function<void(CommandId, Submitted)> find_command = {};
    /// Terminals that the user may see, in no order.
    std::function<std::vector<TerminalId>()> visible_terminals;
    /// Empty: every terminal of the organisation.
    std::function<bool(TerminalId)> may_see;
    /// Told of every refused frame and request; may be empty.
    std::function<void(errc)> refused = {};
    /// Told how many changes of a keyed stream one frame stood for, beyond the first; may be empty.
    std::function<void(std::int64_t)> conflated = {};
};

/// References outlive the session. Everything on the I/O thread.
class DashboardSession final : public Session, public ToldSession, private HubListener {
public:
    DashboardSession(DashboardIdentity who, SessionPort& port, Clock const& clock, Random& random, Hub& hub,
                     DashboardPorts ports, DashboardPreset preset = {});
    ~DashboardSession() override;

    void on_text(std::string_view text) override;
    std::vector<Frame> pull(std::size_t max_bytes) override;
    [[nodiscard]] bool is_bulk(std::string_view frame) const override;
    void on_tick() override;
    void on_closed() override;
    void tell(std::string const& type, boost::json::object data) override;
    [[nodiscard]] ConnectionFigures figures() const override;
    /// The relay or the service behind it ends this session: sign-out, revocation, restart.
    void close(std::uint16_t code, std::string_view reason);

private:
    struct KeyedSubscription {
        KeyedStream* stream = nullptr;
        std::int64_t sent = 0;  ///< off of the last frame: the next delta's `from`
        std::int64_t seen = 0;  ///< off up to which nothing is missing
        SnapshotPages pages;    ///< of a snapshot under way
        std::size_t next_page = 0;
    };
    struct EventSubscription {
        std::int64_t cursor = 0;   ///< highest off queued or passed over
        std::int64_t matched = 0;  ///< highest off that passed the type filter
        std::uint64_t generation = 0;
        std::set<std::string, std::less<>> types;  ///< empty: all
    };
    struct QueuedEvent {
        TerminalId terminal;
        Frame frame;
    };
    struct Position {
        std::optional<std::string> ep;
        std::optional<std::int64_t> off;
    };

    void on_mission_changed() override;
    void on_state_changed(TerminalId terminal) override;
    void on_event(LiveEvent const& event) override;
    void on_terminal(TerminalId terminal) override;

    using Handler = void (DashboardSession::*)(protocol::Envelope const&);
    static Handler handler_of(std::string_view type);
    void handle_ping(protocol::Envelope const& request);
    void handle_status(protocol::Envelope const& request);
    void handle_subscribe(protocol::Envelope const& request);
    void handle_unsubscribe(protocol::Envelope const& request);
    void handle_resync(protocol::Envelope const& request);
    void handle_heartbeat_ack(protocol::Envelope const& ack);
    void handle_emergency_stop(protocol::Envelope const& request);
    void handle_close_trade(protocol::Envelope const& request);
    void submit(protocol::Envelope const& request, DashboardCommand command);

    void begin(DashboardPreset const& preset);
    void show_run(Result<boost::json::object> command);
    void watch_run(LiveEvent const& event);

    void answer(protocol::Envelope const& request, std::string type, boost::json::object data);
    void refuse(std::optional<std::string> const& re, errc code, std::string message = "", std::string path = "");
    void say(std::string type, boost::json::object data, std::optional<std::string> re = std::nullopt);
    void queue_answer(Frame frame);
    void count_bad_frame();
    void send_heartbeat();
    [[nodiscard]] boost::json::object tops() const;
    [[nodiscard]] boost::json::object status() const;

    [[nodiscard]] bool sees(TerminalId terminal) const;
    [[nodiscard]] KeyFilter filter_of(KeyedStream const& stream) const;
    boost::json::object open_user();
    boost::json::object open_keyed(KeyedStream& stream, Position const& position);
    boost::json::object open_events(TerminalId terminal, Position const& position,
                                    std::set<std::string, std::less<>> types);
    void open_wildcard(Channel::Kind kind, std::set<std::string, std::less<>> const& named,
                       std::set<std::string, std::less<>> const& types, boost::json::array& opened);
    void start_snapshot(KeyedSubscription& subscription);
    Frame next_keyed_frame();
    Frame next_frame_of(KeyedSubscription& subscription);
    void queue_event(TerminalId terminal, EventSubscription& subscription, std::int64_t off, std::string_view type,
                     Frame frame);
    void push_event(TerminalId terminal, Frame frame);
    void drop_events(TerminalId terminal);
    void drop_all_events();
    void replay();
    void on_replayed(TerminalId terminal, std::uint64_t generation, Result<std::vector<EventRecord>> rows);
    void tell_gap(TerminalId terminal, std::int64_t off);

    DashboardIdentity who_;
    SessionPort& port_;
    Clock const& clock_;
    Random& random_;
    Hub& hub_;
    DashboardPorts ports_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  ///< false once closed: late callbacks do nothing
    TokenBucket bucket_;
    std::deque<std::int64_t> bad_frames_;

    std::deque<Frame> answers_;
    std::size_t answer_bytes_ = 0;
    std::deque<QueuedEvent> events_;
    std::size_t event_bytes_ = 0;
    std::map<std::string, KeyedSubscription, std::less<>> keyed_;
    std::string last_keyed_;  ///< served last: the next goes first, so that none starves
    std::map<TerminalId, EventSubscription> event_subscriptions_;
    std::uint64_t generations_ = 0;
    bool loading_ = false;
    std::optional<CommandId> run_;  ///< shown to its end, then the socket closes
    bool run_heard_ = false;        ///< something newer than the first read of it has been told
    bool own_account_ = false;      ///< subscribed to `user`
    std::int64_t user_off_ = 0;     ///< of this connection: what was told while it was away is not told again
    bool all_states_ = false;
    bool all_events_ = false;
    std::set<std::string, std::less<>> all_events_types_;

    std::int64_t dropped_ = 0;  ///< as ConnectionFigures::dropped

    std::int64_t heartbeat_n_ = 0;
    std::int64_t next_heartbeat_ = 0;
    std::int64_t last_heard_ = 0;
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> pending_beats_;  ///< n → steady, utc at sending
    std::deque<std::pair<std::int64_t, std::int64_t>> round_trips_;                ///< last eight: rtt, offset
};

}  // namespace signalos::relay
