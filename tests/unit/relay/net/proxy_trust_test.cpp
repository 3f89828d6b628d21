#include "net/proxy_trust.hpp"

#include <catch2/catch.hpp>

using namespace signalos::relay;

namespace {

Headers forwarded(std::initializer_list<char const*> values) {
    Headers headers;
    for (auto const* const value : values) headers.add("X-Forwarded-For", value);
    return headers;
}

}  // namespace

TEST_CASE("proxies: what an undeclared peer says of its client is text") {
    ProxyTrust const nobody;
    CHECK(nobody.client_of("127.0.0.1", forwarded({"192.0.2.1"})) == "127.0.0.1");
    ProxyTrust const proxies({"127.0.0.1"});
    CHECK(proxies.client_of("198.51.100.9", forwarded({"192.0.2.1"})) == "198.51.100.9");
}

TEST_CASE("proxies: the client is the first from the right that is no declared proxy") {
    ProxyTrust const proxies({"127.0.0.1", "10.1.0.0/16", "2001:db8::/32"});
    CHECK(proxies.client_of("127.0.0.1", forwarded({"192.0.2.1"})) == "192.0.2.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"203.0.113.5, 192.0.2.1, 10.1.7.7"})) == "192.0.2.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"203.0.113.5", "192.0.2.1", "10.1.7.7"})) == "192.0.2.1");
    CHECK(proxies.client_of("10.1.200.3", forwarded({"192.0.2.1 ,2001:db8::7"})) == "192.0.2.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"::ffff:192.0.2.1"})) == "192.0.2.1");
    CHECK(proxies.client_of("::ffff:127.0.0.1", forwarded({"192.0.2.1"})) == "192.0.2.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"10.1.0.1, 10.1.0.2"})) == "10.1.0.1");
}

TEST_CASE("proxies: what cannot be read ends the chain at the last proxy that can") {
    ProxyTrust const proxies({"127.0.0.1", "10.1.0.0/16"});
    CHECK(proxies.client_of("127.0.0.1", Headers{}) == "127.0.0.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({""})) == "127.0.0.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"unknown"})) == "127.0.0.1");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"192.0.2.1, nonsense, 10.1.0.2"})) == "10.1.0.2");
    CHECK(proxies.client_of("127.0.0.1", forwarded({"192.0.2.1:4711"})) == "127.0.0.1");
}

TEST_CASE("proxies: a network that is none is refused by name") {
    for (auto const* const text : {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "", "::/129"})
        CHECK_THROWS_WITH(ProxyTrust({text}), Catch::Contains("trusted_proxies") && Catch::Contains("give"));
}

TEST_CASE("proxies: only a declared proxy can say that its client came without TLS") {
    ProxyTrust const proxies({"127.0.0.1"});
    Headers plain;
    plain.add("X-Forwarded-Proto", "http");
    Headers encrypted;
    encrypted.add("X-Forwarded-Proto", "HTTPS");
    CHECK(proxies.came_unencrypted("127.0.0.1", plain));
    CHECK_FALSE(proxies.came_unencrypted("127.0.0.1", encrypted));
    CHECK_FALSE(proxies.came_unencrypted("127.0.0.1", Headers{}));
    CHECK_FALSE(proxies.came_unencrypted("192.0.2.1", plain));
}
