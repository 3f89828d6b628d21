#include "util/process_figures.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace signalos::relay {
namespace {

// s UTC; /proc/stat, "btime".
std::int64_t booted_at() {
    std::ifstream file("/proc/stat");
    std::string word;
    std::int64_t at = 0;
    while (file >> word)
        if (word == "btime" && file >> at) return at;
    return 0;
}

// Clock ticks after the boot; /proc/self/stat, field 22. The name in field 2 may hold spaces.
std::int64_t started_ticks() {
    std::ifstream file("/proc/self/stat");
    std::string const line((std::istreambuf_iterator<char>(file)), {});
    auto const name_end = line.rfind(')');
    if (name_end == std::string::npos) return 0;
    std::istringstream rest(line.substr(name_end + 1));
    std::string skipped;
    for (int field = 3; field < 22; ++field) rest >> skipped;
    std::int64_t ticks = 0;
    rest >> ticks;
    return ticks;
}

}  // namespace

ProcessFigures process_figures() {
    ProcessFigures figures;
    figures.started_at = booted_at() + started_ticks() / ::sysconf(_SC_CLK_TCK);
    std::ifstream memory("/proc/self/statm");
    std::int64_t total = 0;
    std::int64_t resident = 0;
    if (memory >> total >> resident) figures.resident_bytes = resident * ::sysconf(_SC_PAGESIZE);
    std::error_code ec;
    for (std::filesystem::directory_iterator at("/proc/self/fd", ec), end; !ec && at != end; at.increment(ec))
        ++figures.open_files;
    return figures;
}

}  // namespace signalos::relay
