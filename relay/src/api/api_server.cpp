#include "api/api_server.hpp"

#include "api/session_cookie.hpp"
#include "base/pairing_code.hpp"
#include "net/deflate_offer.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"api"};
constexpr std::size_t dashboard_frame_limit = 16 * 1024;
constexpr std::size_t terminal_frame_limit = 256 * 1024;
constexpr std::size_t pairing_frame_limit = 4 * 1024;
constexpr std::string_view subprotocol = "signalos.v1";

Upgrade closed_upgrade(std::uint16_t code, std::string reason) {
    Upgrade upgrade;
    upgrade.close_code = code;
    upgrade.close_reason = std::move(reason);
    upgrade.read_limit = 1024;
    return upgrade;
}

Upgrade open_upgrade(Request const& request, SessionMaker make, std::size_t limit, std::string owner, std::string tag) {
    Upgrade upgrade;
    upgrade.owner = std::move(owner);
    upgrade.make = std::move(make);
    upgrade.read_limit = limit;
    upgrade.tag = std::move(tag);
    if (has_token(request.headers.find("Sec-WebSocket-Protocol"), subprotocol)) upgrade.protocol = subprotocol;
    return upgrade;
}

// A client that offers protocols, but not ours, speaks another version.
bool speaks_other_version(Request const& request) {
    auto const offered = request.headers.find("Sec-WebSocket-Protocol");
    return !offered.empty() && !has_token(offered, subprotocol);
}

// The one place that decides on a route: permission first, then the proof that it asks for.
std::optional<errc> refusal_of(Principal const& who, Guard const& guard, std::int64_t now) {
    if (!who.may(guard.permission)) return errc::forbidden;
    if (guard.proof == Proof::any) return std::nullopt;
    if (who.kind != Principal::Kind::session) return errc::forbidden;
    if (guard.proof == Proof::recent && now - who.proved_at >= recent_proof_ms) return errc::step_up_required;
    return std::nullopt;
}

// The token of "Authorization: Bearer"; nothing without that header. Another scheme is a credential too, and a wrong
// one.
std::optional<std::string> bearer_of(Request const& request) {
    auto const value = request.headers.find("Authorization");
    if (value.empty()) return std::nullopt;
    constexpr std::string_view scheme = "Bearer ";
    if (value.size() <= scheme.size() || !equal_ignoring_case(value.substr(0, scheme.size()), scheme)) return "";
    return std::string(value.substr(scheme.size()));
}

// For clients that can set no header but this one: "signalos.v1, bearer.<token>".
std::optional<std::string> bearer_of_upgrade(Request const& request) {
    if (auto token = bearer_of(request)) return token;
    auto offered = request.headers.find("Sec-WebSocket-Protocol");
    constexpr std::string_view mark = "bearer.";
    while (!offered.empty()) {
        auto const end = std::min(offered.find(','), offered.size());
        auto one = offered.substr(0, end);
        while (one.starts_with(' ')) one.remove_prefix(1);
        while (one.ends_with(' ')) one.remove_suffix(1);
        if (one.starts_with(mark)) return std::string(one.substr(mark.size()));
        offered.remove_prefix(std::min(end + 1, offered.size()));
    }
    return std::nullopt;
}

bool changes_something(Verb verb) {
    return verb != Verb::get && verb != Verb::head;
}

}  // namespace

ApiServer::ApiServer(ApiServices services, OriginPolicy const& origins, StaticFiles const& files)
    : services_(std::move(services)), origins_(origins), files_(files) {}

std::size_t ApiServer::body_limit(Request const& head) {
    auto const match = match_route(head.verb, head.path);
    return match.route ? match.route->body_limit : 0;
}

bool ApiServer::is_stop(Request const& head) {
    auto const match = match_route(head.verb, head.path);
    return match.route != nullptr && match.route->stops == Stops::always;
}

void ApiServer::handle(Request request, Respond respond) {
    auto match = match_route(request.verb, request.path);
    if (!match.route && match.allow.empty()) return serve_file(request, respond);
    if (!match.route) {
        auto response = refusal(errc::method_not_allowed);
        response.headers.add("Allow", match.allow);
        return respond(std::move(response));
    }
    auto context = std::make_shared<ApiContext>(std::move(request), std::move(match.id), services_, std::move(respond));
    authorise(std::move(context), *match.route);
}

void ApiServer::serve_file(Request const& request, Respond const& respond) const {
    bool const for_files = !request.path.starts_with("/api/") && !request.path.starts_with("/ws");
    if (for_files && changes_something(request.verb)) {
        auto response = refusal(errc::method_not_allowed);
        response.headers.add("Allow", "GET, HEAD");
        return respond(std::move(response));
    }
    auto response = for_files ? files_.find(request) : std::nullopt;
    respond(response ? std::move(*response) : refusal(errc::not_found));
}

// A refusal that no ApiContext says, counted like theirs.
Response ApiServer::refusal(errc code) const {
    if (services_.refusals != nullptr) services_.refusals->count(code);
    return problem(code);
}

void ApiServer::refuse_upgrade(RespondUpgrade const& respond, errc counted, std::uint16_t code,
                               std::string reason) const {
    if (services_.refusals != nullptr) services_.refusals->count(counted);
    respond(closed_upgrade(code, std::move(reason)));
}

