#include <boost/json/array.hpp>

#include "api/handlers.hpp"
#include "api/session_cookie.hpp"

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

}  // namespace

// POST /api/auth/login: 200 with the user and the cookie; 401 bad_credentials; 429 locked_out.
void login(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const email = text_member(*body, "email");
    auto const password = text_member(*body, "password");
    if (!fits(email, 254)) return context->fail_field("email", "expected 1 to 254 characters");
    if (!fits(password, max_password_bytes)) return context->fail_field("password", "expected 1 to 1024 characters");
    auto reply = [context](boost::system::result<AuthService::Entered, AuthService::Refused> result) {
        if (!result) {
            ProblemDetail detail;
            if (result.error().code == errc::locked_out) detail.retry_after_ms = result.error().retry_after_ms;
            return context->fail(result.error().code, detail);
        }
        Headers headers;
        headers.add("Set-Cookie", session_cookie(result->token));
        auto const& account = result->session.account;
        json::object const answer{{"user", user_json(principal_of(result->session))},
                                  {"must_change_password", account.must_change_password}};
        context->answer_json(200, answer, std::move(headers));
    };
    context->services().auth.login(*email, Secret(*password), context->request().peer, std::move(reply));
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
