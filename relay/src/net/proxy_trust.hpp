// Which peers may speak for others: the reverse proxies that the operator declared.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_types.hpp"

namespace signalos::relay {

/// X-Forwarded-For and X-Forwarded-Proto count from declared addresses only; from anybody else they are text.
class ProxyTrust {
public:
    /// Trusts nobody.
    ProxyTrust() = default;
    /// "192.0.2.7", "10.1.0.0/16", "2001:db8::/32". Throws std::runtime_error naming the entry that is none.
    explicit ProxyTrust(std::vector<std::string> const& networks);

    [[nodiscard]] bool trusts(std::string_view address) const;
    /// The address a request really comes from: from the right, the first of X-Forwarded-For that is no declared proxy;
    /// `peer` itself when it is no declared proxy, or when what it says cannot be read.
    [[nodiscard]] std::string client_of(std::string const& peer, Headers const& headers) const;
    /// A declared proxy says that its client came without TLS.
    [[nodiscard]] bool came_unencrypted(std::string_view peer, Headers const& headers) const;

private:
    /// IPv4 stands in its mapped form, so that one comparison serves both.
    using Bytes = std::array<std::uint8_t, 16>;
    struct Network {
        Bytes bytes{};
        unsigned prefix = 128;
    };
    static std::optional<Bytes> bytes_of(std::string_view text);
    static std::optional<Network> parse(std::string_view text);
    [[nodiscard]] bool trusts(Bytes const& address) const;

    std::vector<Network> networks_;
};

}  // namespace signalos::relay
