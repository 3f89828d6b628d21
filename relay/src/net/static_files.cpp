#include "net/static_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

#include "util/crypto.hpp"

namespace signalos::relay {
namespace fs = std::filesystem;
namespace {

std::string_view media_type(std::string_view extension) {
    struct Row {
        std::string_view extension, type;
    };
    static constexpr Row rows[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
        {".webp", "image/webp"},
        {".wasm", "application/wasm"},
        {".jpg", "image/jpeg"},
    };
    for (auto const& row : rows)
        if (row.extension == extension) return row.type;
    return "application/octet-stream";
}

std::shared_ptr<std::string const> read_if_there(fs::path const& path) {
    if (!fs::is_regular_file(fs::symlink_status(path))) return nullptr;
    std::ifstream in(path, std::ios::binary);
    return std::make_shared<std::string const>(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

bool left_out(fs::path const& path) {
    auto const extension = path.extension();
    return path.filename().string().starts_with('.') || extension == ".br" || extension == ".gz" || extension == ".map";
}

bool is_navigation(Request const& request) {
    auto const last = request.path.substr(request.path.rfind('/') + 1);
    return request.headers.find("Accept").find("text/html") != std::string_view::npos &&
           last.find('.') == std::string::npos && !request.path.starts_with("/api/") &&
           !request.path.starts_with("/ws") && !request.path.starts_with("/assets/");
}

}  // namespace

StaticFiles::StaticFiles(std::string const& root) {
    if (root.empty()) return;
    for (auto walk = fs::recursive_directory_iterator(root); walk != fs::recursive_directory_iterator(); ++walk) {
        auto const& path = walk->path();
        if (walk->is_directory() && path.filename().string().starts_with('.')) walk.disable_recursion_pending();
        if (walk->is_symlink() || !walk->is_regular_file() || left_out(path)) continue;
        auto url = fs::relative(path, root).generic_string();
        url.insert(url.begin(), '/');
        File file;
        file.plain = read_if_there(path);
        file.brotli = read_if_there(path.string() + ".br");
        file.gzip = read_if_there(path.string() + ".gz");
        auto const digest = sha256(*file.plain);
        file.etag = base64url(std::span(digest).first(12));
        file.type = media_type(path.extension().string());
        file.immutable = url.starts_with("/assets/");
        files_.emplace(url, std::move(file));
    }
}

std::optional<Response> StaticFiles::find(Request const& request) const {
    static std::string const index = "/index.html";
    auto at = files_.find(request.path == "/" ? index : request.path);
    if (at == files_.end() && is_navigation(request)) at = files_.find(index);
    if (at == files_.end()) return std::nullopt;
    return serve(at->second, request);
}

Response StaticFiles::serve(File const& file, Request const& request) {
    auto const accepted = request.headers.find("Accept-Encoding");
    Response response;
    auto body = file.plain;
    std::string_view encoding;
    if (file.brotli && has_token(accepted, "br")) {
        body = file.brotli;
        encoding = "br";
    } else if (file.gzip && has_token(accepted, "gzip")) {
        body = file.gzip;
        encoding = "gzip";
    }
    std::string etag = "\"";
    etag += file.etag;
    etag += encoding;  // each encoding is a representation of its own
    etag += '"';
    response.headers.add("ETag", etag);
    response.headers.add("Vary", "Accept-Encoding");
    response.headers.add("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (has_token(request.headers.find("If-None-Match"), etag)) {
        response.status = 304;
        return response;
    }
    response.headers.add("Content-Type", std::string(file.type));
    if (!encoding.empty()) response.headers.add("Content-Encoding", std::string(encoding));
    response.shared_body = body;
    return response;
}

}  // namespace signalos::relay