void ApiServer::authorise(ContextPtr context, Route const& route) {
    auto const& request = context->request();
    auto const bearer = bearer_of(request);
    // A browser sends its cookie unasked, also for a foreign page; nobody sends a bearer's token unasked.
    if (!bearer && changes_something(request.verb) && !origins_.allows_change(request)) {
        logger.write(log::Level::info, request.connection, "foreign_request",
                     {{"peer", request.peer}, {"path", request.path}});
        return context->fail(errc::forbidden);
    }
    if (route.guard.permission == Permission::open_to_all) return route.handler(std::move(context));
    auto known = [context, &route](Result<Proven> proven) {
        if (!proven) return context->fail(proven.error());
        context->set_principal(std::move(proven->who), std::move(proven->login));
        auto const refused = refusal_of(context->principal(), route.guard, context->services().clock.utc_ms());
        if (refused) return context->fail(*refused);
        if (route.stops == Stops::never && !context->admitted()) return;
        route.handler(context);
    };
    if (bearer) return services_.prover->by_bearer(*bearer, std::move(known));
    services_.prover->by_cookie(request.cookie(session_cookie_name).value_or(""), std::move(known));
}

void ApiServer::upgrade(Request request, RespondUpgrade respond) {
    if (auto const view = socket_view(request)) return upgrade_dashboard(request, *view, std::move(respond));
    if (request.path == "/ws/terminal") return upgrade_terminal(request, std::move(respond));
    Upgrade upgrade;
    upgrade.refusal = refusal(errc::not_found);
    respond(std::move(upgrade));
}

void ApiServer::upgrade_dashboard(Request const& request, SocketView const& view, RespondUpgrade respond) {
    if (speaks_other_version(request)) return refuse_upgrade(respond, errc::bad_request, 4426, "signalos.v1 only");
    auto const bearer = bearer_of_upgrade(request);
    if (!bearer && !origins_.allows_upgrade(request)) return refuse_upgrade(respond, errc::bad_origin, 4403, "origin");
    auto known = [this, request, view, respond = std::move(respond)](Result<Proven> proven) {
        if (!proven && proven.error() == errc::unauthorized)
            return refuse_upgrade(respond, errc::unauthorized, 4401, "not signed in");
        if (!proven || proven->who.from_memory) return refuse_upgrade(respond, errc::unavailable, 4503, "try again");
        if (!proven->who.may(Permission::view)) return refuse_upgrade(respond, errc::forbidden, 4403, "role");
        if (services_.rates != nullptr && services_.rates->take(proven->who, services_.clock.steady_ms()))
            return refuse_upgrade(respond, errc::rate_limited, 4429, "too many requests");
        // Behind the sign-in: what exists here is nobody's business but a member's.
        if (view.bad_parameter) return refuse_upgrade(respond, errc::bad_request, 4403, "not found");
        auto const owner = proven->who.user.text();
        auto const tag = proven->who.credential.text();
        auto opened = open_upgrade(request, services_.relay.dashboard_session(std::move(proven->who), view),
                                   dashboard_frame_limit, owner, tag);
        // A plain client gets no snapshots, and nothing else is compressed.
        if (services_.deflate && view.kind != SocketView::Kind::classic)
            opened.deflate = agree_deflate(request.headers);
        respond(std::move(opened));
    };
    if (bearer) return services_.prover->by_bearer(*bearer, std::move(known));
    services_.prover->by_cookie(request.cookie(session_cookie_name).value_or(""), std::move(known));
}

void ApiServer::upgrade_terminal(Request const& request, RespondUpgrade respond) {
    if (speaks_other_version(request)) return refuse_upgrade(respond, errc::bad_request, 4426, "signalos.v1 only");
    auto const authorization = request.headers.find("Authorization");
    constexpr std::string_view scheme = "Bearer ";
    constexpr std::string_view pairing = "Pairing ";
    // A terminal that has no credential yet shows a secret of its own making.
    if (services_.terminals != nullptr && equal_ignoring_case(authorization.substr(0, pairing.size()), pairing)) {
        std::string const secret(authorization.substr(pairing.size()));
        if (!is_pairing_secret(secret)) return refuse_upgrade(respond, errc::unauthorized, 4401, "credential");
        auto maker = services_.terminals->pairing_session(secret, request.peer);
        return respond(open_upgrade(request, std::move(maker), pairing_frame_limit, "", ""));
    }
    if (authorization.size() <= scheme.size() || authorization.size() > 256 ||
        !equal_ignoring_case(authorization.substr(0, scheme.size()), scheme))
        return refuse_upgrade(respond, errc::unauthorized, 4401, "credential");
    auto const key_hash = hex(sha256(authorization.substr(scheme.size())));
    auto known = [this, request, key_hash, respond = std::move(respond)](Result<SessionMaker> maker) {
        if (!maker && maker.error() == errc::not_found)
            return refuse_upgrade(respond, errc::unauthorized, 4401, "credential");
        if (!maker) return refuse_upgrade(respond, errc::unavailable, 4503, "try again");
        respond(open_upgrade(request, std::move(*maker), terminal_frame_limit, key_hash, ""));
    };
    services_.relay.terminal_session(key_hash, request.peer, std::move(known));
}

}  // namespace signalos::relay
