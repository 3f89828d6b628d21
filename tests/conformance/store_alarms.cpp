// Alarms: listed until somebody has seen to them, acknowledged once and by name.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

std::int64_t raise(Fixture& f, std::int64_t epoch, std::int64_t seq) {
    f.now += 1;
    auto const applied = f.apply(epoch, {seq, f.now, LostFrames{seq - 1, "forgotten"}});
    REQUIRE(applied.ok());
    return applied.value.events.at(0).off;
}

std::vector<std::int64_t> listed(Fixture& f, int limit = 10) {
    std::vector<std::int64_t> offs;
    auto const rows =
        f.ask<std::vector<AlarmRow>>([&](auto d) { f.store->list_alarms(f.org, TerminalScope::all(), limit, d); });
    for (auto const& row : rows.value) offs.push_back(row.event.off);
    return offs;
}

Reply<Acknowledged> acknowledge(Fixture& f, std::int64_t off, std::string const& name) {
    return f.ask<Acknowledged>([&](auto d) { f.store->acknowledge_alarm(f.org, f.terminal, off, name, f.now, d); });
}

}  // namespace

FOR_EACH_ENGINE("alarms are listed newest first, the acknowledged ones behind all others", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const first = raise(f, epoch, 1);
    auto const second = raise(f, epoch, 2);
    auto const third = raise(f, epoch, 3);
    CHECK(listed(f) == std::vector{third, second, first});
    REQUIRE(acknowledge(f, third, "Ann").ok());
    CHECK(listed(f) == std::vector{second, first, third});
    CHECK(listed(f, 1) == std::vector{second});
    f.reopen();
    CHECK(listed(f) == std::vector{second, first, third});
}

FOR_EACH_ENGINE("the relay raises an alarm of its own about a terminal it knows", "[store]") {
    auto const raised = f.ask<EventRow>([&](auto d) { f.store->raise_alarm(f.org, f.terminal, "too much", f.now, d); });
    REQUIRE(raised.ok());
    CHECK(raised.value.type == "error_alert");
    CHECK(listed(f) == std::vector{raised.value.off});
    auto const other = f.ask<EventRow>([&](auto d) { f.store->raise_alarm(f.org, f.id<TerminalId>(), "x", f.now, d); });
    CHECK(other.reason == errc::not_found);
}

FOR_EACH_ENGINE("an alarm is acknowledged once, in the name of the first, and tells it as an event", "[store]") {
    auto const off = raise(f, f.open_session("j").terminal.session_epoch, 1);
    auto const first = acknowledge(f, off, "Ann");
    REQUIRE(first.ok());
    REQUIRE(first.value.events.size() == 1);
    CHECK(first.value.events[0].type == "alarm_acknowledged");
    CHECK(first.value.events[0].off == off + 1);
    auto const count = f.events().size();
    auto const again = acknowledge(f, off, "Bob");
    REQUIRE(again.ok());
    CHECK(again.value.events.empty());
    CHECK(again.value.alarm.acknowledged_by == "Ann");
    CHECK(again.value.alarm.acknowledged_at == f.now);
    CHECK(f.events().size() == count);
}

FOR_EACH_ENGINE("what is no alarm cannot be acknowledged", "[store]") {
    f.accept(f.command());
    CHECK(acknowledge(f, f.events().back().off, "Ann").reason == errc::not_found);
    CHECK(acknowledge(f, 99, "Ann").reason == errc::not_found);
}
