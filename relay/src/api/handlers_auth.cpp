#include <boost/json/array.hpp>

#include "api/handlers.hpp"
#include "api/route_table.hpp"
#include "api/session_cookie.hpp"
#include "services/people_service.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

json::object user_json(Principal const& who) {
    return {{"id", who.user.text()},
            {"email", who.email},
            {"name", who.name},
            {"role", who.role},
            {"organisation", who.org.text()}};
}

bool fits(std::optional<std::string> const& text, std::size_t max) {
    return text && !text->empty() && text->size() <= max;
}

// Password and, where there is one, code; answers the problem itself and gives nothing when they make no sense.
std::optional<Proofs> read_proofs(ContextPtr const& context, json::object const& body) {
    auto const password = text_member(body, "password");
    if (!fits(password, max_password_bytes)) {
        context->fail_field("password", "expected 1 to 1024 characters");
        return std::nullopt;
    }
    auto const code = text_member(body, "code").value_or("");
    if (code.size() > 32) {
        context->fail_field("code", "expected at most 32 characters");
        return std::nullopt;
    }
    std::string agent(context->request().headers.find("User-Agent").substr(0, 256));
    return Proofs{Secret(*password), Secret(code), context->request().peer, std::move(agent)};
}

void fail_entering(ContextPtr const& context, AuthService::Refused const& refused) {
    ProblemDetail detail;
    if (refused.code == errc::locked_out) detail.retry_after_ms = refused.retry_after_ms;
    context->fail(refused.code, detail);
}

}  // namespace

// POST /api/auth/login: 200 with the user and the cookie; 401 bad_credentials or totp_required; 429 locked_out.
void login(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const email = text_member(*body, "email");
    if (!fits(email, 254)) return context->fail_field("email", "expected 1 to 254 characters");
    auto proofs = read_proofs(context, *body);
    if (!proofs) return;
    auto reply = [context](boost::system::result<AuthService::Entered, AuthService::Refused> result) {
        if (!result) return fail_entering(context, result.error());
        if (context->services().people != nullptr) context->services().people->signed_in(result->session);
        Headers headers;
        headers.add("Set-Cookie", session_cookie(result->token));
        auto const& account = result->session.account;
        json::object const answer{{"user", user_json(principal_of(result->session))},
                                  {"must_change_password", account.must_change_password}};
        context->answer_json(200, answer, std::move(headers));
    };
    context->services().auth.login(*email, std::move(*proofs), std::move(reply));
}

// POST /api/auth/step-up: the password once more; 200 and a new cookie for the same session.
void step_up(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto proofs = read_proofs(context, *body);
    if (!proofs) return;
    auto reply = [context](boost::system::result<AuthService::Entered, AuthService::Refused> result) {
        if (!result) return fail_entering(context, result.error());
        Headers headers;
        headers.add("Set-Cookie", session_cookie(result->token));
        json::object const answer{{"until", result->session.proved_at + recent_proof_ms}};
        context->answer_json(200, answer, std::move(headers));
    };
    context->services().auth.step_up(context->login(), std::move(*proofs), std::move(reply));
}

// POST /api/auth/refresh: slides the session's idle end.
void refresh(ContextPtr context) {
    auto const ends = context->services().auth.refresh(context->login());
    auto const recent_until = context->login().proved_at + recent_proof_ms;
    context->answer_json(200, json::object{{"expires_at", ends}, {"recent_until", recent_until}});
}

// POST /api/auth/logout: 204; the cookie is gone and the session's sockets close with 4401.
void logout(ContextPtr context) {
    context->services().auth.logout(context->login(), [context](Result<Success> done) {
        if (!done) return context->fail(done.error());
        Headers headers;
        headers.add("Set-Cookie", expired_session_cookie());
        context->answer_empty(std::move(headers));
    });
}

// POST /api/auth/password: 204; every other session of the user ends.
void change_password(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const current = text_member(*body, "current");
    auto const next = text_member(*body, "password");
    if (!fits(current, max_password_bytes)) return context->fail_field("current", "expected the present password");
    if (!fits(next, max_password_bytes) || next->size() < min_password_bytes)
        return context->fail_field("password", "expected 12 to 1024 characters");
    auto reply = [context](Result<Success> done) {
        if (!done) return context->fail(done.error());
        if (auto* const people = context->services().people) people->password_changed(context->principal());
        context->answer_empty();
    };
    context->services().auth.change_password(context->login(), Secret(*current), Secret(*next), std::move(reply));
}

// GET /api/me: who asks and what they may do. Answers users, keys and terminal credentials.
void me(ContextPtr context) {
    auto const& who = context->principal();
    json::array permissions;
    for (auto const name : permissions_of(who)) permissions.emplace_back(std::string(name));
    json::value user = nullptr;
    if (!who.user.is_nil()) user = user_json(who);
    json::object const answer{
        {"user", std::move(user)},
        {"organisation", json::object{{"id", who.org.text()}, {"name", who.org_name}}},
        {"credential", json::object{{"kind", kind_name(who.kind)}, {"id", who.credential.text()}}},
        {"permissions", std::move(permissions)},
        {"must_change_password", who.must_change_password},
        {"server_ts", context->services().clock.utc_ms()},
        {"version", context->services().version}};
    context->answer_json(200, answer);
}

}  // namespace signalos::relay::api
