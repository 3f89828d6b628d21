#include "rig.hpp"

#include <cstdio>
#include <cstring>

namespace signalos::bridge::testing {

namespace {
template <std::size_t N>
void put(std::uint8_t (&field)[N], std::string_view text) {
    std::memset(field, 0, N);
    std::memcpy(field, text.data(), text.size());
}

std::string text_of(std::uint8_t const* field) {
    return reinterpret_cast<char const*>(field);
}
}  // namespace

Rig::Rig() {
    args.login = 1001;
    args.max_lots_per_order = 1.0;
    args.struct_size = sizeof(sos_open_args);
    args.abi_version = SOS_ABI_VERSION;
    args.magic_prefix = 21313;
    args.allow_open = 1;
    args.margin_mode = SOS_MARGIN_HEDGING;
    args.currency_digits = 2;
    put(args.server, "Demo");
    put(args.currency, "USD");
    boot();
}

void Rig::boot() {
    wire = Wire{};
    SessionConfig config;
    config.args = args;
    config.instance = "018f0000-0000-7000-8000-000000000001";
    SessionPorts ports{clock,
                       random,
                       nullptr,
                       std::make_unique<test::MemoryFile>(disk),
                       std::make_unique<test::WireTransport>(wire),
                       std::make_unique<test::NoWake>()};
    session = std::make_unique<Session>(config, std::move(ports));
    session->start();
    healthy();
}

void Rig::healthy() {
    sos_health health{};
    health.connected = health.synchronised = health.terminal_trade = health.program_trade = health.account_trade =
        health.expert_trade = health.dlls_allowed = 1;
    health.server_time = clock.utc / 1000;
    session->push_health(health);
}

void Rig::pump() {
    for (int round = 0; round < 8; ++round) {
        wire.kicked = false;
        wire.events->on_wake();
        if (!wire.kicked) return;
    }
}

void Rig::relay_says(json::object frame) {
    frame["ts"] = clock.utc;
    wire.events->on_text(json::serialize(frame));
    pump();
}

void Rig::go_live(std::int64_t relay_last_in, std::int64_t epoch) {
    pump();
    wire.events->on_tls();
    wire.events->on_open();
    pump();
    relay_says({{"type", "welcome"},
                {"data",
                 {{"session_id", "s"},
                  {"session_epoch", epoch},
                  {"terminal", "018f0000-0000-7000-8000-000000000002"},
                  {"terminal_name", "one"},
                  {"hb_ms", 10000},
                  {"server_ts", clock.utc},
                  {"resume", "secret"},
                  {"recv_max", 64},
                  {"last_in", relay_last_in},
                  {"store_epoch", 1}}}});
    relay_says({{"type", "heartbeat"}, {"data", {{"n", 1}, {"server_ts", clock.utc}, {"rtt_ms", 1}}}});
}

std::string Rig::command(std::int64_t seq, std::string kind, json::object command_args,
                         std::optional<std::int64_t> ttl_ms, std::int64_t epoch) {
    // A UUIDv7 of this moment: a command older than the horizon is refused by its id.
    char id[64];
    auto const ms = static_cast<unsigned long long>(clock.utc);
    std::snprintf(id, sizeof id, "%08llx-%04llx-7000-8000-%012x", ms >> 16, ms & 0xffff, 0xabc000 + ++ids_);
    json::object data{{"session_epoch", epoch},
                      {"cmd_seq", seq},
                      {"kind", kind},
                      {"lane", kind == "emergency_stop" ? "stop" : "normal"},
                      {"ttl_ms", nullptr},
                      {"deadline", nullptr},
                      {"args", std::move(command_args)}};
    if (ttl_ms) data["ttl_ms"] = *ttl_ms, data["deadline"] = clock.utc + *ttl_ms;
    relay_says({{"type", "command"}, {"id", id}, {"seq", seq}, {"data", std::move(data)}});
    return id;
}

std::optional<sos_command> Rig::next() {
    sos_command command{};
    if (!session->next(command)) return std::nullopt;
    return command;
}

sos_facts Rig::facts_of(sos_command const& command, double lots, int leg) const {
    sos_facts facts{};
    facts.login = args.login;
    facts.position = command.position;
    facts.ticket = command.ticket;
    facts.server_time = clock.utc / 1000;
    facts.volume = facts.volume_before = lots;
    facts.price = 1.1;
    facts.balance = facts.equity = facts.day_start = 10000;
    facts.struct_size = sizeof(sos_facts);
    facts.kind = command.kind;
    facts.leg = leg;
    facts.connected = facts.trade_allowed = 1;
    std::memcpy(facts.id, command.id, sizeof facts.id);
    put(facts.symbol, "EURUSD");
    put(facts.server, "Demo");
    return facts;
}

sos_decision Rig::begin(sos_facts const& facts) {
    sos_decision decision{};
    session->begin(facts, decision);
    pump();
    return decision;
}

std::int32_t Rig::finish(sos_command const& command, int outcome, int retcode, bool final, int leg) {
    sos_result result{};
    result.struct_size = sizeof(sos_result);
    result.outcome = outcome;
    result.retcode = retcode;
    result.final = final ? 1 : 0;
    result.leg = leg;
    result.volume = 0.1;
    result.price = 1.1;
    result.deal = 7 + leg;
    result.position = command.position;
    std::memcpy(result.id, command.id, sizeof result.id);
    auto const code = session->finish(result);
    pump();
    return code;
}

std::vector<json::object> Rig::frames(std::string_view type) const {
    std::vector<json::object> found;
    for (auto const& frame : wire.sent)
        if (frame.at("type").as_string() == type) found.push_back(frame);
    return found;
}

std::optional<json::object> Rig::result_of(std::string const& id) const {
    for (auto const& frame : frames("command_result"))
        if (text_of(reinterpret_cast<std::uint8_t const*>(frame.at("re").as_string().c_str())) == id)
            return frame.at("data").as_object();
    return std::nullopt;
}

sos_status_info Rig::status() const {
    sos_status_info info{};
    session->status(info);
    return info;
}

}  // namespace signalos::bridge::testing
