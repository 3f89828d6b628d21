// The machine's files behind the bridge, on the system this runs on.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "library.hpp"
#include "platform/machine.hpp"

using namespace signalos::bridge;
namespace fs = std::filesystem;

namespace {
struct Place : signalos::shipped::Folder {
    std::string at(std::string const& name) const { return path.string() + "/" + name; }
    std::string raw(std::string const& name) const {
        std::ifstream file(path / name, std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        return text.str();
    }
};
FileSystem& files = machine_files();
}  // namespace

TEST_CASE("files: what was appended is read back, cut and appended again after another opening") {
    Place const place;
    REQUIRE(files.make_dirs(place.at("a/b/c")));
    std::string const name = place.at("a/b/c/journal");
    {
        auto file = files.open(name);
        REQUIRE(file);
        CHECK(file->append("first "));
        CHECK(file->append("second"));
        CHECK(file->flush());
        CHECK(file->read_all() == "first second");
        CHECK(file->truncate(5));
        CHECK(file->append("!"));
    }
    CHECK(files.open(name)->read_all() == "first!");
}

TEST_CASE("files: a lock has one holder, and is free again when it is dropped") {
    Place const place;
    auto held = files.lock(place.at("lock"));
    REQUIRE(held);
    CHECK_FALSE(files.lock(place.at("lock")));
    held.reset();
    CHECK(files.lock(place.at("lock")));
}

TEST_CASE("files: a replacement is whole, and what is larger than 64 KiB is not read") {
    Place const place;
    CHECK_FALSE(files.read(place.at("instance")));
    CHECK(files.replace(place.at("instance"), "one"));
    CHECK(files.replace(place.at("instance"), "another"));
    CHECK(files.read(place.at("instance")) == "another");
    CHECK(files.replace(place.at("instance"), std::string(70000, 'x')));
    CHECK_FALSE(files.read(place.at("instance")));
    CHECK_FALSE(fs::exists(place.at("instance") + ".new"));
}

TEST_CASE("files: a secret comes back as it was given, and is sealed where the system can seal") {
    Place const place;
    REQUIRE(files.replace_secret(place.at("credential"), "sos_terminal_key"));
    CHECK(files.read_secret(place.at("credential")) == "sos_terminal_key");
#if defined(_WIN32)
    CHECK(place.raw("credential").find("terminal_key") == std::string::npos);
    REQUIRE(files.replace(place.at("credential"), "sos_terminal_key"));
    CHECK_FALSE(files.read_secret(place.at("credential")));  // not what DPAPI sealed: not a secret of ours
#else
    CHECK((fs::status(place.at("credential")).permissions() & fs::perms::others_all) == fs::perms::none);
#endif
}

TEST_CASE("files: a successor takes the journal's place in one step while the old file is open") {
    Place const place;
    auto old = files.open(place.at("journal"));
    REQUIRE(old);
    CHECK(old->append("long and old"));
    auto next = old->make_successor();
    REQUIRE(next);
    CHECK(next->append("short"));
    CHECK(next->flush());
    CHECK(old->append(", and more"));
    REQUIRE(next->take_place());
    // Until it is settled both get everything; what the old one gets is of no use to anybody any more.
    CHECK(old->append("!"));
    CHECK(old->flush());
    CHECK(next->append("!"));
    CHECK(next->settle_place());
    CHECK(next->read_all() == "short!");
    old.reset();
    CHECK(next->append("?"));
    CHECK(place.raw("journal") == "short!?");
    auto again = next->make_successor();
    REQUIRE(again);
    CHECK(again->append("shorter"));
    REQUIRE(again->take_place());
    CHECK(place.raw("journal") == "shorter");
}

TEST_CASE("files: a link in the place of a file is refused") {
    Place const place;
    std::ofstream(place.at("target")) << "someone else's";
    std::error_code ec;
    fs::create_symlink(place.at("target"), place.at("journal"), ec);
#if defined(_WIN32)
    if (ec) {
        // Wine makes no symbolic links and shows those of the machine below as plain files.
        SUCCEED("this system cannot make a link");
        return;
    }
#endif
    REQUIRE_FALSE(ec);
    CHECK_FALSE(files.open(place.at("journal")));
    CHECK_FALSE(files.read(place.at("journal")));
    CHECK_FALSE(files.lock(place.at("journal")));
    CHECK(place.raw("target") == "someone else's");
}
