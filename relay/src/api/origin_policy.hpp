// Which pages may speak for a signed-in browser.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "net/http_types.hpp"

namespace signalos::relay {

/// Immutable; any thread.
class OriginPolicy {
public:
    /// Origins as browsers write them: "https://localhost:8443".
    explicit OriginPolicy(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

    [[nodiscard]] bool allows(std::string_view origin) const;
    /// A request that changes something, authorised by a cookie: the custom header, our Origin, and no Sec-Fetch-Site
    /// that says otherwise.
    [[nodiscard]] bool allows_change(Request const& request) const;
    /// A WebSocket upgrade authorised by a cookie: browsers always send Origin there.
    [[nodiscard]] bool allows_upgrade(Request const& request) const;

private:
    std::vector<std::string> allowed_;
};

}  // namespace signalos::relay
