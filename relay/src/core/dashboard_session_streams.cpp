// Subscriptions: snapshots and deltas of keyed streams, live events and their replay.
#include <algorithm>
#include <boost/json.hpp>

#include "core/dashboard_session.hpp"
#include "protocol/close_code.hpp"

namespace signalos::relay {

namespace json = boost::json;

namespace {

constexpr std::size_t max_lag_frames = 1024;
constexpr std::size_t max_lag_bytes = 1024 * 1024;
constexpr std::int64_t max_replay_rows = 5000;
/// Rows asked of the store at once; asked again when fewer than this wait for the socket.
constexpr std::size_t replay_page = 128;

}  // namespace

bool DashboardSession::sees(TerminalId terminal) const {
    return !ports_.may_see || ports_.may_see(terminal);
}

// Only `mission` has keys of several terminals.
KeyFilter DashboardSession::filter_of(KeyedStream const& stream) const {
    if (!ports_.may_see || stream.ch() != "mission") return {};
    return [this](std::string_view key) {
        auto const terminal = TerminalId::parse(key);
        return terminal && ports_.may_see(*terminal);
    };
}

json::object DashboardSession::open_user() {
    own_account_ = true;
    return {{"ch", "user"}, {"ep", hub_.events_ep()}, {"off", user_off_}, {"recovered", false}};
}

json::object DashboardSession::open_keyed(KeyedStream& stream, Position const& position) {
    KeyedSubscription subscription{&stream, 0, 0, nullptr, 0};
    bool const recovered = position.ep && position.off && stream.can_resume(*position.ep, *position.off);
    if (recovered)
        subscription.sent = subscription.seen = *position.off;
    else
        start_snapshot(subscription);
    json::object opened;
    opened["ch"] = stream.ch();
    opened["ep"] = stream.ep();
    opened["off"] = subscription.sent;
    opened["recovered"] = recovered;
    keyed_.insert_or_assign(stream.ch(), std::move(subscription));
    return opened;
}

void DashboardSession::start_snapshot(KeyedSubscription& subscription) {
    auto& stream = *subscription.stream;
    subscription.pages = stream.snapshot(clock_.utc_ms(), filter_of(stream));
    subscription.next_page = 0;
    subscription.sent = subscription.seen = stream.off();
}

json::object DashboardSession::open_events(TerminalId terminal, Position const& position,
                                           std::set<std::string, std::less<>> types) {
    // What waits for the socket belongs to the subscription that ends here: it must not follow the new one's answer.
    drop_events(terminal);
    auto const top = hub_.events_top(who_.org, terminal);
    bool const recovered = position.ep == hub_.events_ep() && position.off && *position.off >= 0 &&
                           *position.off <= top && top - *position.off <= max_replay_rows;
    EventSubscription subscription;
    subscription.cursor = subscription.matched = recovered ? *position.off : top;
    subscription.generation = ++generations_;
    subscription.types = std::move(types);
    json::object opened;
    opened["ch"] = events_channel(terminal);
    opened["ep"] = hub_.events_ep();
    opened["off"] = subscription.cursor;
    opened["recovered"] = recovered;
    event_subscriptions_.insert_or_assign(terminal, std::move(subscription));
    return opened;
}

void DashboardSession::on_mission_changed() {
    if (keyed_.contains("mission")) port_.wake();
}

void DashboardSession::on_state_changed(TerminalId terminal) {
    if (keyed_.contains(state_channel(terminal))) port_.wake();
}

void DashboardSession::on_terminal(TerminalId terminal) {
    if (!sees(terminal)) return;
    if (all_states_) open_keyed(hub_.state(who_.org, terminal), {});
    if (all_events_) open_events(terminal, {}, all_events_types_);
    if (all_states_) port_.wake();
}

void DashboardSession::on_event(LiveEvent const& event) {
    if (run_) watch_run(event);
    auto const at = event_subscriptions_.find(event.terminal);
    if (at == event_subscriptions_.end()) return;
    // Behind: the replay brings this one too, in its turn.
    if (event.off != at->second.cursor + 1) return replay();
    queue_event(event.terminal, at->second, event.off, event.type, event.frame);
    if (events_.size() > max_lag_frames || event_bytes_ > max_lag_bytes)
        close(protocol::close_code::too_slow, "too slow on events");
}

void DashboardSession::queue_event(TerminalId terminal, EventSubscription& subscription, std::int64_t off,
                                   std::string_view type, Frame frame) {
    subscription.cursor = off;
    if (!subscription.types.empty() && !subscription.types.contains(type)) return;
    subscription.matched = off;
    push_event(terminal, std::move(frame));
}

void DashboardSession::push_event(TerminalId terminal, Frame frame) {
    event_bytes_ += frame->size();
    events_.push_back({terminal, std::move(frame)});
    port_.wake();
}

void DashboardSession::drop_events(TerminalId terminal) {
    std::erase_if(events_, [&](QueuedEvent const& event) {
        if (event.terminal != terminal) return false;
        event_bytes_ -= event.frame->size();
        return true;
    });
}

void DashboardSession::drop_all_events() {
    events_.clear();
    event_bytes_ = 0;
}

// One read of the store at a time, and only while the socket keeps up: a long replay holds one page in memory.
void DashboardSession::replay() {
    if (loading_ || !*alive_ || events_.size() >= replay_page) return;
    for (auto const& [terminal, subscription] : event_subscriptions_) {
        if (subscription.cursor >= hub_.events_top(who_.org, terminal)) continue;
        loading_ = true;
        auto const done = [this, alive = alive_, id = terminal,
                           generation = subscription.generation](Result<std::vector<EventRecord>> rows) {
            if (*alive) on_replayed(id, generation, std::move(rows));
        };
        return ports_.load_events(who_.org, terminal, subscription.cursor + 1, replay_page, done);
    }
}

void DashboardSession::on_replayed(TerminalId terminal, std::uint64_t generation,
                                   Result<std::vector<EventRecord>> rows) {
    loading_ = false;
    if (!rows) return close(protocol::close_code::unavailable, "events cannot be read now");
    auto const at = event_subscriptions_.find(terminal);
    if (at == event_subscriptions_.end() || at->second.generation != generation) return replay();
    auto& subscription = at->second;
    if (rows->empty()) tell_gap(terminal, subscription.cursor = hub_.events_top(who_.org, terminal));
    for (auto& row : *rows) {
        if (row.off <= subscription.cursor) continue;
        if (row.off != subscription.cursor + 1) tell_gap(terminal, row.off - 1);
        auto frame = encode_event(hub_.events_ep(), terminal, row.off, row.type, row.ts, std::move(row.data));
        queue_event(terminal, subscription, row.off, row.type, std::move(frame));
    }
    replay();
}

// Rows that were promised are not there any more: said in the place where they would have been.
void DashboardSession::tell_gap(TerminalId terminal, std::int64_t off) {
    protocol::Envelope envelope;
    envelope.type = "subscribed";
    envelope.ts = clock_.utc_ms();
    json::object channel;
    channel["ch"] = events_channel(terminal);
    channel["ep"] = hub_.events_ep();
    channel["off"] = off;
    channel["recovered"] = false;
    json::array channels;
    channels.push_back(std::move(channel));
    envelope.data["channels"] = std::move(channels);
    push_event(terminal, std::make_shared<std::string const>(protocol::encode(envelope)));
}

Frame DashboardSession::next_frame_of(KeyedSubscription& subscription) {
    auto& stream = *subscription.stream;
    if (subscription.pages) {
        auto frame = subscription.pages->at(subscription.next_page++);
        if (subscription.next_page == subscription.pages->size()) subscription.pages.reset();
        return frame;
    }
    if (subscription.seen == stream.off()) return nullptr;
    if (!stream.can_resume(stream.ep(), subscription.sent)) {
        dropped_ += std::max<std::int64_t>(0, stream.off() - subscription.sent);
        start_snapshot(subscription);
        return next_frame_of(subscription);
    }
    auto frame = stream.delta_since(subscription.sent, clock_.utc_ms(), filter_of(stream));
    subscription.seen = stream.off();
    auto const folded = stream.off() - subscription.sent - 1;
    if (frame && folded > 0) {
        dropped_ += folded;
        if (ports_.conflated) ports_.conflated(folded);
    }
    if (frame) subscription.sent = stream.off();
    return frame;
}

Frame DashboardSession::next_keyed_frame() {
    auto at = keyed_.upper_bound(last_keyed_);
    for (std::size_t tried = 0; tried < keyed_.size(); ++tried, ++at) {
        if (at == keyed_.end()) at = keyed_.begin();
        auto frame = next_frame_of(at->second);
        if (!frame) continue;
        last_keyed_ = at->first;
        return frame;
    }
    return nullptr;
}

std::vector<Frame> DashboardSession::pull(std::size_t max_bytes) {
    std::vector<Frame> frames;
    std::size_t bytes = 0;
    // A keyed frame's size is known only once it is taken; it is then sent even if it is more than what was left.
    auto const take = [&](Frame frame) {
        bytes += frame->size();
        frames.push_back(std::move(frame));
    };
    auto const fits = [&](Frame const& frame) { return frames.empty() || bytes + frame->size() <= max_bytes; };
    while (!answers_.empty() && fits(answers_.front())) {
        answer_bytes_ -= answers_.front()->size();
        take(std::move(answers_.front()));
        answers_.pop_front();
    }
    if (!answers_.empty() || !*alive_) return frames;
    while (!events_.empty() && fits(events_.front().frame)) {
        event_bytes_ -= events_.front().frame->size();
        take(std::move(events_.front().frame));
        events_.pop_front();
    }
    replay();
    if (!*alive_ || !events_.empty()) return frames;
    while (frames.empty() || bytes < max_bytes) {
        auto frame = next_keyed_frame();
        if (!frame) break;
        take(std::move(frame));
    }
    return frames;
}

// Deltas come with every tick and are short: what compressing them would save is not worth the delay.
bool DashboardSession::is_bulk(std::string_view frame) const {
    return frame.starts_with(R"({"type":"snapshot",)");
}

json::object DashboardSession::tops() const {
    json::object tops;
    for (auto const& [ch, subscription] : keyed_)
        tops[ch] = subscription.seen == subscription.stream->off() ? subscription.sent : subscription.stream->off();
    for (auto const& [terminal, subscription] : event_subscriptions_) {
        auto const top = hub_.events_top(who_.org, terminal);
        bool const filtered = !subscription.types.empty() && subscription.cursor >= top;
        tops[events_channel(terminal)] = filtered ? subscription.matched : top;
    }
    return tops;
}

}  // namespace signalos::relay
