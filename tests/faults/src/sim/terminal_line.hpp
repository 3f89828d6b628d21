// A simulated terminal's link to the broker in the world.
#pragma once
#include <map>
#include <memory>

#include "base/random.hpp"
#include "sim/broker_node.hpp"
#include "sim/life.hpp"
#include "sim/scheduler.hpp"
#include "terminal/broker_link.hpp"
#include "terminal/mirror_feed.hpp"

namespace signalos::sim {

/// Keeps the rhythm of the real one: a lost connection is tried again after 100 ms, then ever later up to 2 s.
class TerminalLine final : public terminal::BrokerLink {
public:
    struct Place {
        Scheduler& scheduler;
        Random& random;
        BrokerNode& broker;
        std::shared_ptr<Life> life;
        /// The account; kept by the terminal over its incarnations.
        std::uint64_t& login;
    };
    TerminalLine(terminal::Surroundings& surroundings, Place place, terminal::Mirror& mirror,
                 terminal::LinkEvents events);
    ~TerminalLine() override;

    void call(boost::json::object message, std::function<void(Answer)> done) override;
    void set_enabled(bool enabled) override;
    void relogin(std::uint64_t login) override;
    std::uint64_t login() const override { return place_.login; }

private:
    void connect();
    void take(boost::json::object message);
    void hang_up();
    void lose(std::uint64_t account);
    void try_again();

    Place place_;
    terminal::MirrorFeed feed_;
    std::uint64_t account_ = 0;
    BrokerNode::ConnectionId connection_ = 0;
    bool enabled_ = true;
    Micros pause_;
    std::int64_t next_id_ = 1;
    std::map<std::int64_t, std::function<void(Answer)>> waiting_;
    StepId step_{};
    /// Steps and callbacks of a link that is gone find it expired.
    std::shared_ptr<TerminalLine*> const self_ = std::make_shared<TerminalLine*>(this);
};

}  // namespace signalos::sim
