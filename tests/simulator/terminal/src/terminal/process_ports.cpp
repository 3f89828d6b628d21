#include <filesystem>

#include "terminal/socket_link.hpp"
#include "terminal/terminal.hpp"
#include "terminal/threads.hpp"

namespace signalos::terminal {
namespace {

std::string make_folders(std::string const& data) {
    std::string const absolute = std::filesystem::absolute(data).lexically_normal().string();
    for (char const* part : {"/MQL5/Files", "/MQL5/Libraries", "/Common/Files"}) {
        std::filesystem::create_directories(absolute + part);
    }
    return absolute;
}

}  // namespace

TerminalPorts process_ports(TerminalOptions const& options) {
    TerminalPorts out;
    auto const surroundings = std::make_shared<ThreadSurroundings>();
    out.surroundings = surroundings;
    out.data_path = make_folders(options.data_directory);
    out.globals = globals_file(out.data_path + "/globals.json");
    out.make_link = [surroundings, address = options.broker, login = options.login](Mirror& mirror, LinkEvents events) {
        return std::make_unique<SocketLink>(*surroundings, address, login, mirror, std::move(events));
    };
    out.make_libraries = [bridge = options.bridge, folder = out.data_path + "/MQL5/Libraries"] {
        return std::make_unique<FileLibraries>(bridge, folder);
    };
    return out;
}

}  // namespace signalos::terminal
