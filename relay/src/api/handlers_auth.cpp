#include <boost/json/array.hpp>

#include "api/handlers.hpp"
#include "api/permission.hpp"
#include "api/session_cookie.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

json::object user_json(Account const& account) {
    return {{"id", account.id.text()},
            {"email", account.email},
            {"name", account.name},
            {"role", account.role},
            {"organisation", account.organisation.text()}};
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
        json::object const answer{{"user", user_json(account)}, {"must_change_password", account.must_change_password}};
        context->answer_json(200, answer, std::move(headers));
    };
    context->services().auth.login(*email, Secret(*password), context->request().peer, std::move(reply));
}

// POST /api/auth/logout: 204; the cookie is gone and the session's sockets close with 4401.
void logout(ContextPtr context) {
    context->services().auth.logout(context->caller(), [context](Result<Success> done) {
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
    context->services().auth.change_password(context->caller(), Secret(*current), Secret(*next), std::move(reply));
}

// GET /api/me: who is signed in and what they may do.
void me(ContextPtr context) {
    auto const& account = context->caller().account;
    json::array permissions;
    for (auto const name : permissions_of(account.role)) permissions.emplace_back(std::string(name));
    json::object const answer{
        {"user", user_json(account)},
        {"organisation", json::object{{"id", account.organisation.text()}, {"name", account.organisation_name}}},
        {"permissions", std::move(permissions)},
        {"must_change_password", account.must_change_password},
        {"server_ts", context->services().clock.utc_ms()},
        {"version", context->services().version}};
    context->answer_json(200, answer);
}

}  // namespace signalos::relay::api
