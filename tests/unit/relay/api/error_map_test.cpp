#include "api/error_map.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace signalos::relay;
using signalos::errc;

TEST_CASE("errors: a problem has all members of the document") {
    ProblemDetail detail;
    detail.fields.push_back({"args.volume", "missing"});
    detail.retry_after_ms = 1500;
    auto const response = problem(errc::locked_out, detail);
    CHECK(response.status == 429);
    CHECK(response.headers.find("Content-Type") == "application/problem+json");
    CHECK(response.headers.find("Retry-After") == "2");
    auto const body = boost::json::parse(response.body).as_object();
    CHECK(body.at("code").as_string() == "locked_out");
    CHECK(body.at("status").as_int64() == 429);
    CHECK(body.at("retry_after_ms").as_int64() == 1500);
    CHECK(body.at("errors").at(0).at("path").as_string() == "args.volume");
}

TEST_CASE("errors: an error that is not ours tells nothing") {
    auto const response = problem(make_error_code(boost::system::errc::permission_denied));
    CHECK(response.status == 500);
    CHECK(response.body.find("ermission") == std::string::npos);
}

TEST_CASE("errors: every code has a status that fits its block") {
    CHECK(http_status(errc::not_found) == 404);
    CHECK(http_status(errc::key_reused) == 422);
    CHECK(http_status(errc::terminal_offline) == 409);
    CHECK(http_status(errc::unavailable) == 503);
    CHECK(http_status(errc::disk_full) == 507);
}
