#include "protocol/command_args.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "protocol/magic.hpp"

using namespace signalos;
using namespace signalos::protocol;
namespace json = boost::json;

namespace {

struct Args {
    CommandKind kind;
    char const* text;
};

struct BadArgs {
    CommandKind kind;
    char const* text;
    char const* path;
};

}  // namespace

TEST_CASE("arguments within their ranges come back as they were written") {
    auto const row = GENERATE(
        Args{CommandKind::open, R"({"symbol":"EURUSD","side":"buy","order":"market","volume":"0.1"})"},
        Args{
            CommandKind::open,
            R"({"symbol":"XAUUSD.m","side":"sell","order":"market","volume":"0.00000001","sl":"2001.5","tp":"1999","deviation":100000,"comment":"twenty characters ok"})"},
        Args{
            CommandKind::open,
            R"({"symbol":"EURUSD","side":"buy","order":"limit","volume":"0.1","price":"1.08","sl":"1.07","expiry":1737729000000})"},
        Args{
            CommandKind::open,
            R"({"symbol":"EURUSD","side":"sell","order":"stop_limit","volume":"0.1","price":"1.08","stop_limit":"1.09"})"},
        Args{CommandKind::modify, R"({"position":"120","sl":"1.08","remove":["tp"]})"},
        Args{CommandKind::modify,
             R"({"ticket":"130","price":"1.08","stop_limit":"1.07","tp":"1.1","remove":["sl","expiry"]})"},
        Args{CommandKind::modify, R"({"ticket":"130","expiry":1737729000000})"},
        Args{CommandKind::cancel_order, R"({"ticket":"130"})"},
        Args{CommandKind::close, R"({"position":"120","ticket":"121"})"},
        Args{CommandKind::close, R"({"position":"120","ticket":"0","symbol":"EURUSD","expected_volume":"0.3"})"},
        Args{CommandKind::close, R"({"position":"120","ticket":"121","expected_side":"sell"})"},
        Args{
            CommandKind::partial_close,
            R"({"position":"120","ticket":"121","symbol":"EURUSD","expected_volume":"0.3","expected_side":"buy","volume":"0.1","percent":"33.4"})"},
        Args{CommandKind::close_by, R"({"position":"120","ticket":"121","opposite":"130","symbol":"EURUSD"})"},
        Args{CommandKind::close_all, "{}"},
        Args{CommandKind::close_all,
             R"({"symbol":"EURUSD","side":"sell","magic":"ours","profit":"losing","pending":true})"},
        Args{CommandKind::close_all, R"({"magic":"5999","profit":"winning"})"},
        Args{CommandKind::pause, R"({"version":4})"}, Args{CommandKind::resume, R"({"version":5,"latch_id":"2"})"},
        Args{CommandKind::emergency_stop, R"({"level":"halt_cancel","scope":"ours","issued_at":1737642600123})"},
        Args{CommandKind::force_sync, "{}"}, Args{CommandKind::health_check, "{}"});
    INFO(row.text);
    InputFault fault;
    auto const args = decode_args(row.kind, json::parse(row.text).as_object(), fault);
    INFO(fault.path << ' ' << fault.message);
    REQUIRE(args.has_value());
    CHECK(encode_args(*args) == json::parse(row.text).as_object());
}

TEST_CASE("an emergency stop without words is the strongest one") {
    InputFault fault;
    auto const args = decode_args(CommandKind::emergency_stop, {}, fault);
    REQUIRE(args.has_value());
    CHECK(std::get<EmergencyStopArgs>(*args).level == "flatten");
    CHECK(std::get<EmergencyStopArgs>(*args).scope == "account");
}

