#include "broker/ledger_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <boost/crc.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "broker/json.hpp"

namespace signalos::broker {

namespace json = boost::json;

namespace {

constexpr std::size_t crc_digits = 8;

[[noreturn]] void fail(std::string const& path, char const* what) {
    throw std::runtime_error("ledger " + path + ": " + what + ": " + std::strerror(errno));
}

std::string checksum(std::string_view body) {
    boost::crc_32_type crc;
    crc.process_bytes(body.data(), body.size());
    char text[crc_digits + 1];
    std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(crc.checksum()));
    return text;
}

std::string read_all(int fd, std::string const& path) {
    std::string out;
    char chunk[1 << 16];
    for (;;) {
        ssize_t const got = ::read(fd, chunk, sizeof chunk);
        if (got < 0) fail(path, "read");
        if (got == 0) return out;
        out.append(chunk, static_cast<std::size_t>(got));
    }
}

std::optional<json::object> decode(std::string_view line) {
    if (line.size() < crc_digits + 1 || line[crc_digits] != ' ') return std::nullopt;
    std::string_view const body = line.substr(crc_digits + 1);
    if (checksum(body) != line.substr(0, crc_digits)) return std::nullopt;
    return json::parse(json::string_view(body.data(), body.size())).as_object();
}

}  // namespace

LedgerFile::LedgerFile(std::string path, Replay const& replay) : path_(std::move(path)) {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd_ < 0) fail(path_, "open");
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) fail(path_, "another broker holds it");
    std::string const text = read_all(fd_, path_);
    std::size_t at = 0;
    while (at < text.size()) {
        auto const end = text.find('\n', at);
        bool const last = end == std::string::npos || end + 1 == text.size();
        auto const entry =
            end == std::string::npos ? std::nullopt : decode(std::string_view(text).substr(at, end - at));
        if (!entry) {
            if (!last) throw std::runtime_error("ledger " + path_ + ": damaged at byte " + std::to_string(at));
            if (::ftruncate(fd_, static_cast<off_t>(at)) != 0) fail(path_, "cut the torn tail");
            break;
        }
        replay(from_json<LedgerRow>(entry->at("row").as_object()), changes_from_json(entry->at("changes").as_array()));
        at = end + 1;
    }
    if (::fsync(fd_) != 0) fail(path_, "flush");
}

LedgerFile::~LedgerFile() {
    if (fd_ >= 0) ::close(fd_);
}

void LedgerFile::append(LedgerRow const& row, std::vector<Change> const& changes) {
    std::string const body =
        json::serialize(json::object{{"row", to_json(row)}, {"changes", changes_to_json(changes)}});
    std::string const line = checksum(body) + " " + body + "\n";
    std::size_t done = 0;
    while (done < line.size()) {
        ssize_t const wrote = ::write(fd_, line.data() + done, line.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) fail(path_, "write");
        done += static_cast<std::size_t>(wrote);
    }
    if (::fdatasync(fd_) != 0) fail(path_, "flush");
}

}  // namespace signalos::broker
