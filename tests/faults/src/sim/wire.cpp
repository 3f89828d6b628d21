#include "sim/wire.hpp"

#include <algorithm>

namespace signalos::sim {

namespace {
constexpr std::size_t burst_bytes = 64 * 1024;

bool is_command(std::string_view frame) {
    return frame.find(R"("type":"command",)") != std::string_view::npos ||
           frame.find(R"("type":"command"})") != std::string_view::npos;
}
}  // namespace

Micros Wire::next(Micros& last) {
    auto const& weather = network_.weather_[terminal_];
    Micros const takes = network_.dice_.between(weather.delay_least, weather.delay_most);
    return last = std::max(last, network_.scheduler_.now() + takes);
}

void Wire::dial(std::shared_ptr<Listening> relay, std::string bearer) {
    relay_ = std::move(relay);
    network_.scheduler_.at(next(last_up_),
                           [self = shared_from_this(), bearer = std::move(bearer)] { self->established(bearer); });
}

void Wire::established(std::string const& bearer) {
    if (!up_open_) return;
    if (!relay_alive() || network_.weather_[terminal_].refused) {
        up_open_ = false;
        return end_bridge({0, "The relay does not answer"});
    }
    inbox_->push_from(this, [](bridge::LinkEvents& link) { link.on_tls(); });
    session_ = relay_->accept(*this, bearer);
    if (!session_) {
        up_open_ = false;
        return end_bridge({4401, "not signed in"});
    }
    network_.scheduler_.at(next(last_down_), [self = shared_from_this()] {
        if (self->down_open_) self->inbox_->push_from(self.get(), [](bridge::LinkEvents& link) { link.on_open(); });
    });
}

void Wire::send_up(std::string text) {
    auto const& weather = network_.weather_[terminal_];
    if (!up_open_ || weather.up_swallowed) return;
    if (held_up_.empty() && network_.dice_.chance(weather.swapped)) {
        held_up_ = std::move(text);
        return;
    }
    bool const twice = network_.dice_.chance(weather.doubled);
    auto const deliver = [this](std::string frame) {
        network_.scheduler_.at(next(last_up_), [self = shared_from_this(), frame = std::move(frame)]() mutable {
            self->deliver_up(std::move(frame));
        });
    };
    if (twice) deliver(text);
    deliver(std::move(text));
    if (!held_up_.empty()) deliver(std::exchange(held_up_, {}));
}

void Wire::deliver_up(std::string text) {
    if (!up_open_ || !session_ || !relay_alive()) return;
    network_.trace_.line(terminal_, "> " + text);
    if (network_.on_up) network_.on_up(terminal_, text);
    session_->on_text(text);
}

void Wire::wake() {
    if (std::exchange(pulling_, true)) return;
    network_.scheduler_.at(network_.scheduler_.now(), [self = shared_from_this()] { self->pull(); });
}

void Wire::pull() {
    pulling_ = false;
    if (!session_ || !relay_alive()) return;
    for (;;) {
        auto const frames = session_->pull(burst_bytes);
        if (frames.empty()) return;
        for (auto const& frame : frames)
            if (!leaves_relay(*frame)) return;
    }
}

// False when the relay died over it.
bool Wire::leaves_relay(std::string const& frame) {
    bool const command = is_command(frame);
    auto const life = relay_->life;
    // Half of it was written: a frame that never gets whole.
    if (command && !life->pass("R5")) return false;
    auto const& weather = network_.weather_[terminal_];
    bool const lost = !down_open_ || weather.down_swallowed;
    if (!lost && held_down_.empty() && network_.dice_.chance(weather.swapped)) {
        held_down_ = frame;
    } else if (!lost) {
        bool const twice = network_.dice_.chance(weather.doubled);
        auto const deliver = [this](std::string text) {
            network_.scheduler_.at(next(last_down_), [self = shared_from_this(), text = std::move(text)]() mutable {
                self->deliver_down(std::move(text));
            });
        };
        if (twice) deliver(frame);
        deliver(frame);
        if (!held_down_.empty()) deliver(std::exchange(held_down_, {}));
    }
    return !command || life->pass("R6");
}

void Wire::deliver_down(std::string text) {
    if (!down_open_) return;
    network_.trace_.line(terminal_, "< " + text);
    inbox_->push_from(this, [text = std::move(text)](bridge::LinkEvents& link) { link.on_text(text); });
}

void Wire::close(std::uint16_t code, std::string_view reason) {
    if (std::exchange(closing_, true)) return;
    // Later, because the session may be in the middle of a call: what it still has to say goes first.
    network_.scheduler_.at(network_.scheduler_.now(), [self = shared_from_this(), code, words = std::string(reason)] {
        self->pull();
        self->up_open_ = false;
        self->end_session();
        self->network_.scheduler_.at(self->next(self->last_down_), [self, code, words] {
            self->end_bridge({code, words});
        });
    });
}

void Wire::hang_up() {
    if (!std::exchange(down_open_, false)) return;
    network_.scheduler_.at(next(last_up_), [self = shared_from_this()] {
        self->up_open_ = false;
        self->end_session();
    });
}

void Wire::cut(bool tell_bridge, bool tell_relay) {
    auto const self = shared_from_this();
    up_open_ = false;
    // An end that is not told keeps its open socket and hears nothing.
    if (tell_bridge)
        network_.scheduler_.at(next(last_down_), [self] { self->end_bridge({0, "The connection was lost"}); });
    if (tell_relay) network_.scheduler_.at(next(last_up_), [self] { self->end_session(); });
    if (!tell_bridge) down_open_ = false;
}

void Wire::end_bridge(bridge::Closed closed) {
    if (!std::exchange(down_open_, false)) return;
    network_.trace_.line(terminal_, "closed " + std::to_string(closed.code) + " " + closed.words);
    inbox_->push_from(this, [closed](bridge::LinkEvents& link) { link.on_closed(closed); });
}

void Wire::end_session() {
    auto const session = std::exchange(session_, nullptr);
    if (session && relay_alive()) session->on_closed();
}

void Wire::tick() {
    if (session_ && relay_alive()) session_->on_tick();
}

}  // namespace signalos::sim
