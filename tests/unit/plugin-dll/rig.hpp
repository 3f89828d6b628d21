// A session on a virtual machine: clock, disk, relay and wake-up are all in the test's hand.
#pragma once
#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "bridge/json.hpp"
#include "bridge/session.hpp"
#include "bridge/text.hpp"
#include "memory_file.hpp"
#include "virtual_machine.hpp"

namespace signalos::bridge::test {

inline std::string command_id(int n) {
    char text[40];
    std::snprintf(text, sizeof text, "019b76da-a800-7000-8000-%012d", n);
    return text;
}

class Rig {
public:
    Rig() {
        args.login = 1001;
        args.max_lots_per_order = 1;
        args.magic_prefix = 21313;
        args.allow_open = 1;
        args.margin_mode = SOS_MARGIN_HEDGING;
        args.currency_digits = 2;
        write_text(args.server, "SignalOS-Demo");
    }

    void start() {
        SessionConfig config{args, "019b76da-a800-7000-8000-00000000ffff", {}, 60000, journal_least, memory};
        SessionPorts ports{clock,
                           random,
                           nullptr,
                           std::make_unique<MemoryFile>(disk),
                           std::make_unique<WireTransport>(wire),
                           std::make_unique<NoWake>()};
        wire = Wire{};
        session = std::make_unique<Session>(std::move(config), std::move(ports));
        session->start();
        wire.events->on_wake();
    }
    /// Upgrade, hello, welcome and the first heartbeat.
    void sign_in(std::int64_t relay_has = 0) {
        wire.events->on_tls();
        wire.events->on_open();
        frame({{"type", "welcome"},
               {"data", {{"session_epoch", 7}, {"resume", "r"}, {"last_in", relay_has}, {"hb_ms", 10000}}}});
        heartbeat();
    }
    void heartbeat() { frame({{"type", "heartbeat"}, {"data", {{"n", 1}, {"server_ts", clock.utc}, {"rtt_ms", 0}}}}); }
    void live() {
        start();
        sign_in();
        health();
    }
    /// The process ends, power goes, and everything is built anew from what the disk kept.
    void crash(std::int64_t relay_has = 0) {
        session.reset();
        disk.power_cut();
        start();
        sign_in(relay_has);
        health();
    }
    void frame(json::object frame) {
        frame["ts"] = clock.utc;
        wire.events->on_text(json::serialize(frame));
    }
    void command(int n, char const* kind, json::object command_args, std::int64_t ttl_ms = 120000,
                 std::int64_t epoch = 7) {
        json::object data{{"session_epoch", epoch},
                          {"cmd_seq", n},
                          {"kind", kind},
                          {"ttl_ms", ttl_ms},
                          {"deadline", clock.utc + ttl_ms},
                          {"args", std::move(command_args)}};
        frame({{"type", "command"}, {"id", command_id(n)}, {"seq", n}, {"data", std::move(data)}});
    }
    /// The relay has made all frames up to `seq` durable.
    void ack(std::int64_t seq) { frame({{"type", "ack"}, {"ack", seq}, {"data", json::object{}}}); }
    void close_command(int n, std::int64_t ttl_ms = 120000) {
        command(n, "close", {{"position", "120"}, {"ticket", "120"}}, ttl_ms);
    }
    void open_command(int n) {
        command(n, "open", {{"symbol", "EURUSD"}, {"side", "buy"}, {"order", "market"}, {"volume", "0.10"}});
    }
    void health() {
        sos_health h{};
        h.server_time = clock.utc / 1000;
        h.connected = h.synchronised = 1;
        session->push_health(h);
    }
    [[nodiscard]] sos_facts facts(int n, int kind) const {
        sos_facts f{};
        f.struct_size = sizeof f;
        f.login = 1001;
        f.kind = kind;
        f.volume = 0.1;
        f.volume_before = kind == SOS_OPEN ? 0 : 0.1;
        f.position = f.ticket = kind == SOS_OPEN ? 0 : 120;
        f.price = 1.1;
        f.equity = f.balance = f.day_start = 10000;
        write_text(f.id, command_id(n));
        write_text(f.symbol, "EURUSD");
        write_text(f.server, "SignalOS-Demo");
        return f;
    }
    sos_decision begin(sos_facts const& f) {
        sos_decision decision{};
        session->begin(f, decision);
        wire.events->on_wake();
        return decision;
    }
    bool take() {
        sos_command out{};
        return session->next(out);
    }
    std::int32_t finish(int n, int outcome, int final = 1) {
        sos_result r{};
        r.struct_size = sizeof r;
        r.outcome = outcome;
        r.final = final;
        r.retcode = outcome == SOS_DONE ? 10009 : 0;
        write_text(r.id, command_id(n));
        std::int32_t const code = session->finish(r);
        wire.events->on_wake();
        return code;
    }
    /// Data of every command_result about command n since the last start.
    [[nodiscard]] std::vector<json::object> results(int n) const {
        std::vector<json::object> found;
        for (auto const& frame : wire.sent)
            if (text_of(frame, "type") == "command_result" && text_of(frame, "re") == command_id(n))
                found.push_back(object_of(frame, "data"));
        return found;
    }
    [[nodiscard]] std::string state_of(int n) const {
        auto const all = results(n);
        return all.empty() ? "" : text_of(all.back(), "state");
    }
    [[nodiscard]] std::int64_t last_ack() const {
        std::int64_t ack = -1;
        for (auto const& frame : wire.sent) ack = integer_of(frame, "ack").value_or(ack);
        return ack;
    }

    ManualClock clock;
    CountingRandom random;
    MemoryDisk disk;
    Wire wire;
    sos_open_args args{};
    std::uint64_t journal_least = std::uint64_t{4} << 20;
    Memory memory;
    std::unique_ptr<Session> session;
};

}  // namespace signalos::bridge::test
