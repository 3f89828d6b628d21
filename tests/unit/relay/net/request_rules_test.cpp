#include "net/request_rules.hpp"

#include <catch2/catch.hpp>

#include "net/network_address.hpp"

using namespace signalos::relay;

namespace {

Headers with(std::vector<std::pair<std::string, std::string>> const& fields) {
    Headers headers;
    headers.add("Host", "localhost");
    for (auto const& [name, value] : fields) headers.add(name, value);
    return headers;
}

}  // namespace

TEST_CASE("request rules: an ordinary request is one thing") {
    CHECK(ambiguity(with({{"Content-Length", "5"}, {"Accept", "a"}, {"Accept", "b"}}), 11).empty());
    CHECK(ambiguity(with({{"Transfer-Encoding", "Chunked"}}), 11).empty());
    CHECK(ambiguity(Headers{}, 10).empty());  // HTTP/1.0 knew no Host
}

TEST_CASE("request rules: what proxies could read differently is refused") {
    CHECK_FALSE(ambiguity(Headers{}, 11).empty());
    CHECK_FALSE(ambiguity(with({{"host", "localhost"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Origin", "a"}, {"ORIGIN", "a"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Authorization", "a"}, {"Authorization", "b"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Content-Length", "5, 5"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Content-Length", "+5"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Transfer-Encoding", "gzip, chunked"}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Transfer-Encoding", ""}}), 11).empty());
    CHECK_FALSE(ambiguity(with({{"Transfer-Encoding", "chunked"}}), 10).empty());
    CHECK_FALSE(ambiguity(with({}), 19).empty());
}

TEST_CASE("limits: an address counts as itself, of IPv6 its /64, and one written both ways is one") {
    CHECK(network_of("192.0.2.7") == "192.0.2.7");
    CHECK(network_of("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2::9"));
    CHECK(network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1"));
    CHECK(network_of("no address") == "no address");
}
