#include "net/proxy_trust.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <stdexcept>

namespace signalos::relay {
namespace {

namespace ip = boost::asio::ip;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::optional<ip::address> address_in(std::string_view text) {
    boost::system::error_code ec;
    auto const address = ip::make_address(std::string(text), ec);
    if (ec) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

// Every entry of every field of that name, from the client's end to ours.
std::vector<std::string_view> hops_in(Headers const& headers) {
    std::vector<std::string_view> hops;
    for (auto const& [name, value] : headers.fields()) {
        if (!equal_ignoring_case(name, "X-Forwarded-For")) continue;
        std::string_view rest = value;
        for (;;) {
            auto const comma = rest.find(',');
            hops.push_back(trimmed(rest.substr(0, comma)));
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    }
    return hops;
}

}  // namespace

std::optional<ProxyTrust::Bytes> ProxyTrust::bytes_of(std::string_view text) {
    auto const address = address_in(text);
    if (!address) return std::nullopt;
    return address->is_v6() ? address->to_v6().to_bytes()
                            : ip::make_address_v6(ip::v4_mapped, address->to_v4()).to_bytes();
}

std::optional<ProxyTrust::Network> ProxyTrust::parse(std::string_view text) {
    auto const slash = text.find('/');
    auto const address = address_in(text.substr(0, slash));
    if (!address) return std::nullopt;
    unsigned const width = address->is_v6() ? 128 : 32;
    unsigned prefix = width;
    if (slash != std::string_view::npos) {
        auto const digits = text.substr(slash + 1);
        auto const [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
        if (bad != std::errc{} || end != digits.data() + digits.size() || prefix > width) return std::nullopt;
    }
    return Network{*bytes_of(text.substr(0, slash)), prefix + (128 - width)};
}

ProxyTrust::ProxyTrust(std::vector<std::string> const& networks) {
    for (auto const& text : networks) {
        auto const network = parse(text);
        if (!network)
            throw std::runtime_error("configuration: trusted_proxies = " + text +
                                     ": give an address or a network, such as 127.0.0.1 or 10.1.0.0/16");
        networks_.push_back(*network);
    }
}

bool ProxyTrust::trusts(Bytes const& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](Network const& network) {
        for (unsigned bit = 0; bit < network.prefix; ++bit) {
            auto const mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
            if ((network.bytes[bit / 8] & mask) != (address[bit / 8] & mask)) return false;
        }
        return true;
    });
}

bool ProxyTrust::trusts(std::string_view address) const {
    if (networks_.empty()) return false;
    auto const bytes = bytes_of(address);
    return bytes && trusts(*bytes);
}

std::string ProxyTrust::client_of(std::string const& peer, Headers const& headers) const {
    if (!trusts(peer)) return peer;
    auto const hops = hops_in(headers);
    auto client = peer;
    // What stands left of an address that is not ours was written by a stranger.
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        auto const address = address_in(*hop);
        if (!address) break;
        client = address->to_string();
        if (!trusts(*hop)) break;
    }
    return client;
}

bool ProxyTrust::came_unencrypted(std::string_view peer, Headers const& headers) const {
    if (!trusts(peer)) return false;
    auto const scheme = headers.find("X-Forwarded-Proto");
    return !scheme.empty() && !equal_ignoring_case(scheme, "https");
}

}  // namespace signalos::relay
