#include "app/operations.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "app/backup_command.hpp"
#include "app/settings.hpp"
#include "store/migrations.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
constexpr log::Logger logger{"app"};
constexpr std::int64_t look_every_ms = 2000;
constexpr std::int64_t tick_ms = 100;

bool is_loopback(std::string_view address) {
    return address == "::1" || address.starts_with("127.");
}

// ms UTC of the newest file there; a backup gets its name only after it was verified.
std::optional<std::int64_t> newest_backup(std::string const& folder) {
    std::optional<std::int64_t> newest;
    std::error_code ec;
    for (std::filesystem::directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
        std::error_code gone;
        auto const written = at->last_write_time(gone);
        if (gone || at->path().extension() != ".backup") continue;
        auto const utc = std::chrono::file_clock::to_sys(written).time_since_epoch();
        auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(utc).count();
        newest = std::max(newest.value_or(ms), ms);
    }
    return newest;
}

}  // namespace

Operations::Operations(Ports ports) : ports_(std::move(ports)), token_(metrics_token(ports_.config)) {}

void Operations::readiness(std::function<void(Readiness)> reply) {
    auto answered = [this, reply = std::move(reply)](Reply<StoreHealth> health) {
        auto const known = static_cast<std::int64_t>(sql::migrations().size());
        bool const migrated = health.ok() && health.value.schema == known;
        bool const listening = ready_ && !draining_;
        Readiness readiness;
        readiness.ready = health.ok() && migrated && listening;
        readiness.checks = {
            {"store", health.ok() ? "ok" : "does not answer"},
            {"migrations", migrated ? "ok" : (health.ok() ? "another schema than this program's" : "not known")},
            {"listener", listening ? "ok" : (draining_ ? "stopping" : "starting")}};
        reply(std::move(readiness));
    };
    ports_.store.ping(std::move(answered));
}

bool Operations::may_read_metrics(Request const& request) const {
    bool const local = is_loopback(request.peer) && !request.forwarded;
    if (local && ports_.config.flag("metrics.loopback")) return true;
    constexpr std::string_view scheme = "Bearer ";
    auto const given = request.headers.find("Authorization");
    if (token_.reveal().empty() || given.size() <= scheme.size()) return false;
    return equal_ignoring_case(given.substr(0, scheme.size()), scheme) &&
           constant_time_equal(given.substr(scheme.size()), token_.reveal());
}

std::string Operations::metrics() {
    MetricGauges gauges;
    gauges.now = ports_.clock.utc_ms();
    gauges.terminals_known = static_cast<std::size_t>(overview_.terminals);
    gauges.open_commands = overview_.open;
    gauges.store_up = store_up_;
    gauges.draining = draining_;
    gauges.backup_at = newest_backup(backup_folder(ports_.config));
    if (ports_.tls != nullptr) {
        gauges.certificate_expires_at = ports_.tls->expires_at();
        gauges.failed_reloads = ports_.tls->failed_reloads();
    }
    ports_.gauge(gauges);
    return ports_.metrics.render(gauges, ports_.refusals);
}

json::object Operations::reload() {
    manager_.tell("RELOADING=1");
    auto loaded = ports_.load_config();
    auto const* const wrong = std::get_if<ConfigError>(&loaded);
    json::array later;
    std::string tls_words;
    if (wrong == nullptr) {
        later = ports_.settings.take_over(std::get<Config>(loaded));
    }
    if (ports_.tls != nullptr) tls_words = ports_.tls->reload();
    manager_.tell("READY=1");
    if (wrong != nullptr) logger.error("reload_refused", {{"reason", wrong->text()}});
    if (!tls_words.empty()) logger.error("certificate_kept", {{"reason", tls_words}});
    for (auto const& name : later)
        logger.warn("needs_restart", {{"setting", std::string_view(name.as_string().data(), name.as_string().size())}});
    if (wrong != nullptr) return {{"error", wrong->text()}};
    if (!tls_words.empty()) return {{"error", tls_words + " (the old certificate stays in use)"}};
    logger.info("reloaded", {{"certificate_until", ports_.tls == nullptr ? 0 : ports_.tls->expires_at()}});
    return {{"reloaded", true}, {"needs_restart", std::move(later)}};
}

void Operations::on_tick() {
    auto const now = ports_.clock.steady_ms();
    manager_.alive(now);
    if (last_tick_ != 0) ports_.metrics.loop_late(now - last_tick_ - tick_ms);
    last_tick_ = now;
    if (now >= next_look_ && !asking_) look_at_store();
}

void Operations::look_at_store() {
    asking_ = true;
    next_look_ = ports_.clock.steady_ms() + look_every_ms;
    ports_.store.overview([this](Reply<StoreOverview> seen) {
        asking_ = false;
        store_up_ = seen.ok();
        // While the store is silent the last figures stay: an alert on a command in doubt must not end by an outage.
        if (seen.ok()) overview_ = std::move(seen.value);
    });
}

void Operations::ready() {
    ready_ = true;
    manager_.tell("READY=1\nSTATUS=serving");
}

void Operations::draining() {
    draining_ = true;
    manager_.tell("STOPPING=1\nSTATUS=draining");
}

}  // namespace signalos::relay
