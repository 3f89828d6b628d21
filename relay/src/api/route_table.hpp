// Every route of the relay, in one table: who may call it, how large a body may be, and what answers.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "api/context.hpp"
#include "domain/permission.hpp"
#include "net/http_types.hpp"

namespace signalos::relay {

/// What proof a route takes from its caller.
enum class Proof : std::uint8_t {
    any,      ///< each kind of credential
    session,  ///< a signed-in browser
    recent,   ///< a signed-in browser whose password was given within recent_proof_ms; nobody's key can do it
};

/// A password counts as just given this long.
inline constexpr std::int64_t recent_proof_ms = 10 * 60 * 1000;

/// Who may call a route. There is no default: a row without a permission does not compile.
struct Guard {
    constexpr Guard(Permission needed, Proof by = Proof::any) : permission(needed), proof(by) {}
    Permission permission;
    Proof proof;
};
static_assert(!std::is_default_constructible_v<Guard>);

/// Whether a stop or a pause comes by a route: such is taken also from a caller that only memory knows, while the store
/// does not answer, and not counted by the limits of user and credential.
enum class Stops : std::uint8_t {
    never,
    maybe,   ///< its handler calls ApiContext::admitted() for everything else
    always,  ///< nor by the limit of an address
};

struct Route {
    Verb verb;
    std::string_view pattern;  ///< at most one {id}, which stands for one whole segment
    Guard guard;
    std::size_t body_limit;  ///< bytes
    void (*handler)(ContextPtr);
    Stops stops = Stops::never;
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
