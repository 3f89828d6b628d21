#include "net/static_files.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace signalos::relay;
namespace fs = std::filesystem;

namespace {

struct WebRoot {
    fs::path base = fs::temp_directory_path() / ("signalos-web-" + std::to_string(getpid()));
    fs::path root = base / "root";
    WebRoot() {
        fs::create_directories(root / "assets");
        fs::create_directories(root / ".git");
        put(base / "secret.txt", "secret");
        put(root / "index.html", "<!doctype html>");
        put(root / "assets/app-1.js", "plain");
        put(root / "assets/app-1.js.br", "brotli");
        put(root / "assets/app-1.js.gz", "gzip");
        put(root / "assets/app-1.js.map", "map");
        put(root / ".git/config", "hidden");
        fs::create_symlink(base / "secret.txt", root / "link.txt");
    }
    ~WebRoot() { fs::remove_all(base); }
    static void put(fs::path const& path, std::string_view text) { std::ofstream(path) << text; }
};

Request get(std::string path) {
    Request request;
    request.verb = Verb::get;
    request.path = std::move(path);
    return request;
}

}  // namespace

TEST_CASE("static: what is outside the root, hidden, linked or a source map is not there") {
    WebRoot const web;
    StaticFiles const files(web.root.string());
    auto const path =
        GENERATE("/../secret.txt", "/assets/../../secret.txt", "/link.txt", "/.git/config", "/assets/app-1.js.map",
                 "/assets/app-1.js.br", "//index.html", "/./index.html", "/assets/..", "/assets/", "\\..\\secret.txt");
    CAPTURE(path);
    CHECK_FALSE(files.find(get(path)));
}

TEST_CASE("static: the best encoding that the client accepts is served, assets for ever") {
    WebRoot const web;
    StaticFiles const files(web.root.string());
    auto request = get("/assets/app-1.js");
    auto plain = files.find(request);
    REQUIRE(plain);
    CHECK(*plain->shared_body == "plain");
    CHECK(plain->headers.find("Cache-Control") == "public, max-age=31536000, immutable");
    CHECK(plain->headers.find("Content-Type") == "text/javascript; charset=utf-8");
    request.headers.add("Accept-Encoding", "gzip, br");
    auto const packed = files.find(request);
    REQUIRE(packed);
    CHECK(*packed->shared_body == "brotli");
    CHECK(packed->headers.find("Content-Encoding") == "br");
    CHECK(packed->headers.find("Vary") == "Accept-Encoding");
    CHECK(packed->headers.find("ETag") != plain->headers.find("ETag"));
}

TEST_CASE("static: an entity tag that still holds gives 304 without a body") {
    WebRoot const web;
    StaticFiles const files(web.root.string());
    auto const first = files.find(get("/"));
    REQUIRE(first);
    CHECK(first->headers.find("Cache-Control") == "no-cache");
    auto again = get("/");
    again.headers.add("If-None-Match", std::string(first->headers.find("ETag")));
    auto const second = files.find(again);
    REQUIRE(second);
    CHECK(second->status == 304);
    CHECK_FALSE(second->shared_body);
}

TEST_CASE("static: an unknown path is the dashboard for a navigation and nothing for anything else") {
    WebRoot const web;
    StaticFiles const files(web.root.string());
    auto navigation = get("/terminals/5");
    CHECK_FALSE(files.find(navigation));
    navigation.headers.add("Accept", "text/html,application/xhtml+xml");
    auto const page = files.find(navigation);
    REQUIRE(page);
    CHECK(*page->shared_body == "<!doctype html>");
    for (auto const* const path : {"/assets/gone.js", "/api/none", "/favicon.ico"}) {
        auto request = get(path);
        request.headers.add("Accept", "text/html");
        CHECK_FALSE(files.find(request));
    }
}
