#include "core/dashboard_session.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "protocol/close_code.hpp"
#include "protocol/limits.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

constexpr std::size_t max_unread_answers = 256;
constexpr std::size_t max_unread_answer_bytes = 1024 * 1024;

// A stop always stops: no rate limit stands before it.
bool is_stop(std::string_view text) {
    InputFault fault;
    auto const frame = protocol::decode_envelope(text, protocol::max_dashboard_frame_bytes, fault);
    return frame && frame->type == "emergency_stop_command";
}

}  // namespace

DashboardSession::DashboardSession(DashboardIdentity who, SessionPort& port, Clock const& clock, Random& random,
                                   Hub& hub, DashboardPorts ports, DashboardPreset preset)
    : who_(std::move(who)),
      port_(port),
      clock_(clock),
      random_(random),
      hub_(hub),
      ports_(std::move(ports)),
      bucket_(protocol::dashboard_rate, protocol::dashboard_burst, clock.steady_ms()),
      last_heard_(clock.steady_ms()) {
    hub_.join(who_.org, *this);
    auto const id = Uuid::make_v7(clock_, random_).text();
    json::object data;
    data["session_id"] = id;
    data["connection_id"] = id;
    data["session_epoch"] = hub_.events_ep();
    data["server_ts"] = clock_.utc_ms();
    data["hb_ms"] = protocol::heartbeat_ms;
    data["heartbeat_ms"] = protocol::heartbeat_ms;
    data["bot_status"] = status();
    say("connection_established", std::move(data));
    send_heartbeat();
    begin(preset);
}

DashboardSession::~DashboardSession() {
    if (*alive_) on_closed();
}

void DashboardSession::on_closed() {
    if (!*alive_) return;
    *alive_ = false;
    hub_.leave(who_.org, *this);
}

void DashboardSession::close(std::uint16_t code, std::string_view reason) {
    if (!*alive_) return;
    on_closed();
    events_.clear();
    keyed_.clear();
    port_.close(code, reason);
}

void DashboardSession::on_text(std::string_view text) {
    if (!*alive_) return;
    last_heard_ = clock_.steady_ms();
    if (!bucket_.take(last_heard_) && !is_stop(text)) {
        refuse(std::nullopt, errc::rate_limited);
        return close(protocol::close_code::too_fast, "too many frames");
    }
    // One that asks and never reads would fill our memory with answers.
    if (answers_.size() > max_unread_answers || answer_bytes_ > max_unread_answer_bytes)
        return close(protocol::close_code::too_slow, "answers are not read");
    InputFault fault;
    auto const frame = protocol::decode_envelope(text, protocol::max_dashboard_frame_bytes, fault);
    if (!frame) {
        if (fault.code == errc::too_large) return close(protocol::close_code::too_big, "frame too big");
        refuse(std::nullopt, errc::bad_frame, fault.message, fault.path);
        return count_bad_frame();
    }
    auto const handler = handler_of(frame->type);
    if (handler == nullptr) return refuse(frame->id, errc::unknown_type);
    (this->*handler)(*frame);
}

void DashboardSession::count_bad_frame() {
    auto const now = clock_.steady_ms();
    bad_frames_.push_back(now);
    while (bad_frames_.front() <= now - 60'000) bad_frames_.pop_front();
    if (bad_frames_.size() >= static_cast<std::size_t>(protocol::bad_frames_a_minute))
        close(protocol::close_code::protocol_error, "too many bad frames");
}

void DashboardSession::on_tick() {
    if (!*alive_) return;
    auto const now = clock_.steady_ms();
    if (now - last_heard_ > protocol::link_dead_ms)
        return close(protocol::close_code::no_sign_of_life, "no sign of life");
    if (now >= next_heartbeat_) send_heartbeat();
}

void DashboardSession::send_heartbeat() {
    auto const now = clock_.steady_ms();
    next_heartbeat_ = now + protocol::heartbeat_ms;
    pending_beats_[++heartbeat_n_] = {now, clock_.utc_ms()};
    if (pending_beats_.size() > 8) pending_beats_.erase(pending_beats_.begin());
    json::object data;
    data["n"] = heartbeat_n_;
    data["server_ts"] = clock_.utc_ms();
    data["latency_ms"] = nullptr;
    data["clock_offset_ms"] = nullptr;
    if (!round_trips_.empty()) {
        data["latency_ms"] = round_trips_.back().first;
        data["clock_offset_ms"] = std::min_element(round_trips_.begin(), round_trips_.end())->second;
    }
    data["tops"] = tops();
    say("heartbeat", std::move(data));
}

void DashboardSession::handle_heartbeat_ack(protocol::Envelope const& ack) {
    InputFault fault;
    JsonReader reader(ack.data, fault, "/data");
    auto const n = reader.integer("n");
    auto const client_ts = reader.time_ms("client_ts");
    if (!reader.ok()) return refuse(ack.id, errc::bad_request, fault.message, fault.path);
    auto const at = pending_beats_.find(n);
    if (at == pending_beats_.end()) return;
    auto const round_trip = clock_.steady_ms() - at->second.first;
    round_trips_.emplace_back(round_trip, client_ts - (at->second.second + round_trip / 2));
    if (round_trips_.size() > 8) round_trips_.pop_front();
    pending_beats_.erase(at);
}

void DashboardSession::say(std::string type, json::object data, std::optional<std::string> re) {
    protocol::Envelope envelope;
    envelope.type = std::move(type);
    envelope.ts = clock_.utc_ms();
    envelope.re = std::move(re);
    envelope.data = std::move(data);
    queue_answer(std::make_shared<std::string const>(protocol::encode(envelope)));
}

void DashboardSession::queue_answer(Frame frame) {
    answer_bytes_ += frame->size();
    answers_.push_back(std::move(frame));
    port_.wake();
}

void DashboardSession::tell(std::string const& type, json::object data) {
    if (!*alive_) return;
    if (type == "system_notice") return say(type, std::move(data));
    if (!own_account_) return;
    protocol::Envelope envelope;
    envelope.type = type;
    envelope.ts = clock_.utc_ms();
    envelope.ch = "user";
    envelope.ep = hub_.events_ep();
    envelope.off = ++user_off_;
    envelope.data = std::move(data);
    queue_answer(std::make_shared<std::string const>(protocol::encode(envelope)));
}

ConnectionFigures DashboardSession::figures() const {
    ConnectionFigures figures;
    if (!round_trips_.empty()) figures.rtt_ms = round_trips_.back().first;
    figures.queued = answers_.size() + events_.size();
    figures.dropped = dropped_;
    return figures;
}

void DashboardSession::answer(protocol::Envelope const& request, std::string type, json::object data) {
    say(std::move(type), std::move(data), request.id);
}

void DashboardSession::refuse(std::optional<std::string> const& re, errc code, std::string message, std::string path) {
    if (ports_.refused) ports_.refused(code);
    InputFault const fault{code, std::move(path), std::move(message)};
    auto const envelope = protocol::error_envelope(fault, clock_.utc_ms(), re);
    queue_answer(std::make_shared<std::string const>(protocol::encode(envelope)));
}

}  // namespace signalos::relay
