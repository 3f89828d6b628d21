// The link's thread lives on when the EA does not: its silence is told, once, with since when.
#include <catch2/catch.hpp>

#include "rig.hpp"

using namespace signalos::bridge::testing;
namespace json = boost::json;

namespace {

/// What the relay was last told about the EA's silence.
json::value told(Rig const& rig) {
    json::value last = "never told";
    for (auto const& frame : rig.frames("state")) {
        auto const* const set = frame.at("data").as_object().if_contains("set");
        auto const* const terminal = set == nullptr ? nullptr : set->as_object().if_contains("terminal");
        if (terminal == nullptr) continue;
        if (auto const* const since = terminal->as_object().if_contains("ea_silent_since")) last = *since;
    }
    return last;
}

}  // namespace

TEST_CASE("an EA that stops calling is told as silent since its last call, and as well once it calls again") {
    Rig rig;
    rig.go_live();
    rig.session->ea_called();
    rig.pump();
    CHECK(told(rig).is_null());
    auto const last_call = rig.clock.utc;
    rig.clock.advance(4'900);
    rig.session->ea_called();
    rig.clock.advance(4'900);
    rig.pump();
    CHECK(told(rig).is_null());
    rig.clock.advance(100);
    rig.pump();
    CHECK(told(rig) == json::value(last_call + 4'900));
    auto const frames = rig.frames("state").size();
    rig.clock.advance(1'000);
    rig.pump();
    CHECK(rig.frames("state").size() == frames);
    rig.session->ea_called();
    rig.pump();
    CHECK(told(rig).is_null());
}
