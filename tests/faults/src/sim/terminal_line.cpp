#include "sim/terminal_line.hpp"

#include <algorithm>
#include <utility>

namespace signalos::sim {

namespace json = boost::json;

namespace {
constexpr Micros first_pause = 100'000, longest_pause = 2'000'000;
// What was under way when an end was closed may still arrive, or not.
constexpr std::uint64_t longest_goodbye = 8000;
}  // namespace

TerminalLine::TerminalLine(terminal::Surroundings& surroundings, Place place, terminal::Mirror& mirror,
                           terminal::LinkEvents events)
    : BrokerLink(surroundings),
      place_(std::move(place)),
      feed_(surroundings, mirror, std::move(events)),
      pause_(first_pause) {
    step_ = place_.scheduler.after(0, [this] { connect(); });
}

TerminalLine::~TerminalLine() {
    place_.scheduler.cancel(step_);
    hang_up();
}

void TerminalLine::connect() {
    if (!enabled_ || connection_ != 0 || place_.life->dead) return;
    std::weak_ptr<TerminalLine*> const self = self_;
    auto const id = std::make_shared<BrokerNode::ConnectionId>(0);
    BrokerNode::Peer peer{place_.life,
                          [self, id](json::object message) {
                              auto const line = self.lock();
                              if (line && (*line)->connection_ == *id) (*line)->take(std::move(message));
                          },
                          [self, id] {
                              auto const line = self.lock();
                              if (!line || (*line)->connection_ != *id) return;
                              (*line)->connection_ = 0;
                              (*line)->lose((*line)->account_);
                          }};
    connection_ = *id = place_.broker.connect(std::move(peer));
    if (connection_ == 0) return try_again();
    account_ = place_.login;
    call({{"op", "login"}, {"login", account_}}, [this, account = account_](Answer answer) {
        // Another account was asked for meanwhile: this answer must not look like its.
        if (answer && account == place_.login && feed_.take_login(account, *answer)) pause_ = first_pause;
    });
}

void TerminalLine::take(json::object message) {
    auto const* const re = message.if_contains("re");
    if (re == nullptr) return feed_.take_push(message);
    auto node = waiting_.extract(re->to_number<std::int64_t>());
    if (!node.empty()) node.mapped()(std::move(message));
}

void TerminalLine::call(json::object message, std::function<void(Answer)> done) {
    if (connection_ == 0 || place_.life->dead) return done(std::nullopt);
    std::int64_t const id = next_id_++;
    message["id"] = id;
    waiting_[id] = std::move(done);
    place_.broker.send(connection_, std::move(message));
}

void TerminalLine::hang_up() {
    BrokerNode::ConnectionId const old = std::exchange(connection_, 0);
    if (old == 0) return;
    auto const in = static_cast<Micros>(place_.random.below(longest_goodbye));
    place_.scheduler.after(in, [&broker = place_.broker, old] { broker.hang_up(old); });
}

void TerminalLine::lose(std::uint64_t account) {
    auto const orphans = std::exchange(waiting_, {});
    bool const was = feed_.fall_behind();
    for (auto const& [id, done] : orphans) done(std::nullopt);
    if (was) feed_.report_loss(account);
    try_again();
}

void TerminalLine::try_again() {
    place_.scheduler.cancel(step_);
    step_ = place_.scheduler.after(pause_, [this] { connect(); });
    pause_ = std::min(2 * pause_, longest_pause);
}

void TerminalLine::set_enabled(bool enabled) {
    enabled_ = enabled;
    if (!enabled) hang_up();
    place_.scheduler.cancel(step_);
    step_ = place_.scheduler.after(0, [this, account = account_] { enabled_ ? connect() : lose(account); });
}

void TerminalLine::relogin(std::uint64_t login) {
    place_.login = login;
    feed_.fall_behind();
    hang_up();
    place_.scheduler.cancel(step_);
    step_ = place_.scheduler.after(0, [this, account = account_] { lose(account); });
}

}  // namespace signalos::sim
