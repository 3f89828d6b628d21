#include <catch2/catch.hpp>

#include "terminal/event_queue.hpp"
#include "terminal/timer.hpp"

using namespace signalos::terminal;
namespace mql = signalos::mql;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {
TransactionEvent transaction(std::uint64_t deal) {
    TransactionEvent event;
    event.transaction.deal = deal;
    return event;
}
}  // namespace

TEST_CASE("events before OnInit has ended are dropped") {
    EventQueue queue;
    CHECK_FALSE(queue.post(TickEvent{}));
    CHECK_FALSE(queue.post(transaction(1)));
    queue.open();
    CHECK(queue.post(TickEvent{}));
}

TEST_CASE("a tick or timer event is not queued while one is queued or running") {
    EventQueue queue;
    queue.open();
    Event const event = GENERATE(Event(TickEvent{}), Event(TimerEvent{}));
    CHECK(queue.post(event));
    CHECK_FALSE(queue.post(event));
    REQUIRE(queue.take());
    CHECK_FALSE(queue.post(event));
    queue.done();
    CHECK(queue.post(event));
}

TEST_CASE("chart events coalesce per id") {
    EventQueue queue;
    queue.open();
    CHECK(queue.post(ChartEvent{1001, 0, 0, ""}));
    CHECK_FALSE(queue.post(ChartEvent{1001, 5, 0, ""}));
    CHECK(queue.post(ChartEvent{1002, 0, 0, ""}));
}

TEST_CASE("the 1025th transaction displaces the oldest") {
    EventQueue queue;
    queue.open();
    queue.post(TickEvent{});
    for (std::uint64_t i = 0; i < 1100; ++i) CHECK(queue.post(transaction(i)));
    CHECK(queue.displaced() == 76);
    CHECK(queue.size() == 1025);
    CHECK(std::holds_alternative<TickEvent>(*queue.take()));
    queue.done();
    CHECK(std::get<TransactionEvent>(*queue.take()).transaction.deal == 76);
}

TEST_CASE("unloading deletes the queue") {
    EventQueue queue;
    queue.open();
    queue.post(TickEvent{});
    queue.close();
    CHECK(queue.size() == 0);
    CHECK_FALSE(queue.post(TickEvent{}));
}

TEST_CASE("periods that are let pass end without an event, and the grid goes on") {
    ProgramTimer timer(milliseconds(10));
    ProgramTimer::Clock::time_point const start{};
    timer.set(milliseconds(10), start);
    CHECK(timer.first_from(start + milliseconds(3)) == start + milliseconds(10));
    CHECK(timer.first_from(start + milliseconds(20)) == start + milliseconds(20));
    CHECK(timer.first_from(start + milliseconds(21)) == start + milliseconds(30));
    timer.skip_to(start + milliseconds(57));
    CHECK_FALSE(timer.expire(start + milliseconds(59)));
    CHECK(timer.expire(start + milliseconds(60)));
    CHECK(timer.due() == start + milliseconds(70));
    timer.kill();
    timer.skip_to(start + milliseconds(80));
    CHECK_FALSE(timer.first_from(start));
}

TEST_CASE("the timer keeps its grid, has a floor, and loses what it missed") {
    ProgramTimer timer(microseconds(15'600));
    ProgramTimer::Clock::time_point const start{};
    timer.set(milliseconds(1), start);
    CHECK(timer.period() == microseconds(15'600));
    timer.set(milliseconds(20), start);
    CHECK(timer.period() == microseconds(31'200));
    CHECK_FALSE(timer.expire(start + milliseconds(31)));
    CHECK(timer.expire(start + milliseconds(32)));
    CHECK(timer.expire(start + milliseconds(200)));
    CHECK_FALSE(timer.expire(start + milliseconds(201)));
    timer.kill();
    CHECK_FALSE(timer.expire(start + milliseconds(900)));
}
