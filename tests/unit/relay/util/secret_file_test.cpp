#include "util/secret_file.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace signalos::relay;
namespace fs = std::filesystem;

namespace {

struct SecretFile {
    std::string path = (fs::temp_directory_path() / ("signalos-secret-" + std::to_string(getpid()))).string();
    SecretFile(std::string_view text, fs::perms mode) {
        std::ofstream(path) << text;
        fs::permissions(path, mode);
    }
    ~SecretFile() { fs::remove(path); }
};
constexpr auto own = fs::perms::owner_read | fs::perms::owner_write;

}  // namespace

TEST_CASE("secret file: the text without the newlines behind it; no file, no secret") {
    SecretFile const file("tok en\n\r\n", own);
    CHECK(read_secret_file("k", file.path).reveal() == "tok en");
    CHECK(read_secret_file("k", "").reveal().empty());
}

TEST_CASE("secret file: open to others, empty or missing is refused by key and path, and what it holds stays unsaid") {
    SecretFile const open("hunter2", own | fs::perms::group_read);
    CHECK_THROWS_WITH(read_secret_file("metrics.token_file", open.path),
                      Catch::Contains("metrics.token_file") && Catch::Contains(open.path) &&
                          Catch::Contains("chmod 600") && !Catch::Contains("hunter2"));
    CHECK_THROWS_WITH(read_secret_file("k", "/nonexistent/secret"), Catch::Contains("cannot be read"));
    SecretFile const empty("\n", own);
    CHECK_THROWS_WITH(read_secret_file("k", empty.path), Catch::Contains("holds nothing"));
}
