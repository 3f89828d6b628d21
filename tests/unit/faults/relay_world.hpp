// One simulated relay over a disk that survives it, and a terminal and a dashboard that say exactly what a test says.
#pragma once
#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/relay_node.hpp"

namespace signalos::sim::testing {

/// One socket, pulled by the test.
struct Socket final : relay::SessionPort {
    void wake() override {}
    void close(std::uint16_t with, std::string_view) override { code = with; }
    /// Everything that the relay has for it by now.
    void take();
    [[nodiscard]] std::vector<boost::json::object> of(std::string_view type) const;
    /// Of the newest frame that carries one; -1 before that.
    [[nodiscard]] std::int64_t ack() const;

    std::shared_ptr<relay::Session> session;
    std::vector<boost::json::object> frames;
    std::uint16_t code = 0;
};

class RelayWorld {
public:
    RelayWorld();
    ~RelayWorld();

    /// A new process on the same disk; it dies at the first pass of `die_at`, if that is not empty.
    void boot(std::string die_at = "");
    [[nodiscard]] bool dead() const { return life_->dead; }
    /// Takes the corpse away, with the sockets it held, and boots the next one.
    void restart(std::string die_at = "");
    void run();

    /// A hello with what the terminal remembers, and what came back so far.
    void connect_terminal();
    void connect_dashboard();
    void say(Socket& socket, boost::json::object frame);
    /// Absent as long as the relay has not answered.
    std::optional<relay::CommandAnswer>& give(std::string const& key);
    /// SELECT of one number.
    std::int64_t count(std::string const& sql);

    Socket terminal;
    Socket dashboard;
    std::int64_t terminal_has = 0;  ///< hello.last_in
    relay::RelayClock const& clock() { return node_->clock(); }
    RelayNode& node() { return *node_; }

private:
    void drop_sockets();

    Scheduler scheduler_;
    NodeClock clock_{scheduler_};
    RelayDisk disk_{{"terminal"}};
    std::shared_ptr<Life> life_;
    std::unique_ptr<RelayNode> node_;
    std::optional<relay::CommandAnswer> answer_;
    std::uint64_t boots_ = 0;
    std::int64_t epoch_ = 0;
    std::string resume_;
};

}  // namespace signalos::sim::testing
