// The operator's side of a running relay: metrics, readiness, reload, and the words to the service manager.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <variant>

#include "api/operations_port.hpp"
#include "app/metrics.hpp"
#include "app/running_settings.hpp"
#include "base/clock.hpp"
#include "core/refusals.hpp"
#include "net/tls_credentials.hpp"
#include "store/store.hpp"
#include "util/config.hpp"
#include "util/secret.hpp"
#include "util/service_manager.hpp"

namespace signalos::relay {

/// Reads the configuration as it stands now, or says what is wrong with it.
using LoadConfig = std::function<std::variant<Config, ConfigError>()>;

/// All calls on the I/O thread; lives as long as the relay.
class Operations final : public OperationsPort {
public:
    struct Ports {
        Config const& config;  ///< with which the relay started
        RunningSettings& settings;
        LoadConfig load_config;
        Store& store;
        Clock const& clock;
        Metrics& metrics;
        Refusals const& refusals;
        TlsCredentials* tls = nullptr;             ///< nullptr behind a proxy
        std::function<void(MetricGauges&)> gauge;  ///< fills in what only the application knows
    };
    explicit Operations(Ports ports);

    void readiness(std::function<void(Readiness)> reply) override;
    [[nodiscard]] bool may_read_metrics(Request const& request) const override;
    std::string metrics() override;

    /// Log levels and certificates anew; what cannot be taken over stays and is named. {"reloaded":true,…} or
    /// {"error"}.
    boost::json::object reload();
    /// Every 100 ms: the sign of life, and now and then the store's figures.
    void on_tick();
    void ready();
    void draining();

private:
    void look_at_store();

    Ports ports_;
    Secret<std::string> token_;
    ServiceManager manager_;
    StoreOverview overview_;
    bool store_up_ = true;
    bool asking_ = false;
    bool ready_ = false;
    bool draining_ = false;
    std::int64_t next_look_ = 0;  // steady ms
    std::int64_t last_tick_ = 0;  // steady ms; 0 = none yet
};

}  // namespace signalos::relay
