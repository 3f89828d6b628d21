#include "net/http_types.hpp"

#include <catch2/catch.hpp>

#include "net/security_headers.hpp"

using namespace signalos::relay;

TEST_CASE("http: a target is split and decoded once") {
    std::string path;
    std::string query;
    REQUIRE(split_target("/a%20b/%2e%2ed/c%252f?x=1&y=%41", path, query));
    CHECK(path == "/a b/..d/c%2f");
    CHECK(query == "x=1&y=%41");
}

TEST_CASE("http: targets that are not a path, hold a zero byte or end within an escape are refused") {
    std::string path;
    std::string query;
    CHECK_FALSE(split_target("", path, query));
    CHECK_FALSE(split_target("http://x/", path, query));
    CHECK_FALSE(split_target("/a%00b", path, query));
    CHECK_FALSE(split_target("/a%2", path, query));
    CHECK_FALSE(split_target("/a%zz", path, query));
}

TEST_CASE("http: paths that two programs may read differently are refused") {
    auto const target = GENERATE("/a/../b", "/a/%2e%2e/b", "/./a", "/a/..", "/a%2fb", "/a%2Fb", "/a%5cb", "/a%0d%0ab",
                                 "/a%7f", "/a%ff", "/%c0%ae%c0%ae/a");
    std::string path;
    std::string query;
    CAPTURE(target);
    CHECK_FALSE(split_target(target, path, query));
}

TEST_CASE("http: query parameters are found by their decoded name") {
    Request request;
    request.query = "limit=5&st%61te=open&empty&symbol=EUR%26USD";
    CHECK(request.parameter("limit") == "5");
    CHECK(request.parameter("state") == "open");
    CHECK(request.parameter("empty") == "");
    CHECK(request.parameter("symbol") == "EUR&USD");
    CHECK_FALSE(request.parameter("missing"));
}

TEST_CASE("http: a cookie is found among others, and one given twice is nobody's") {
    Request request;
    request.headers.add("cookie", "a=1; __Host-sid=token; b=2");
    CHECK(request.cookie("__Host-sid") == "token");
    CHECK_FALSE(request.cookie("sid"));
    request.headers.add("Cookie", "__Host-sid=other");
    CHECK_FALSE(request.cookie("__Host-sid"));
}

TEST_CASE("http: header names and list tokens compare without case") {
    Headers headers;
    headers.add("Connection", "keep-alive, Upgrade");
    CHECK(has_token(headers.find("connection"), "upgrade"));
    CHECK_FALSE(has_token(headers.find("connection"), "grade"));
    CHECK(headers.find("none").empty());
}

TEST_CASE("http: the policy names no source but ourselves and wants trusted types") {
    auto const policy = content_security_policy();
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("unsafe") == std::string_view::npos);
    CHECK(policy.find("require-trusted-types-for 'script'; trusted-types signalos-sw") != std::string_view::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string_view::npos);
}
