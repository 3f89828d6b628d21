#include "api/command_arguments.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace signalos::relay;

namespace {

std::string wrong_at(std::string_view kind, char const* text) {
    auto const problem = check_arguments(kind, boost::json::parse(text).as_object(), "args.");
    return problem ? problem->path : "";
}

}  // namespace

TEST_CASE("arguments: complete ones pass") {
    CHECK(wrong_at("open",
                   R"({"symbol":"EURUSD","side":"buy","order":"market","volume":"0.10","sl":"1.08","deviation":5})")
              .empty());
    CHECK(wrong_at("close", R"({"position":"120","expected_volume":"0.1"})").empty());
    CHECK(wrong_at("emergency_stop", "{}").empty());
    CHECK(wrong_at("emergency_stop", R"({"level":"flatten","scope":"ours"})").empty());
    CHECK(wrong_at("force_sync", "{}").empty());
}

TEST_CASE("arguments: the first wrong member is named by its path") {
    CHECK(wrong_at("open", R"({"side":"buy","order":"market","volume":"0.10"})") == "args.symbol");
    CHECK(wrong_at("open", R"({"symbol":"EURUSD","side":"long","order":"market","volume":"0.10"})") == "args.side");
    CHECK(wrong_at("open", R"({"symbol":"EURUSD","side":"buy|sell","order":"market","volume":"0.10"})") == "args.side");
    CHECK(wrong_at("open", R"({"symbol":"EURUSD","side":"buy","order":"market","volume":0.1})") == "args.volume");
    CHECK(wrong_at("open", R"({"symbol":"EURUSD","side":"buy","order":"market","volume":"1e3"})") == "args.volume");
    CHECK(wrong_at("open", R"({"symbol":"EUR\u0000USD","side":"buy","order":"market","volume":"1"})") == "args.symbol");
    CHECK(wrong_at("close", R"({"position":"12a"})") == "args.position");
    CHECK(wrong_at("close", R"({"position":120})") == "args.position");
    CHECK(wrong_at("emergency_stop", R"({"level":"soft"})") == "args.level");
    CHECK(wrong_at("reboot", "{}") == "kind");
}

TEST_CASE("arguments: a modification names levels and what to remove out of a list") {
    CHECK(wrong_at("modify", R"({"position":"7","sl":"1.08","remove":["tp"]})").empty());
    CHECK(wrong_at("modify", R"({"ticket":"7","price":"1.08","expiry":1737729000000})").empty());
    CHECK(wrong_at("modify", R"({"position":"7","remove":[]})") == "args.remove");
    CHECK(wrong_at("modify", R"({"position":"7","remove":["all"]})") == "args.remove");
    CHECK(wrong_at("modify", R"({"position":"7","sl":null})") == "args.sl");
    CHECK(wrong_at("cancel_order", "{}") == "args.ticket");
    CHECK(wrong_at("open", R"({"symbol":"E","side":"buy","order":"stop","volume":"1","price":1})") == "args.price");
}

TEST_CASE("arguments: a partial close names volume or percent, never both or neither") {
    CHECK(wrong_at("partial_close", R"({"position":"7","volume":"0.1"})").empty());
    CHECK(wrong_at("partial_close", R"({"position":"7","percent":"50","expected_volume":"0.2"})").empty());
    CHECK(wrong_at("partial_close", R"({"position":"7"})") == "args.volume");
    CHECK(wrong_at("partial_close", R"({"position":"7","volume":"0.1","percent":"50"})") == "args.volume");
}

TEST_CASE("arguments: a filter that cannot be read is refused, it could close what was not meant") {
    CHECK(wrong_at("close_all", "{}").empty());
    CHECK(wrong_at("close_all", R"({"magic":"ours","side":"sell","profit":"losing","pending":true})").empty());
    CHECK(wrong_at("close_all", R"({"magic":"0"})").empty());
    CHECK(wrong_at("close_all", R"({"magic":"mine"})") == "args.magic");
    CHECK(wrong_at("close_all", R"({"pending":"true"})") == "args.pending");
    CHECK(wrong_at("close_all", R"({"profit":"some"})") == "args.profit");
    CHECK(wrong_at("close_all", R"({"symbols":"EURUSD"})") == "args.symbols");
    CHECK(wrong_at("close_by", R"({"position":"7"})") == "args.opposite");
}

TEST_CASE("arguments: a misspelt stop loss is refused, not ignored") {
    CHECK(wrong_at("open", R"({"symbol":"EURUSD","side":"buy","order":"market","volume":"0.10","stoploss":"1.08"})") ==
          "args.stoploss");
}
