#include "bridge/link_core.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "bridge/close_codes.hpp"

namespace signalos::bridge {

namespace {
constexpr std::int64_t longest_excuse_ms = 30 * 60 * 1000;  // nobody outside may switch a stop off for long
constexpr std::int64_t hello_timeout_ms = 15000;            // connect, TLS, upgrade and welcome together
constexpr std::int64_t first_backoff_ms = 500;
constexpr std::int64_t longest_backoff_ms = 30000;
constexpr std::int64_t resend_every_ms = 5000;

/// What a relay may give without a number while its storage is down: the id alone keeps it from running twice.
bool holds_back(std::string_view kind) {
    return kind == "emergency_stop" || kind == "pause";
}
}  // namespace

void LinkCore::start() {
    state_ = SOS_LINK_CONNECTING;
    words_ = "Connecting";
    retry_at_.reset();
    last_heard_ = clock_.steady_ms();
    actions_.emplace_back(ConnectAction{});
}

void LinkCore::stop(std::string words) {
    if (state_ != SOS_LINK_IDLE && state_ != SOS_LINK_STOPPED) actions_.emplace_back(CloseAction{1000});
    state_ = SOS_LINK_STOPPED;
    words_ = std::move(words);
    retry_at_.reset();
}

void LinkCore::on_tls() {
    if (state_ != SOS_LINK_CONNECTING) return;
    state_ = SOS_LINK_TLS;
    words_ = "Securing the connection";
}

void LinkCore::on_open() {
    if (state_ != SOS_LINK_CONNECTING && state_ != SOS_LINK_TLS) return;
    state_ = SOS_LINK_HELLO;
    words_ = "Signing in";
    tls_words_ = "Verified";
    last_heard_ = clock_.steady_ms();
    json::object frame;
    frame["type"] = "hello";
    frame["data"] = host_.hello();
    emit(std::move(frame));
}

void LinkCore::on_text(std::string_view text) {
    if (state_ != SOS_LINK_HELLO && state_ != SOS_LINK_LIVE) return;
    last_heard_ = clock_.steady_ms();
    auto const frame = parse_object(text);
    if (!frame || !frame->contains("data") || !frame->at("data").is_object() || text_of(*frame, "type").empty()) {
        bad_frame("not an envelope");
        return;
    }
    auto const& data = frame->at("data").get_object();
    bool const dup = frame->contains("dup") && frame->at("dup") == json::value(true);
    Frame const f{text_of(*frame, "type"), text_of(*frame, "id"), integer_of(*frame, "seq"), dup, data};
    if (f.type == "welcome" && state_ == SOS_LINK_HELLO) return on_welcome(data);
    if (f.type == "goodbye") {
        goodbye_ms_ = integer_of(data, "retry_after_ms").value_or(-1);
        excused_until_ = clock_.steady_ms() + std::clamp<std::int64_t>(goodbye_ms_, 0, longest_excuse_ms);
        return;
    }
    if (f.type == "error") return;
    if (state_ != SOS_LINK_LIVE) return bad_frame("expected welcome");
    if (auto const ack = integer_of(*frame, "ack")) on_ack(*ack);
    if (f.type == "heartbeat") return on_heartbeat(data);
    if (f.type == "command") return on_command(f);
    if (f.type == "resend") return on_resend(data);
    if (f.type == "recall") {
        for (auto& page : host_.recalled(integer_of(data, "since").value_or(0))) send("recalled", {}, std::move(page));
        return;
    }
    if (f.type == "ack" || f.type == "reset") return;
    json::object answer;
    answer["code"] = "unknown_type";
    answer["message"] = "This frame type is not known";
    send("error", f.id, std::move(answer));
}

void LinkCore::on_welcome(json::object const& data) {
    SessionRecord session;
    session.epoch = integer_of(data, "session_epoch").value_or(0);
    session.resume = text_of(data, "resume");
    heartbeat_ms_ = std::max<std::int64_t>(100, integer_of(data, "hb_ms").value_or(10000));
    recv_max_ = std::clamp<std::int64_t>(integer_of(data, "recv_max").value_or(64), 1, 1024);
    terminal_name_ = text_of(data, "terminal_name");
    state_ = SOS_LINK_LIVE;
    live_since_ = clock_.steady_ms();
    acked_in_ = -1;
    heard_in_ = resend_asked_from_ = 0;
    peer_acked_ = integer_of(data, "last_in").value_or(0);
    send_from_ = peer_acked_ + 1;
    host_.on_session(std::move(session), data);
    host_.on_acked(peer_acked_);
    skip_gone(peer_acked_ + 1);
    host_.on_live();
}

void LinkCore::on_heartbeat(json::object const& data) {
    auto const server_ts = integer_of(data, "server_ts");
    auto const rtt = integer_of(data, "rtt_ms");
    if (rtt) rtt_ms_ = static_cast<int>(std::clamp<std::int64_t>(*rtt, 0, 1000000));
    if (server_ts) {
        std::int64_t const trip = rtt.value_or(longest_backoff_ms);
        samples_.push_back({trip, *server_ts + rtt.value_or(0) / 2 - clock_.utc_ms()});
        if (samples_.size() > 8) samples_.erase(samples_.begin());
        auto const best = std::min_element(samples_.begin(), samples_.end(),
                                           [](auto const& a, auto const& b) { return a.rtt < b.rtt; });
        bool const first = !offset_ms_;
        offset_ms_ = best->offset;
        if (first) host_.on_live();
    }
    json::object answer;
    answer["n"] = integer_of(data, "n").value_or(0);
    answer["client_ts"] = clock_.utc_ms();
    send("heartbeat_ack", {}, std::move(answer));
}

void LinkCore::on_command(Frame const& frame) {
    // The fence: what an older session had on its way must never be executed under the newer one's name.
    if (integer_of(frame.data, "session_epoch") != book_.session.epoch) return;
    if (!frame.seq && !frame.id.empty() && holds_back(text_of(frame.data, "kind"))) return take(frame, 0);
    if (!frame.seq || *frame.seq < 1 || frame.id.empty()) return bad_frame("a command needs id and seq");
    std::int64_t const expected = std::max(heard_in_, book_.last_in) + 1;
    if (*frame.seq < expected) {
        acked_in_ = -1;
        return;
    }
    if (*frame.seq > expected) return ask_again(expected);
    heard_in_ = *frame.seq;
    take(frame, *frame.seq);
}

void LinkCore::take(Frame const& frame, std::int64_t seq) {
    RecvRecord record;
    record.id = frame.id;
    record.in_seq = seq;
    record.received = clock_.utc_ms();
    record.data = json::serialize(frame.data);
    host_.on_command(std::move(record), integer_of(frame.data, "ttl_ms"));
}

// Once a gap: everything behind it that is on its way meets the same gap.
void LinkCore::ask_again(std::int64_t from) {
    std::int64_t const now = clock_.steady_ms();
    if (resend_asked_from_ == from && now - resend_asked_at_ < resend_every_ms) return;
    resend_asked_from_ = from;
    resend_asked_at_ = now;
    json::object ask;
    ask["from"] = from;
    send("resend", {}, std::move(ask));
}

void LinkCore::on_ack(std::int64_t seq) {
    if (seq <= peer_acked_ || seq > book_.last_out) return;
    peer_acked_ = seq;
    host_.on_acked(seq);
}

void LinkCore::on_resend(json::object const& data) {
    std::int64_t const from = integer_of(data, "from").value_or(0);
    if (from < 1) return bad_frame("resend needs from");
    if (from > book_.last_out) return;
    send_from_ = std::min(send_from_, from);
    skip_gone(from);
}

// Numbers from `from` on that are not kept here any more will never come: the relay must not wait for them.
void LinkCore::skip_gone(std::int64_t from) {
    std::int64_t next = book_.last_out + 1;
    for (auto const& frame : book_.out)
        if (frame.record.seq >= from) next = std::min(next, frame.record.seq);
    if (next == from) return;
    json::object answer;
    answer["seq"] = next - 1;
    answer["reason"] =
        "numbers " + std::to_string(from) + " to " + std::to_string(next - 1) + " are not in the journal";
    send("reset", {}, std::move(answer));
}

void LinkCore::bad_frame(std::string message) {
    json::object answer;
    answer["code"] = "bad_frame";
    answer["message"] = message;
    json::object frame;
    frame["type"] = "error";
    frame["data"] = std::move(answer);
    emit(std::move(frame));
    std::int64_t const now = clock_.steady_ms();
    std::erase_if(bad_frames_, [now](std::int64_t at) { return now - at > 60000; });
    bad_frames_.push_back(now);
    if (bad_frames_.size() < 10) return;
    bad_frames_.clear();
    actions_.emplace_back(CloseAction{4400});
    on_closed(Closed{4400, "The relay sends frames that make no sense"});
}

void LinkCore::on_closed(Closed const& closed) {
    if (state_ == SOS_LINK_STOPPED || state_ == SOS_LINK_IDLE || state_ == SOS_LINK_BACKOFF) return;
    if (state_ == SOS_LINK_TLS || state_ == SOS_LINK_CONNECTING) tls_words_ = closed.words;
    std::int64_t const now = clock_.steady_ms();
    if (state_ == SOS_LINK_LIVE && now - live_since_ >= longest_backoff_ms) failures_ = 0;
    rtt_ms_ = -1;
    CloseRule const rule = close_rule(closed.code);
    std::string words = rule.words.empty() ? closed.words : std::string(rule.words);
    if (rule.then == AfterClose::stop) {
        state_ = SOS_LINK_STOPPED;
        words_ = std::move(words);
        retry_at_.reset();
        return;
    }
    std::int64_t delay = std::max(rule.wait_ms, rule.then == AfterClose::wait ? rule.wait_ms : backoff());
    if (closed.code == 1012 && goodbye_ms_ >= 0)
        delay = goodbye_ms_ + static_cast<std::int64_t>(random_.below(1 + static_cast<std::uint64_t>(goodbye_ms_) / 4));
    goodbye_ms_ = -1;
    connect_in(delay, std::move(words));
}

std::int64_t LinkCore::backoff() {
    std::int64_t const ceiling = std::min(longest_backoff_ms, first_backoff_ms << std::min(failures_, 6));
    ++failures_;
    return static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(ceiling) + 1));
}

