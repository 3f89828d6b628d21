// Counters, gauges and histograms of one relay, and their text form.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/core_watch.hpp"
#include "core/refusals.hpp"
#include "store/store_watch.hpp"

namespace signalos::relay {

/// What is read at the moment of a scrape. Absent figures are not shown.
struct MetricGauges {
    std::size_t terminals_known = 0;
    std::size_t terminals_live = 0;
    std::size_t http_connections = 0;
    std::size_t web_sockets = 0;
    bool store_up = false;
    std::vector<OpenCommands> open_commands;
    std::int64_t now = 0;                                ///< ms UTC
    std::optional<std::int64_t> certificate_expires_at;  ///< s UTC; absent behind a proxy
    std::int64_t failed_reloads = 0;
    std::optional<std::int64_t> backup_at;  ///< ms UTC of the newest verified backup
    bool draining = false;
};

/// No label carries anything of an organisation, a user or a terminal. All calls on the I/O thread.
class Metrics final : public CoreWatch {
public:
    explicit Metrics(std::string_view version);
    ~Metrics() override;

    void command_accepted(CommandRow const& command) override;
    void command_changed(CommandRow const& command) override;
    void heartbeat_lost() override;
    void round_trip(std::int64_t milliseconds) override;
    void conflated(std::int64_t changes);
    void stored(StoreOperation const& operation);
    void answered(int status, std::int64_t milliseconds);
    void socket_closed(std::uint16_t code);
    /// One turn of the relay's clock came this much later than it should have, ms.
    void loop_late(std::int64_t milliseconds);

    /// The text form of Prometheus, version 0.0.4.
    std::string render(MetricGauges const& gauges, Refusals const& refusals);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace signalos::relay
