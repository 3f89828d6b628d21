#include "util/crypto.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <type_traits>

#include "util/log.hpp"
#include "util/secret.hpp"

using namespace signalos::relay;

TEST_CASE("crypto: the hashes match the published vectors") {
    CHECK(signalos::hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(signalos::hex(sha1("abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(base64(sha1("dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0DC85B11")) ==
          "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("crypto: comparison tells equal from different, also by length") {
    CHECK(constant_time_equal("abc", "abc"));
    CHECK_FALSE(constant_time_equal("abc", "abd"));
    CHECK_FALSE(constant_time_equal("abc", "abcd"));
    CHECK(constant_time_equal("", ""));
}

TEST_CASE("crypto: random tokens are url-safe, of the asked length and do not repeat") {
    signalos::SystemRandom random;
    auto const token = random_token(random, 32);
    CHECK(token.size() == 43);
    CHECK(token.find_first_of("+/=") == std::string::npos);
    CHECK(token != random_token(random, 32));
}

namespace {
template <class T>
concept Printable = requires(std::ostream& out, T value) {
    out << value;
};
}  // namespace

TEST_CASE("secret: a secret can neither be printed nor be logged") {
    STATIC_REQUIRE_FALSE(Printable<Secret<std::string>>);
    STATIC_REQUIRE_FALSE(std::is_constructible_v<log::Field, std::string_view, Secret<std::string>>);
    CHECK(Secret<std::string>("x").reveal() == "x");
}