void LinkCore::connect_in(std::int64_t delay_ms, std::string words) {
    state_ = SOS_LINK_BACKOFF;
    words_ = std::move(words);
    retry_at_ = clock_.steady_ms() + delay_ms;
}

std::optional<std::int64_t> LinkCore::deadline() const {
    switch (state_) {
        case SOS_LINK_BACKOFF:
            return retry_at_;
        case SOS_LINK_CONNECTING:
        case SOS_LINK_TLS:
        case SOS_LINK_HELLO:
            return last_heard_ + hello_timeout_ms;
        case SOS_LINK_LIVE:
            return last_heard_ + heartbeat_ms_ * 5 / 2;
        default:
            return std::nullopt;
    }
}

void LinkCore::on_timer() {
    auto const due = deadline();
    if (!due || clock_.steady_ms() < *due) return;
    if (state_ == SOS_LINK_BACKOFF) return start();
    bool const was_live = state_ == SOS_LINK_LIVE;
    actions_.emplace_back(CloseAction{was_live ? 4408 : 1000});
    on_closed(Closed{0, was_live ? "The relay has gone silent" : "The relay does not answer"});
}

void LinkCore::pump(std::uint64_t durable) {
    if (state_ != SOS_LINK_LIVE) return;
    for (auto& frame : book_.out) {
        std::int64_t const seq = frame.record.seq;
        if (seq < send_from_) continue;
        if (frame.journal_end > durable || seq > peer_acked_ + recv_max_) break;
        json::object out;
        switch (frame.record.type) {
            case OutType::command_result:
                out["type"] = "command_result";
                break;
            case OutType::trade_event:
                out["type"] = "trade_event";
                break;
            case OutType::latch_state:
                out["type"] = "latch_state";
                break;
        }
        out["seq"] = seq;
        bool const own = frame.record.type == OutType::latch_state && frame.record.outcome != Outcome::none;
        if (!frame.record.re.empty() && !own) out["re"] = frame.record.re;  // the relay knows no id of ours
        if (frame.sent) out["dup"] = true;
        out["data"] = json::value(parse_object(frame.record.data).value_or(json::object()));
        frame.sent = true;
        send_from_ = seq + 1;
        emit(std::move(out));
    }
    if (book_.last_in_end <= durable && acked_in_ != book_.last_in) send("ack", {}, {});
}

