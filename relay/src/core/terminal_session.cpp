// The session itself: phases, deadlines, what goes out. What comes in stands in terminal_inbox.cpp.
#include "core/terminal_session.hpp"

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>
#include <utility>

#include "base/hex.hpp"
#include "domain/json.hpp"
#include "protocol/close_code.hpp"
#include "protocol/limits.hpp"
#include "protocol/recall.hpp"

namespace signalos::relay {

namespace {
namespace json = boost::json;
namespace close_code = protocol::close_code;
using protocol::Envelope;

constexpr std::int64_t bad_frame_window_ms = 60'000;

std::string make_secret(Random& random) {
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    return hex(bytes);
}

std::string latch_text(std::optional<protocol::Latch> const& latch) {
    return latch ? json::serialize(protocol::encode_data(*latch)) : std::string();
}

SessionRequest request_of(protocol::Hello const& hello) {
    SessionRequest request;
    request.instance = hello.instance.text();
    request.journal = hello.journal.text();
    request.reported_epoch = hello.session_epoch;
    request.reported_last_in = hello.last_in;
    auto const& a = hello.account;
    request.account = {a.login,       a.server,     a.company, a.currency, static_cast<int>(a.currency_digits),
                       a.margin_mode, a.trade_mode, a.leverage};
    request.mode = hello.mode;
    request.magic_prefix = static_cast<int>(hello.magic_prefix);
    request.paused = hello.paused;
    request.pause_version = hello.pause_version;
    request.latch = latch_text(hello.latch);
    for (auto const& command : hello.open_commands) request.open_commands.push_back(CommandId{command.id});
    return request;
}

std::string account_of(protocol::Hello const& hello) {
    return hello.account.server + '\n' + hello.account.login;
}
}  // namespace

TerminalSession::TerminalSession(CorePorts ports, CommandService& commands, SessionPort& socket, OrgId org,
                                 TerminalId terminal)
    : ports_(std::move(ports)),
      commands_(commands),
      socket_(socket),
      org_(org),
      terminal_(terminal),
      hello_deadline_(ports_.clock.steady() + protocol::hello_timeout_ms),
      bucket_(protocol::terminal_rate, protocol::terminal_burst, ports_.clock.steady()),
      health_(ports_.clock.steady()) {}

TerminalSession::~TerminalSession() {
    ports_.registry.leave(terminal_, *this);
}

void TerminalSession::on_text(std::string_view text) {
    if (phase_ == Phase::closed) return;
    auto const now = ports_.clock.steady();
    if (!bucket_.take(now)) {
        fault({errc::rate_limited, "", ""});
        return close(close_code::too_fast, "too many frames");
    }
    health_.heard(now);
    InputFault wrong;
    auto envelope = protocol::decode_envelope(text, protocol::max_terminal_frame_bytes, wrong);
    if (!envelope) return fault(wrong);
    dispatch(std::move(*envelope));
}

void TerminalSession::on_hello(Envelope const& envelope) {
    InputFault wrong;
    auto hello = protocol::decode_hello(envelope.data, wrong);
    if (!hello) {
        fault(wrong, envelope.id);
        return close(close_code::protocol_error, "hello not understood");
    }
    if (std::find(hello->proto.begin(), hello->proto.end(), protocol::version) == hello->proto.end()) {
        return close(close_code::version_not_supported, "protocol version not supported");
    }
    if (ports_.registry.account_live_elsewhere(org_, terminal_, account_of(*hello))) {
        return close(close_code::taken, "this account is live under another terminal");
    }
    auto request = request_of(*hello);
    auto const secret = make_secret(ports_.random);
    request.new_resume_hash = ports_.sha256(secret);
    if (hello->resume) request.resume_hash = ports_.sha256(*hello->resume);
    request.incumbent_live = ports_.registry.live_or_opening(terminal_);
    request.incumbent_answered = ports_.registry.has_answered(terminal_);
    request.now = ports_.clock.now();
    phase_ = Phase::opening;
    ports_.registry.begin_opening(terminal_);
    auto answered = [weak = weak_from_this(), registry = &ports_.registry, store = &ports_.store, clock = &ports_.clock,
                     org = org_, terminal = terminal_, hello = std::move(*hello), secret](Reply<OpenedSession> reply) {
        registry->end_opening(terminal);
        auto const self = weak.lock();
        if (self && self->phase_ == Phase::opening) return self->opened(hello, secret, std::move(reply));
        // The socket went away while the session was being opened.
        if (reply.ok())
            store->close_terminal_session(org, terminal, reply.value.terminal.session_epoch, clock->now(), {});
    };
    ports_.store.open_terminal_session(org_, terminal_, std::move(request), std::move(answered));
}

void TerminalSession::opened(protocol::Hello const& hello, std::string const& secret, Reply<OpenedSession> reply) {
    if (reply.outcome == Outcome::rejected && reply.reason == errc::terminal_taken) {
        return close(close_code::taken, "this terminal is live elsewhere");
    }
    if (reply.outcome == Outcome::rejected && reply.reason == errc::forbidden)
        return close(close_code::not_allowed, "this credential belongs to another account");
    if (reply.outcome == Outcome::rejected && reply.reason == errc::not_found)
        return close(close_code::not_signed_in, "revoked");
    if (!reply.ok()) return close(close_code::unavailable, "storage is not available");
    auto const& session = reply.value;
    epoch_ = session.terminal.session_epoch;
    received_in_ = durable_in_ = told_in_ = session.last_in;
    sent_out_ = session.out_seq;
    acked_out_ = stored_ack_ = std::min(hello.last_in, session.out_seq);
    pause_version_ = session.terminal.pause_version;
    phase_ = Phase::live;
    ports_.registry.enter(org_, terminal_, account_of(hello), *this);

    protocol::Welcome welcome;
    welcome.session_id = Uuid::make_v7(ports_.clock.port(), ports_.random).text();
    welcome.session_epoch = epoch_;
    welcome.terminal = terminal_.value;
    welcome.terminal_name = session.terminal.name;
    welcome.hb_ms = protocol::heartbeat_ms;
    welcome.server_ts = ports_.clock.now();
    welcome.resume = secret;
    welcome.recv_max = protocol::recv_max;
    welcome.last_in = session.last_in;
    welcome.store_epoch = session.store_epoch;
    Envelope frame;
    frame.type = "welcome";
    frame.data = protocol::encode_data(welcome);
    enqueue(std::move(frame));
    heartbeat();

    board_.connected(session, ports_.clock.now());
    commands_.changed(session);
    publish_mission();
    resend(acked_out_ + 1);
    claim();
    if (session.recall_from != 0) recall(session.recall_from);
}

// What the terminal did between a backup and now is in its journal and nowhere else.
void TerminalSession::recall(std::int64_t since) {
    Envelope frame;
    frame.type = "recall";
    frame.data = protocol::encode_data(protocol::Recall{since});
    enqueue(std::move(frame));
}

void TerminalSession::resend(std::int64_t from) {
    auto answered = [weak = weak_from_this(), from](Reply<std::vector<CommandRow>> reply) {
        auto const self = weak.lock();
        if (!self || self->phase_ != Phase::live) return;
        if (self->fenced(reply.outcome, reply.reason)) return;
        if (!reply.ok()) {
            // The link stays, for what is shown live and for stops; the next tick asks again.
            self->resend_from_ = std::min(from, self->resend_from_.value_or(from));
            return;
        }
        std::int64_t last_stop = 0;
        for (auto const& command : reply.value)
            if (command.stop_lane && !is_final(command.state)) last_stop = std::max(last_stop, command.out_seq);
        for (auto const& command : reply.value) self->send_command(command, true, command.out_seq < last_stop);
    };
    ports_.store.list_sent(org_, terminal_, epoch_, from, std::move(answered));
}

void TerminalSession::claim() {
    if (phase_ != Phase::live) return;
    if (claiming_) {
        claim_again_ = true;
        return;
    }
    claiming_ = true;
    auto answered = [weak = weak_from_this(), commands = &commands_](Reply<CommandChange> reply) {
        auto const self = weak.lock();
        // A2: the claim is committed; only now may bytes leave. A session that is gone leaves them to the next hello.
        bool const live = self && self->phase_ == Phase::live;
        if (live) {
            self->claiming_ = false;
            if (self->fenced(reply.outcome, reply.reason)) return;
            for (auto const& command : reply.value.commands) self->send_command(command, false);
        }
        if (reply.ok()) commands->changed(reply.value);
        if (live && reply.ok() && std::exchange(self->claim_again_, false)) self->claim();
    };
    ports_.store.claim_commands(org_, terminal_, epoch_, static_cast<int>(protocol::recv_max), ports_.clock.now(),
                                std::move(answered));
}

void TerminalSession::send(CommandRow const& command) {
    if (phase_ == Phase::live && command.session_epoch == epoch_) send_command(command, false);
}

void TerminalSession::send_unrecorded(CommandRow const& command) {
    if (phase_ != Phase::live) return;
    auto row = command;
    if (row.kind == "pause") {
        auto args = parse_object(row.args).value_or(json::object{});
        args["version"] = pause_version_ + 1;
        row.args = json::serialize(args);
    }
    send_command(row, false);
}

void TerminalSession::send_command(CommandRow const& row, bool dup, bool stop_behind) {
    protocol::Command command;
    command.session_epoch = epoch_;
    command.cmd_seq = row.cmd_seq;
    command.kind = row.kind;
    command.lane = row.stop_lane ? "stop" : "normal";
    if (row.expires_at != 0) {
        // A clock set back while the relay was away must not give more time than the command had when it was made.
        command.ttl_ms = std::clamp<std::int64_t>(row.expires_at - ports_.clock.now(), 0,
                                                  std::max<std::int64_t>(0, row.expires_at - row.created_at));
        command.deadline = row.expires_at;
    }
    command.settled = is_final(row.state);
    command.stop_behind = stop_behind;
    if (auto args = parse_object(row.args)) command.args = std::move(*args);
    if (auto const* const version = command.args.if_contains("version"); version && version->is_int64())
        pause_version_ = std::max(pause_version_, version->get_int64());
    Envelope frame;
    frame.type = "command";
    frame.id = row.id.text();
    if (row.out_seq != 0) frame.seq = row.out_seq;
    frame.dup = dup;
    frame.data = protocol::encode_data(command);
    sent_out_ = std::max(sent_out_, row.out_seq);
    enqueue(std::move(frame));
}

void TerminalSession::heartbeat() {
    protocol::Heartbeat beat;
    beat.n = health_.send(ports_.clock.steady());
    beat.server_ts = ports_.clock.now();
    beat.rtt_ms = health_.rtt_ms();
    Envelope frame;
    frame.type = "heartbeat";
    frame.data = protocol::encode_data(beat);
    enqueue(std::move(frame));
}

void TerminalSession::enqueue(Envelope envelope) {
    envelope.ts = ports_.clock.now();
    if (phase_ == Phase::live) {
        envelope.ack = durable_in_;
        told_in_ = durable_in_;
    }
    out_.push_back(std::make_shared<std::string const>(protocol::encode(envelope)));
    socket_.wake();
}

std::vector<Frame> TerminalSession::pull(std::size_t max_bytes) {
    std::vector<Frame> frames;
    std::size_t bytes = 0;
    for (;;) {
        while (!out_.empty() && (frames.empty() || bytes + out_.front()->size() <= max_bytes)) {
            bytes += out_.front()->size();
            frames.push_back(std::move(out_.front()));
            out_.pop_front();
        }
        // What was queued before the last commit could not carry its acknowledgement: a bare one follows.
        if (phase_ != Phase::live || !out_.empty() || told_in_ >= durable_in_) return frames;
        Envelope bare;
        bare.type = "ack";
        enqueue(std::move(bare));
    }
}

void TerminalSession::on_tick() {
    auto const now = ports_.clock.steady();
    if (phase_ == Phase::hello && now >= hello_deadline_) return close(close_code::no_sign_of_life, "no hello in time");
    if (phase_ != Phase::live) return;
    if (health_.dead(now)) {
        reason_ = "no sign of life for 25 s";
        if (ports_.watch != nullptr) ports_.watch->heartbeat_lost();
        return close(close_code::no_sign_of_life, "heartbeat lost");
    }
    if (health_.heartbeat_due(now)) heartbeat();
    if (retry_in_at_ != 0 && now >= retry_in_at_ && pending_in_ == 0) {
        retry_in_at_ = 0;
        Envelope again;
        again.type = "resend";
        again.data["from"] = durable_in_ + 1;
        enqueue(std::move(again));
    }
    if (auto const from = std::exchange(resend_from_, std::nullopt)) resend(*from);
    flush_ack();
}

void TerminalSession::supersede() {
    reason_ = "superseded by a newer session";
    close(close_code::superseded, "superseded by a newer session");
}

void TerminalSession::revoke() {
    revoked_ = true;
    close(close_code::not_signed_in, "revoked");
}

void TerminalSession::wake() {
    claim();
}

void TerminalSession::command_changed(CommandRow const& command) {
    if (phase_ != Phase::live) return;
    board_.command_changed(command, ports_.clock.now());
    publish_mission();
}

void TerminalSession::publish_mission() {
    ports_.streams.publish_mission(org_, terminal_, board_.row());
}

void TerminalSession::fault(InputFault const& wrong, std::optional<std::string> re) {
    if (ports_.refusals != nullptr) ports_.refusals->count(wrong.code);
    enqueue(protocol::error_envelope(wrong, ports_.clock.now(), std::move(re)));
    if (wrong.code == errc::unknown_type || wrong.code == errc::rate_limited) return;
    auto const now = ports_.clock.steady();
    bad_frames_.push_back(now);
    while (bad_frames_.front() + bad_frame_window_ms <= now) bad_frames_.pop_front();
    if (bad_frames_.size() >= protocol::bad_frames_a_minute) close(close_code::protocol_error, "too many bad frames");
}

bool TerminalSession::fenced(Outcome outcome, errc reason) {
    if (outcome != Outcome::rejected || reason != errc::stale_epoch) return false;
    supersede();
    return true;
}

void TerminalSession::close(std::uint16_t code, std::string_view reason) {
    if (phase_ == Phase::closed) return;
    socket_.close(code, reason);
    end();
}

void TerminalSession::end() {
    bool const was_live = phase_ == Phase::live;
    phase_ = Phase::closed;
    ports_.registry.leave(terminal_, *this);
    if (!was_live) return;
    ports_.store.close_terminal_session(org_, terminal_, epoch_, ports_.clock.now(), {});
    // A superseded session leaves the row to its successor.
    if (revoked_ || ports_.registry.live_or_opening(terminal_)) return;
    board_.disconnected(reason_, ports_.clock.now());
    publish_mission();
}

void TerminalSession::on_closed() {
    close(close_code::normal, "");
}

}  // namespace signalos::relay
