#include "sim/scheduler.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace signalos::sim;

TEST_CASE("steps run by time, and by order of asking within one instant") {
    Scheduler world;
    std::string order;
    world.at(20, [&] { order += 'c'; });
    world.at(10, [&] {
        order += 'a';
        world.at(5, [&] { order += 'b'; });
    });
    auto const never = world.at(15, [&] { order += 'x'; });
    world.cancel(never);
    world.at(20, [&] { order += 'd'; });
    world.run_until(20);
    CHECK(order == "abcd");
    CHECK(world.now() == 20);
    CHECK_FALSE(world.run_next(50));
    CHECK(world.now() == 50);
}

TEST_CASE("a fibre waits in the middle of its body for a signal or for its deadline") {
    Scheduler world;
    Signal bell(world);
    std::string heard;
    bool rung = false;
    world.spawn("listener", [&] {
        heard += world.wait(bell, 100, [&] { return rung; }) ? "rung " : "late ";
        heard += world.wait(bell, 200, [] { return false; }) ? "rung " : "late ";
        world.rest_until(300);
        heard += std::to_string(world.now());
    });
    world.at(10, [&] { bell.notify_all(); });
    world.at(20, [&] {
        rung = true;
        bell.notify_all();
    });
    world.run_until(1000);
    CHECK(heard == "rung late 300");
    CHECK(world.living_fibres() == 0);
}

TEST_CASE("a notification and a deadline of one instant resume a fibre once") {
    Scheduler world;
    Signal bell(world);
    int resumed = 0;
    world.spawn("listener", [&] {
        world.park(bell, 50);
        ++resumed;
        world.rest_until(60);
        ++resumed;
    });
    world.at(50, [&] { bell.notify_all(); });
    world.run_until(100);
    CHECK(resumed == 2);
}

TEST_CASE("what a fibre throws comes out of the scheduler") {
    Scheduler world;
    world.spawn("thrower", [] { throw std::runtime_error("mine"); });
    CHECK_THROWS_WITH(world.run_until(1), "mine");
    CHECK(world.living_fibres() == 0);
}
