#include "core/classic_session.hpp"

#include <boost/json.hpp>

#include "core/classic_words.hpp"
#include "core/event_types.hpp"
#include "core/overall_status.hpp"
#include "protocol/close_code.hpp"
#include "protocol/limits.hpp"

namespace signalos::relay {

namespace json = boost::json;
namespace close_code = protocol::close_code;

namespace {

constexpr std::int64_t heartbeat_ms = 30'000;
constexpr std::int64_t states_every_ms = 1'000;
constexpr std::size_t max_lag_frames = 1024;
constexpr std::size_t max_lag_bytes = 1024 * 1024;

json::object const* object_in(json::object const* from, std::string_view name) {
    auto const* const value =
        from == nullptr ? nullptr : from->if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr ? nullptr : value->if_object();
}

json::value member(json::object const* from, std::string_view name) {
    auto const* const value =
        from == nullptr ? nullptr : from->if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr ? json::value(nullptr) : *value;
}

}  // namespace

ClassicSession::ClassicSession(DashboardIdentity who, SessionPort& port, Clock const& clock, Random& random, Hub& hub,
                               DashboardPorts ports)
    : who_(std::move(who)),
      port_(port),
      clock_(clock),
      hub_(hub),
      ports_(std::move(ports)),
      id_(Uuid::make_v7(clock, random).text()),
      bucket_(protocol::dashboard_rate, protocol::dashboard_burst, clock.steady_ms()) {
    hub_.join(who_.org, *this);
    say("connection_established", json::object{{"connection_id", id_},
                                               {"bot_status", status()},
                                               {"session_epoch", hub_.events_ep()},
                                               {"heartbeat_ms", heartbeat_ms},
                                               {"server_ts", clock_.utc_ms()}});
    mission_changed_ = true;
    for (auto const& terminal : ports_.visible_terminals()) on_state_changed(terminal);
    on_tick();
}

ClassicSession::~ClassicSession() {
    on_closed();
}

void ClassicSession::on_closed() {
    if (!open_) return;
    open_ = false;
    hub_.leave(who_.org, *this);
}

void ClassicSession::close(std::uint16_t code, std::string_view reason) {
    if (!open_) return;
    on_closed();
    port_.close(code, reason);
}

bool ClassicSession::sees(TerminalId terminal) const {
    return !ports_.may_see || ports_.may_see(terminal);
}

json::object ClassicSession::status() const {
    return overall_status(hub_, who_.org, ports_.visible_terminals());
}

void ClassicSession::say(std::string_view type, json::object data) {
    say_at(type, std::move(data), clock_.utc_ms());
}

void ClassicSession::say_at(std::string_view type, json::object data, std::int64_t ts) {
    if (!open_) return;
    auto text = classic_frame(type, std::move(data), ts, id_);
    if (text.empty()) return;
    bytes_ += text.size();
    frames_.push_back(std::make_shared<std::string const>(std::move(text)));
    port_.wake();
    if (frames_.size() <= max_lag_frames && bytes_ <= max_lag_bytes) return;
    // There is no resume: what waits here would be lost with the connection anyhow.
    frames_.clear();
    bytes_ = 0;
    close(close_code::too_slow, "too slow");
}

void ClassicSession::refuse(errc code, std::string const& message) {
    if (ports_.refused) ports_.refused(code);
    say("error", json::object{{"code", std::string(code_name(code))}, {"message", message}});
}

// The whole dialect of a client: an object with a type. It knows of no id, ts or data.
void ClassicSession::on_text(std::string_view text) {
    if (!open_) return;
    auto const now = clock_.steady_ms();
    if (!bucket_.take(now)) {
        refuse(errc::rate_limited, "too many frames");
        return close(close_code::too_fast, "too many frames");
    }
    json::error_code ec;
    json::parse_options options;
    options.max_depth = protocol::max_json_depth;
    auto const frame = json::parse(json::string_view(text.data(), text.size()), ec, {}, options);
    auto const type = ec || !frame.is_object() ? json::value(nullptr) : member(&frame.get_object(), "type");
    if (type == "ping") return say("pong", {});
    if (type == "request_status") return say("status", status());
    if (type.is_string()) return refuse(errc::unknown_type, "this dialect knows ping and request_status");
    refuse(errc::bad_frame, "expected an object with a type");
    bad_frames_.push_back(now);
    while (bad_frames_.front() <= now - 60'000) bad_frames_.pop_front();
    if (bad_frames_.size() >= static_cast<std::size_t>(protocol::bad_frames_a_minute))
        close(close_code::protocol_error, "too many bad frames");
}

std::vector<Frame> ClassicSession::pull(std::size_t max_bytes) {
    std::vector<Frame> taken;
    std::size_t bytes = 0;
    while (!frames_.empty() && (taken.empty() || bytes + frames_.front()->size() <= max_bytes)) {
        bytes += frames_.front()->size();
        bytes_ -= frames_.front()->size();
        taken.push_back(std::move(frames_.front()));
        frames_.pop_front();
    }
    return taken;
}

void ClassicSession::on_tick() {
    if (!open_) return;
    auto const now = clock_.steady_ms();
    if (now >= next_heartbeat_) {
        next_heartbeat_ = now + heartbeat_ms;
        say("heartbeat",
            json::object{{"server_ts", clock_.utc_ms()}, {"latency_ms", nullptr}, {"clock_offset_ms", nullptr}});
    }
    if (now < next_states_) return;
    next_states_ = now + states_every_ms;
    if (std::exchange(mission_changed_, false)) tell_availability();
    for (auto const& terminal : std::exchange(dirty_, {})) {
        tell_status(terminal);
        tell_trades(terminal);
    }
}

void ClassicSession::on_terminal(TerminalId terminal) {
    on_state_changed(terminal);
}

void ClassicSession::on_state_changed(TerminalId terminal) {
    if (sees(terminal) && !dirty_.insert(terminal).second) ++dropped_;
}

// Every heartbeat of every terminal changes a row: all of them are looked at once a second.
void ClassicSession::on_mission_changed() {
    mission_changed_ = true;
}

void ClassicSession::tell_availability() {
    auto const* const mission = hub_.mission_of(who_.org);
    for (auto const& terminal : ports_.visible_terminals()) {
        auto const* const row = object_in(mission, terminal.text());
        if (row == nullptr) continue;
        json::object told{{"terminal", terminal.text()}};
        for (auto const* const name : {"state", "since", "reason"}) told[name] = member(row, name);
        auto const words = json::serialize(told);
        if (std::exchange(availability_[terminal], words) == words) continue;
        dirty_.insert(terminal);
        say("terminal_availability", std::move(told));
    }
}

void ClassicSession::on_event(LiveEvent const& event) {
    if (!sees(event.terminal) || classic_name(event.type).empty()) return;
    json::error_code ec;
    auto const frame = json::parse(*event.frame, ec);
    if (ec || !frame.is_object()) return;
    auto const* const data = object_in(&frame.get_object(), "data");
    auto const ts = member(&frame.get_object(), "ts");
    if (data != nullptr) say_at(event.type, *data, ts.is_int64() ? ts.get_int64() : clock_.utc_ms());
}

}  // namespace signalos::relay
