// The code and the fingerprint of a pairing: what people read, type and compare.
#include "base/pairing_code.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <map>
#include <set>

using namespace signalos;

TEST_CASE("the pairing alphabet holds no two characters that look alike on paper") {
    CHECK(std::set<char>(pairing_alphabet.begin(), pairing_alphabet.end()).size() == pairing_alphabet.size());
    CHECK(pairing_alphabet.find_first_of("01ILOU") == std::string_view::npos);
}

TEST_CASE("pairing codes draw every character alike and do not repeat") {
    SystemRandom random;
    std::map<char, int> counts;
    std::set<std::string> seen;
    constexpr int draws = 3000;
    for (int i = 0; i < draws; ++i) {
        auto const code = make_pairing_code(random);
        REQUIRE(code.size() == 8);
        REQUIRE(normal_pairing_code(code) == code);
        for (char const c : code) ++counts[c];
        seen.insert(code);
    }
    CHECK(seen.size() == draws);
    REQUIRE(counts.size() == pairing_alphabet.size());
    // 800 expected each; ten standard deviations on either side.
    for (auto const& [c, count] : counts) {
        INFO(c);
        CHECK(count > 520);
        CHECK(count < 1080);
    }
}

TEST_CASE("a typed code is read in any case, with blanks and dashes, and nothing else is one") {
    CHECK(normal_pairing_code("k7qm-2xhd") == "K7QM2XHD");
    CHECK(normal_pairing_code(" K7QM 2XHD ") == "K7QM2XHD");
    CHECK(readable_pairing_code("K7QM2XHD") == "K7QM-2XHD");
    for (auto const* wrong : {"", "K7QM2XH", "K7QM2XHDD", "K7QM2XH0", "K7QM2XHI", "K7QM_2XHD", "K7QM2XH\n",
                              "Zk1vbmUga2V5IG9mIGEgdGVybWluYWwgaGVyZQ"}) {
        INFO(wrong);
        CHECK_FALSE(normal_pairing_code(wrong).has_value());
    }
}

TEST_CASE("the fingerprint is three readable groups and changes with the digest") {
    std::array<std::uint8_t, 32> digest{};
    CHECK(fingerprint_of(digest) == "2222-2222-2222");
    digest[23] = 1;
    CHECK(fingerprint_of(digest) == "2222-2222-2223");
    digest[0] = 0xff;
    digest[1] = 0xff;  // 65535 mod 30 = 15
    CHECK(fingerprint_of(digest) == "H222-2222-2223");
    CHECK(fingerprint_input("aa") != fingerprint_input("ab"));
    CHECK(fingerprint_input("aa") != "aa");
}

TEST_CASE("a pairing secret is 64 hex digits, and only that") {
    SystemRandom random;
    auto const secret = make_pairing_secret(random);
    CHECK(is_pairing_secret(secret));
    CHECK(secret != make_pairing_secret(random));
    CHECK_FALSE(is_pairing_secret(secret.substr(1)));
    CHECK_FALSE(is_pairing_secret(std::string(64, 'G')));
}
