#include "api/route_table.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "api/openapi_document.hpp"

using namespace signalos::relay;
namespace json = boost::json;

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

json::object document() {
    return json::parse(json::string_view(openapi_document().data(), openapi_document().size())).as_object();
}

}  // namespace

TEST_CASE("routes: the table and the REST document name the same operations with the same permissions") {
    std::set<std::string> in_table;
    for (auto const& route : routes())
        in_table.insert(lower(verb_name(route.verb)) + " " + std::string(route.pattern) + " " +
                        std::string(permission_name(route.guard.permission)));
    std::set<std::string> in_document;
    auto const whole = document();
    for (auto const& path : whole.at("paths").as_object())
        for (auto const& operation : path.value().as_object())
            in_document.insert(std::string(operation.key()) + " " + std::string(path.key()) + " " +
                               std::string(operation.value().at("x-permission").as_string()));
    CHECK(in_table == in_document);
}

TEST_CASE("routes: whatever changes something is no GET and whatever is a GET takes no body") {
    for (auto const& route : routes())
        CHECK((route.verb == Verb::get || route.verb == Verb::del) == (route.body_limit == 0));
}

TEST_CASE("routes: the document lists every error code that the relay may answer") {
    auto const whole = document();
    std::set<std::string> listed;
    for (auto const& code :
         whole.at("components").at("schemas").at("Problem").at("properties").at("code").at("enum").as_array())
        listed.insert(std::string(code.as_string()));
    for (int value = 1000; value < 10000; ++value) {
        auto const name = code_name(static_cast<signalos::errc>(value));
        if (name != "internal") CHECK(listed.contains(std::string(name)));
    }
    CHECK(listed.contains("internal"));
}

TEST_CASE(
    "routes: one segment fits {id}, an unknown path fits nothing, a known path with another verb says what is "
    "allowed") {
    auto const close = match_route(Verb::post, "/api/trades/0190:12/close");
    REQUIRE(close.route);
    CHECK(close.id == "0190:12");
    CHECK_FALSE(match_route(Verb::post, "/api/trades//close").route);
    CHECK_FALSE(match_route(Verb::post, "/api/trades/a/b/close").route);
    CHECK(match_route(Verb::get, "/api/none").allow.empty());
    auto const wrong = match_route(Verb::put, "/api/trades");
    CHECK_FALSE(wrong.route);
    CHECK(wrong.allow == "GET, POST");
    CHECK(match_route(Verb::head, "/healthz").route);
}
