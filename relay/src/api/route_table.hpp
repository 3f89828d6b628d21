// Every route of the relay, in one table: who may call it, how large a body may be, and what answers.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "api/context.hpp"
#include "api/permission.hpp"
#include "net/http_types.hpp"

namespace signalos::relay {

struct Route {
    Verb verb;
    std::string_view pattern;  ///< at most one {id}, which stands for one whole segment
    Permission permission;
    std::size_t body_limit;  ///< bytes
    void (*handler)(ContextPtr);
    bool without_store = false;  ///< also for a session that only memory knows, while the store does not answer
};

/// The table; compared with protocol/openapi.yaml by a test, both ways.
std::span<Route const> routes();

struct RouteMatch {
    Route const* route = nullptr;  ///< nothing fits verb and path
    std::string id;
    std::string allow;  ///< verbs of the path, for 405; empty: the path is unknown
};

/// HEAD finds the GET row.
RouteMatch match_route(Verb verb, std::string_view path);

/// "GET" … for the verbs that routes use.
std::string_view verb_name(Verb verb);

}  // namespace signalos::relay