TEST_CASE("an argument outside its range is refused with its path") {
    auto const row = GENERATE(
        BadArgs{CommandKind::open, R"({"side":"buy","volume":"1"})", "/args/symbol"},
        BadArgs{CommandKind::open, R"({"symbol":"","side":"buy","volume":"1"})", "/args/symbol"},
        BadArgs{CommandKind::open, R"({"symbol":"A23456789012345678901234567890BC","side":"buy","volume":"1"})",
                "/args/symbol"},
        BadArgs{CommandKind::open, R"({"symbol":"EUR\n","side":"buy","volume":"1"})", "/args/symbol"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"BUY","volume":"1"})", "/args/side"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","order":"iceberg","volume":"1"})", "/args/order"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","order":"limit","volume":"1"})", "/args/price"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","price":"1"})", "/args/price"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","expiry":1})", "/args/expiry"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","order":"stop","volume":"1","price":"1","expiry":0})",
                "/args/expiry"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","order":"stop_limit","volume":"1","price":"1"})",
                "/args/stop_limit"},
        BadArgs{CommandKind::open,
                R"({"symbol":"E","side":"buy","order":"stop","volume":"1","price":"1","stop_limit":"1"})",
                "/args/stop_limit"},
        BadArgs{CommandKind::modify, R"({"sl":"1"})", "/args/position"},
        BadArgs{CommandKind::modify, R"({"position":"7","ticket":"7","sl":"1"})", "/args/position"},
        BadArgs{CommandKind::modify, R"({"position":"7","price":"1"})", "/args/position"},
        BadArgs{CommandKind::modify, R"({"position":"7"})", "/args/sl"},
        BadArgs{CommandKind::modify, R"({"position":"7","sl":"0"})", "/args/sl"},
        BadArgs{CommandKind::modify, R"({"position":"7","remove":"sl"})", "/args/remove"},
        BadArgs{CommandKind::modify, R"({"position":"7","remove":["all"]})", "/args/remove"},
        BadArgs{CommandKind::modify, R"({"position":"7","sl":"1","remove":["sl"]})", "/args/remove"},
        BadArgs{CommandKind::cancel_order, R"({"ticket":"0"})", "/args/ticket"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy"})", "/args/volume"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"0"})", "/args/volume"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"-1"})", "/args/volume"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1e99"})", "/args/volume"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","sl":"0"})", "/args/sl"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","tp":"-2"})", "/args/tp"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","deviation":-1})", "/args/deviation"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","deviation":100001})", "/args/deviation"},
        BadArgs{CommandKind::open, R"({"symbol":"E","side":"buy","volume":"1","comment":"twenty-one characters"})",
                "/args/comment"},
        BadArgs{CommandKind::close, "{}", "/args/position"},
        BadArgs{CommandKind::close, R"({"position":120})", "/args/position"},
        BadArgs{CommandKind::close, R"({"position":"0"})", "/args/position"},
        BadArgs{CommandKind::close, R"({"position":"-7"})", "/args/position"},
        BadArgs{CommandKind::close, R"({"position":"7","ticket":"-7"})", "/args/ticket"},
        BadArgs{CommandKind::close, R"({"position":"7","expected_volume":"0"})", "/args/expected_volume"},
        BadArgs{CommandKind::pause, R"({"version":"4"})", "/args/version"},
        BadArgs{CommandKind::resume, R"({"version":4,"latch_id":2})", "/args/latch_id"},
        BadArgs{CommandKind::emergency_stop, R"({"level":"gently"})", "/args/level"},
        BadArgs{CommandKind::emergency_stop, R"({"scope":"all"})", "/args/scope"},
        BadArgs{CommandKind::close, R"({"position":"7","expected_side":"long"})", "/args/expected_side"},
        BadArgs{CommandKind::partial_close, R"({"position":"7"})", "/args/volume"},
        BadArgs{CommandKind::partial_close, R"({"position":"7","volume":"0"})", "/args/volume"},
        BadArgs{CommandKind::partial_close, R"({"position":"7","volume":"0.3","expected_volume":"0.3"})",
                "/args/volume"},
        BadArgs{CommandKind::partial_close, R"({"position":"7","percent":"100"})", "/args/percent"},
        BadArgs{CommandKind::partial_close, R"({"position":"7","percent":"-1"})", "/args/percent"},
        BadArgs{CommandKind::partial_close, R"({"volume":"0.1"})", "/args/position"},
        BadArgs{CommandKind::close_by, R"({"position":"7"})", "/args/opposite"},
        BadArgs{CommandKind::close_by, R"({"position":"7","opposite":"7"})", "/args/opposite"},
        BadArgs{CommandKind::close_all, R"({"side":"both"})", "/args/side"},
        BadArgs{CommandKind::close_all, R"({"magic":"mine"})", "/args/magic"},
        BadArgs{CommandKind::close_all, R"({"profit":"some"})", "/args/profit"},
        BadArgs{CommandKind::close_all, R"({"pending":"yes"})", "/args/pending"});
    INFO(row.text);
    InputFault fault;
    auto const args = decode_args(row.kind, json::parse(row.text).as_object(), fault);
    REQUIRE_FALSE(args.has_value());
    CHECK(args.error() == errc::bad_request);
    CHECK(fault.path == row.path);
}

TEST_CASE("a percentage of a volume is cut, never rounded up") {
    auto const part = [](char const* volume, char const* percent) {
        return part_of(*Decimal::parse(volume), *Decimal::parse(percent)).text();
    };
    CHECK(part("0.3", "50") == "0.15");
    CHECK(part("0.1", "33.33333333") == "0.03333333");
    CHECK(part("90000000000", "99.99999999") == "89999999991");
    CHECK(part("0.00000001", "99") == "0");
}

TEST_CASE("kind names lead back to their kinds; unknown and unfinished kinds have none") {
    for (auto const& [name, kind] : command_kinds) {
        CHECK(command_kind_from(name) == kind);
        CHECK(name_of(kind) == name);
    }
    CHECK_FALSE(command_kind_from("close by"));
    CHECK_FALSE(command_kind_from("Open"));
}

TEST_CASE("a command lives as long as the protocol says; an emergency stop never expires") {
    CHECK(default_ttl_ms(CommandKind::open) == 10'000);
    CHECK(default_ttl_ms(CommandKind::close) == 120'000);
    for (auto const kind :
         {CommandKind::pause, CommandKind::resume, CommandKind::force_sync, CommandKind::health_check})
        CHECK(default_ttl_ms(kind) == 86'400'000);
    CHECK_FALSE(default_ttl_ms(CommandKind::emergency_stop));
}

TEST_CASE("only an emergency stop jumps the queue, and only an open needs a live terminal") {
    for (auto const& [name, kind] : command_kinds) {
        INFO(name);
        CHECK(in_stop_lane(kind) == (kind == CommandKind::emergency_stop));
        CHECK(needs_live_terminal(kind) == (kind == CommandKind::open));
        bool const keyed = kind == CommandKind::open || kind == CommandKind::partial_close ||
                           kind == CommandKind::close_by || kind == CommandKind::close_all;
        CHECK(needs_idempotency_key(kind) == keyed);
        CHECK(is_reducing(kind) ==
              (kind != CommandKind::open && kind != CommandKind::modify && kind != CommandKind::resume));
    }
}

TEST_CASE("a magic number gives back its prefix and its command's tag, and stays positive") {
    auto const id = *CommandId::parse("01948d2a-7c1b-7def-8123-fffffffffffe");
    auto const prefix = GENERATE(std::int64_t{1}, std::int64_t{21313}, std::int64_t{0x7FFF});
    auto const magic = magic_of(prefix, id);
    CHECK(magic > 0);
    CHECK(prefix_of_magic(magic) == prefix);
    CHECK(tag_of_magic(magic) == id.value.tag48());
}
