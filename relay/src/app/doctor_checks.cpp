#include "app/doctor_checks.hpp"

#include <sys/timex.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <ctime>
#include <filesystem>

#include "app/settings.hpp"
#include "net/listener.hpp"
#include "net/proxy_trust.hpp"

namespace signalos::relay {
namespace {

using State = Check::State;
constexpr std::uintmax_t little_space = 512ULL * 1024 * 1024;
// 2026-01-01: no relay of this version has run before that.
constexpr std::time_t not_before = 1'767'225'600;

}  // namespace

std::vector<Check> check_clock() {
    if (std::time(nullptr) < not_before)
        return {{State::wrong, "clock", "it shows a day before this program was made: set it, and let chrony keep it"}};
    timex state{};
    if (::adjtimex(&state) == TIME_ERROR)
        return {{State::note, "clock",
                 "nobody keeps it in step (as in most containers, whose host does): certificates, one-time codes and "
                 "the age of orders go by it; install systemd-timesyncd or chrony where the clock lives"}};
    return {{State::ok, "clock", "kept in step, off by at most " + std::to_string(state.maxerror / 1000) + " ms"}};
}

std::vector<Check> check_port(Config const& config, bool relay_runs) {
    auto const& listen = config.text("listen");
    if (relay_runs) return {{State::ok, "port", "a relay serves from this data_dir, by its settings on " + listen}};
    try {
        boost::asio::io_context io;
        boost::asio::ip::tcp::acceptor acceptor(io, parse_endpoint(listen));
        return {{State::ok, "port", listen + " is free"}};
    } catch (boost::system::system_error const& error) {
        return {{State::wrong, "port",
                 listen + ": " + error.code().message() +
                     "; stop who holds it (ss -ltnp), or set another address in `listen`; below 1024 the service needs "
                     "CAP_NET_BIND_SERVICE"}};
    } catch (std::exception const& error) {
        return {{State::wrong, "port", error.what()}};
    }
}

std::vector<Check> check_proxy(Config const& config) {
    std::vector<Check> checks;
    auto const& networks = config.list("trusted_proxies");
    try {
        ProxyTrust const trust(networks);
        bool const everybody = trust.trusts("198.51.100.1") && trust.trusts("2001:db8::1");
        bool const anybody = trust.trusts("198.51.100.1") || trust.trusts("2001:db8::1");
        if (everybody || anybody)
            checks.push_back(
                {State::wrong, "proxy",
                 "trusted_proxies covers strangers, who could then choose the address they are limited by; "
                 "name the proxy's own address"});
        else if (networks.empty())
            checks.push_back({State::ok, "proxy", "none declared: clients are those who connect"});
        else
            checks.push_back(
                {State::ok, "proxy", std::to_string(networks.size()) + " declared, no strangers among them"});
    } catch (std::exception const& error) {
        checks.push_back({State::wrong, "proxy", error.what()});
    }
    if (!config.list("trusted_proxies").empty() && config.text("public_origin").empty())
        checks.push_back({State::wrong, "proxy",
                          "public_origin is empty: behind a proxy browsers come from an origin that the relay cannot "
                          "guess; set it to https://NAME"});
    return checks;
}

std::vector<Check> check_disk(Config const& config) {
    auto folder = std::filesystem::path(config.text("data_dir"));
    if (!std::filesystem::exists(folder))
        return {{State::note, "disk", folder.string() + " does not exist yet: the first start makes it"}};
    std::error_code ec;
    auto const space = std::filesystem::space(folder, ec);
    if (ec) return {{State::wrong, "disk", folder.string() + ": " + ec.message() + "; let the relay's user enter it"}};
    auto const words = std::to_string(space.available / (1024 * 1024)) + " MB free in " + folder.string();
    if (space.available < little_space)
        return {
            {State::wrong, "disk", words + ": a day of trading may fill it; make room before the relay refuses work"}};
    return {{State::ok, "disk", words}};
}

}  // namespace signalos::relay
