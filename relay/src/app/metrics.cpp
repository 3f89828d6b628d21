#include "app/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

#include "protocol/close_code.hpp"
#include "util/process_figures.hpp"

namespace signalos::relay {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

Histogram::BucketBoundaries const quick{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
Histogram::BucketBoundaries const slow{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

constexpr CommandState open_states[] = {CommandState::queued, CommandState::sent, CommandState::accepted,
                                        CommandState::executing, CommandState::in_doubt};

struct Hop {
    char const* name;
    std::int64_t StageTimes::*from;
    std::int64_t StageTimes::*to;
};
constexpr Hop hops[] = {
    {"queue", &StageTimes::received, &StageTimes::sent},
    {"link", &StageTimes::sent, &StageTimes::accepted},
    {"terminal", &StageTimes::accepted, &StageTimes::executing},
    {"broker", &StageTimes::executing, &StageTimes::broker_answered},
    {"report", &StageTimes::broker_answered, &StageTimes::result_stored},
    {"total", &StageTimes::received, &StageTimes::result_stored},
};

double seconds(std::int64_t milliseconds) {
    return static_cast<double>(std::max<std::int64_t>(milliseconds, 0)) / 1000.0;
}

std::string outcome_name(Outcome outcome) {
    switch (outcome) {
        case Outcome::committed:
            return "committed";
        case Outcome::rejected:
            return "rejected";
        case Outcome::in_doubt:
            return "in_doubt";
        case Outcome::unavailable:
            return "unavailable";
    }
    return "";
}

}  // namespace

struct Metrics::Parts {
    prometheus::Registry registry;

    Family<Counter>& counter(char const* name, char const* help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }
    Family<Gauge>& gauge(char const* name, char const* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    }
    Family<Histogram>& histogram(char const* name, char const* help) {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }

    Family<Gauge>& build = gauge("signalos_build_info", "1; the labels say what runs.");
    Gauge& start_time = gauge("process_start_time_seconds", "Start of the process, s UTC.").Add({});
    Gauge& resident = gauge("process_resident_memory_bytes", "Resident memory.").Add({});
    Gauge& open_files = gauge("process_open_fds", "Open file descriptors.").Add({});
    Gauge& terminals_known = gauge("signalos_terminals_known", "Terminals that are not revoked.").Add({});
    Gauge& terminals_live = gauge("signalos_terminals_live", "Terminals with a live link.").Add({});
    Counter& heartbeats_lost =
        counter("signalos_heartbeats_lost_total", "Terminal links given up after 25 s of silence.").Add({});
    Histogram& round_trips =
        histogram("signalos_terminal_round_trip_seconds", "Heartbeat round trips of terminal links.").Add({}, slow);
    Family<Counter>& accepted = counter("signalos_commands_accepted_total", "Commands made durable, by kind.");
    Family<Counter>& finished =
        counter("signalos_commands_finished_total", "Commands that reached a final state, by kind and state.");
    Family<Gauge>& open = gauge("signalos_commands_open", "Commands in each state that is not final.");
    Gauge& in_doubt_age =
        gauge("signalos_in_doubt_age_seconds", "Age of the oldest command in doubt; 0 when there is none.").Add({});
    Gauge& queue_age =
        gauge("signalos_queue_age_seconds", "Age of the oldest queued command; 0 when there is none.").Add({});
    Family<Histogram>& hop = histogram("signalos_command_hop_seconds", "Time of finished commands in each hop.");
    Gauge& http_connections = gauge("signalos_http_connections", "Connections that speak HTTP.").Add({});
    Gauge& web_sockets = gauge("signalos_websockets", "Open WebSockets, terminals and dashboards.").Add({});
    Family<Counter>& closed = counter("signalos_websockets_closed_total", "WebSockets closed, by code; 0 = cut.");
    Counter& conflated =
        counter("signalos_conflated_changes_total", "Changes that slow dashboards got folded into a later frame.")
            .Add({});
    Counter& dropped =
        counter("signalos_dropped_dashboards_total", "Dashboards cut because their events outgrew the queue (4508).")
            .Add({});
    Family<Counter>& refused = counter("signalos_refusals_total", "Bad input refused, by the code of the refusal.");
    Family<Counter>& answers = counter("signalos_http_answers_total", "HTTP answers, by status.");
    Histogram& answer_time =
        histogram("signalos_http_answer_seconds", "From a request's header to its answer.").Add({}, slow);
    Family<Histogram>& store_time =
        histogram("signalos_store_operation_seconds", "From the call of a store operation to its outcome.");
    Family<Counter>& store_failed =
        counter("signalos_store_failures_total", "Store operations that ended unavailable or in doubt.");
    Gauge& store_up = gauge("signalos_store_up", "1 while the store answered when last asked.").Add({});
    Histogram& lateness =
        histogram("signalos_loop_delay_seconds", "How late the relay's own clock ticks: the I/O thread was busy.")
            .Add({}, quick);
    Family<Gauge>& certificate = gauge("signalos_certificate_expires_seconds", "End of the certificate in use, s UTC.");
    Gauge& failed_reloads =
        gauge("signalos_certificate_reload_failures", "Reloads that kept the old certificate, since the last good one.")
            .Add({});
    Family<Gauge>& backup_age = gauge("signalos_backup_age_seconds", "Age of the newest verified backup.");
    Gauge& draining = gauge("signalos_draining", "1 while the relay is stopping.").Add({});
};

Metrics::Metrics(std::string_view version) : parts_(std::make_unique<Parts>()) {
    parts_->build.Add({{"version", std::string(version)}}).Set(1);
    parts_->start_time.Set(static_cast<double>(process_figures().started_at));
    // Shown from the start, so that a rate over them begins at nothing instead of at the first event.
    for (auto const state : open_states) parts_->open.Add({{"state", std::string(protocol::name_of(state))}});
    for (auto const& one : hops) parts_->hop.Add({{"hop", one.name}}, slow);
    for (auto const* const outcome : {"unavailable", "in_doubt"}) parts_->store_failed.Add({{"outcome", outcome}});
}

Metrics::~Metrics() = default;

void Metrics::command_accepted(CommandRow const& command) {
    parts_->accepted.Add({{"kind", command.kind}}).Increment();
}

void Metrics::command_changed(CommandRow const& command) {
    if (!is_final(command.state)) return;
    std::string const state(protocol::name_of(command.state));
    parts_->finished.Add({{"kind", command.kind}, {"state", state}}).Increment();
    for (auto const& one : hops) {
        auto const from = command.times.*one.from;
        auto const to = command.times.*one.to;
        if (from != 0 && to != 0) parts_->hop.Add({{"hop", one.name}}, slow).Observe(seconds(to - from));
    }
}

void Metrics::heartbeat_lost() {
    parts_->heartbeats_lost.Increment();
}

void Metrics::round_trip(std::int64_t milliseconds) {
    parts_->round_trips.Observe(seconds(milliseconds));
}

void Metrics::conflated(std::int64_t changes) {
    parts_->conflated.Increment(static_cast<double>(changes));
}

void Metrics::stored(StoreOperation const& operation) {
    parts_->store_time.Add({{"operation", std::string(operation.operation)}}, slow)
        .Observe(static_cast<double>(operation.waited_us) / 1e6);
    if (operation.outcome == Outcome::unavailable || operation.outcome == Outcome::in_doubt)
        parts_->store_failed.Add({{"outcome", outcome_name(operation.outcome)}}).Increment();
}

void Metrics::answered(int status, std::int64_t milliseconds) {
    parts_->answers.Add({{"status", std::to_string(status)}}).Increment();
    parts_->answer_time.Observe(seconds(milliseconds));
}

void Metrics::socket_closed(std::uint16_t code) {
    // A peer may close with any number: what is no code of ours or of the protocol shares one row.
    bool const known = code == 0 || (code >= 1000 && code <= 1015) || (code >= 4400 && code < 4600);
    parts_->closed.Add({{"code", known ? std::to_string(code) : "other"}}).Increment();
    if (code == protocol::close_code::too_slow) parts_->dropped.Increment();
}

void Metrics::loop_late(std::int64_t milliseconds) {
    parts_->lateness.Observe(seconds(milliseconds));
}

std::string Metrics::render(MetricGauges const& gauges, Refusals const& refusals) {
    auto& to = *parts_;
    auto const figures = process_figures();
    to.resident.Set(static_cast<double>(figures.resident_bytes));
    to.open_files.Set(static_cast<double>(figures.open_files));
    to.terminals_known.Set(static_cast<double>(gauges.terminals_known));
    to.terminals_live.Set(static_cast<double>(gauges.terminals_live));
    to.http_connections.Set(static_cast<double>(gauges.http_connections));
    to.web_sockets.Set(static_cast<double>(gauges.web_sockets));
    to.store_up.Set(gauges.store_up ? 1 : 0);
    to.failed_reloads.Set(static_cast<double>(gauges.failed_reloads));
    to.draining.Set(gauges.draining ? 1 : 0);
    if (gauges.certificate_expires_at) to.certificate.Add({}).Set(static_cast<double>(*gauges.certificate_expires_at));
    if (gauges.backup_at) to.backup_age.Add({}).Set(seconds(gauges.now - *gauges.backup_at));
    double doubt = 0;
    double queued = 0;
    for (auto const state : open_states) {
        double count = 0;
        for (auto const& row : gauges.open_commands) {
            if (row.state != state) continue;
            count = static_cast<double>(row.count);
            if (state == CommandState::in_doubt) doubt = seconds(gauges.now - row.oldest);
            if (state == CommandState::queued) queued = seconds(gauges.now - row.oldest);
        }
        to.open.Add({{"state", std::string(protocol::name_of(state))}}).Set(count);
    }
    to.in_doubt_age.Set(doubt);
    to.queue_age.Set(queued);
    for (auto const& [code, count] : refusals.view()) {
        auto& row = to.refused.Add({{"code", std::string(code)}});
        row.Increment(static_cast<double>(count.as_int64()) - row.Value());
    }
    return prometheus::TextSerializer().Serialize(to.registry.Collect());
}

}  // namespace signalos::relay