void LinkCore::send(std::string_view type, std::string_view re, json::object data) {
    if (state_ != SOS_LINK_LIVE) return;
    json::object frame;
    frame["type"] = json::string_view(type.data(), type.size());
    if (!re.empty()) frame["re"] = json::string_view(re.data(), re.size());
    if (type == "ack") {
        acked_in_ = book_.last_in;
        frame["ack"] = acked_in_;
    }
    frame["data"] = std::move(data);
    emit(std::move(frame));
}

void LinkCore::emit(json::object frame) {
    frame["ts"] = clock_.utc_ms();
    actions_.emplace_back(SendAction{json::serialize(frame)});
}

std::optional<std::int64_t> LinkCore::relay_ms() const {
    if (!offset_ms_) return std::nullopt;
    return clock_.utc_ms() + *offset_ms_;
}

std::string LinkCore::words() const {
    if (state_ == SOS_LINK_LIVE) return rtt_ms_ < 0 ? "Live" : "Live, " + std::to_string(rtt_ms_) + " ms";
    if (state_ == SOS_LINK_BACKOFF && retry_at_) {
        std::int64_t const seconds = std::max<std::int64_t>(0, (*retry_at_ - clock_.steady_ms() + 999) / 1000);
        return words_ + " (next try in " + std::to_string(seconds) + " s)";
    }
    return words_;
}

}  // namespace signalos::bridge
