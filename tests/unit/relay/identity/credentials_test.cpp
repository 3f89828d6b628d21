// Codes, tokens and sealed secrets by themselves.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "services/access_token.hpp"
#include "services/totp.hpp"
#include "util/crypto.hpp"
#include "walk_world.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

std::string part(std::string_view text) {
    return base64url({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()});
}

}  // namespace

TEST_CASE("totp: the vectors of RFC 6238 and their neighbours open, everything else does not", "[identity]") {
    // Appendix B, SHA-1: the seed is the ASCII text 12345678901234567890; the last six of its eight digits.
    Secret<std::string> const seed(std::string("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
    CHECK(totp_step_of(seed, "287082", 59'000) == 1);
    CHECK(totp_step_of(seed, "081804", std::int64_t{1111111109} * 1000) == 37037036);
    CHECK(totp_step_of(seed, "050471", std::int64_t{1111111111} * 1000) == 37037037);
    CHECK(totp_step_of(seed, "005924", std::int64_t{1234567890} * 1000) == 41152263);
    CHECK(totp_step_of(seed, "279037", std::int64_t{2000000000} * 1000) == 66666666);
    CHECK(totp_step_of(seed, "287082", 89'000) == 1);
    CHECK(totp_step_of(seed, "287082", 29'000) == 1);
    CHECK_FALSE(totp_step_of(seed, "287082", 120'000));
    for (auto const* wrong : {"", "28708", "2870820", "287083", "28708a", " 287082"})
        CHECK_FALSE(totp_step_of(seed, wrong, 59'000));
}

TEST_CASE("recovery codes: ten different ones, alike with and without dash and in any case", "[identity]") {
    SystemRandom random;
    auto const codes = new_recovery_codes(random);
    CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == 10);
    CHECK(recovery_code_hash("abcde-fghjk") == recovery_code_hash("ABCDEFGHJK"));
    CHECK(recovery_code_hash("abcde-fghjk") != recovery_code_hash("abcde-fghjm"));
    for (auto const& code : codes) CHECK_FALSE(looks_like_totp(code));
}

TEST_CASE("tokens: one algorithm is taken, in its time and unchanged; none and any other are not", "[identity]") {
    SystemRandom random;
    ManualClock const clock;
    AccessTokens const tokens(Secret(std::string(32, 'k')));
    TokenClaims const claims{OrgId{Uuid::make_v7(clock, random)}, Uuid::make_v7(clock, random), true, "trade",
                             clock.now + access_token_ms};
    auto const token = tokens.sign(claims);
    auto const read = tokens.read(token, clock.now);
    REQUIRE(read);
    CHECK(read->org == claims.org);
    CHECK(read->source == claims.source);
    CHECK(read->from_key);
    CHECK(read->scope == "trade");
    CHECK_FALSE(tokens.read(token, claims.expires_at));
    CHECK_FALSE(AccessTokens(Secret(std::string(32, 'x'))).read(token, clock.now));
    auto const body = token.substr(token.find('.') + 1);
    auto const claimed = body.substr(0, body.find('.'));
    auto const mark = body.substr(body.find('.') + 1);
    for (auto const* header :
         {R"({"alg":"none","typ":"JWT"})", R"({"alg":"HS384","typ":"JWT"})", R"({"alg":"HS512","typ":"JWT"})",
          R"({"alg":"RS256","typ":"JWT"})", R"({"typ":"JWT"})"}) {
        CAPTURE(header);
        CHECK_FALSE(tokens.read(part(header) + "." + claimed + "." + mark, clock.now));
        CHECK_FALSE(tokens.read(part(header) + "." + claimed + ".", clock.now));
        CHECK_FALSE(tokens.read(part(header) + "." + claimed, clock.now));
    }
    for (auto const* wrong : {"", ".", "..", "a.b.c", "....", "eyJ"}) CHECK_FALSE(tokens.read(wrong, clock.now));
    CHECK_FALSE(tokens.read(std::string(5000, 'a'), clock.now));
    for (std::size_t i = 0; i < token.size(); i += 7) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CAPTURE(i);
        CHECK_FALSE(tokens.read(changed, clock.now));
    }
}

TEST_CASE("sealer: what is sealed opens here and for its purpose alone, and the key is nobody else's to read",
          "[identity]") {
    Sealer const sealer(Secret(std::string(43, 'k')));
    auto const sealed = sealer.seal("seed", "totp:a");
    CHECK(sealed.find("seed") == std::string::npos);
    CHECK(sealer.open(sealed, "totp:a")->reveal() == "seed");
    CHECK_FALSE(sealer.open(sealed, "totp:b"));
    CHECK_FALSE(Sealer(Secret(std::string(43, 'x'))).open(sealed, "totp:a"));
    CHECK_FALSE(sealer.open("", "totp:a"));
    CHECK_FALSE(sealer.open("AAAA", "totp:a"));
    auto const path = std::filesystem::temp_directory_path() /
                      ("signalos-secret-" + Uuid::make_v7(ManualClock{}, *std::make_unique<SystemRandom>()).text());
    auto const again = Sealer::from_file(path.string()).seal("seed", "p");
    CHECK(Sealer::from_file(path.string()).open(again, "p")->reveal() == "seed");
    std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    CHECK_THROWS_WITH(Sealer::from_file(path.string()), Catch::Contains("0600"));
    std::filesystem::remove(path);
}
