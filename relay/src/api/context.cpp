#include "api/context.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "util/crypto.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {

std::string tag_of(std::string_view content) {
    return "W/\"" + hex(sha256(content)).substr(0, 32) + '"';
}

// If-None-Match: a list of tags, or *. Weak and strong compare alike here (RFC 9110 13.1.2).
bool names_tag(std::string_view given, std::string_view tag) {
    if (given == "*") return true;
    auto const opaque = tag.substr(2);
    return given.find(opaque) != std::string_view::npos;
}

}  // namespace

bool ApiContext::admitted() {
    if (principal_->from_memory) {
        fail(errc::unavailable);
        return false;
    }
    auto const limit =
        services_.rates == nullptr ? std::nullopt : services_.rates->take(*principal_, services_.clock.steady_ms());
    if (!limit) return true;
    ProblemDetail detail;
    detail.detail = limit->words;
    detail.retry_after_ms = limit->retry_after_ms;
    fail(errc::rate_limited, detail);
    return false;
}

std::optional<json::object> ApiContext::body_object() {
    if (request_.body.empty()) return json::object{};
    json::parse_options options;
    options.max_depth = 32;
    json::error_code ec;
    auto value = json::parse(request_.body, ec, {}, options);
    if (ec == json::error::too_deep) {
        fail(errc::too_deep);
        return std::nullopt;
    }
    if (ec) {
        fail_field("", "not JSON: " + ec.message());
        return std::nullopt;
    }
    if (!value.is_object()) {
        fail_field("", "expected an object");
        return std::nullopt;
    }
    return std::move(value.as_object());
}

void ApiContext::fail(errc code, ProblemDetail const& detail) {
    if (services_.refusals != nullptr) services_.refusals->count(code);
    respond_(problem(code, detail));
}

void ApiContext::fail(boost::system::error_code const& ec) {
    fail(ec.category() == error_category() ? static_cast<errc>(ec.value()) : errc::internal);
}

void ApiContext::answer_json(int status, json::object const& body, Headers headers) {
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-store");
    bool const read = status == 200 && (request_.verb == Verb::get || request_.verb == Verb::head);
    if (!read) {
        response.body = json::serialize(body);
        return respond_(std::move(response));
    }
    // When it was read is no part of what was read: two reads of the same are the same.
    auto content = body;
    content.erase("as_of");
    auto const tag = tag_of(json::serialize(content));
    response.body = json::serialize(body);
    answer_tagged(std::move(response), tag);
}

void ApiContext::answer_read(Response response) {
    response.headers.add("Cache-Control", "no-store");
    auto const tag = tag_of(response.body);
    answer_tagged(std::move(response), tag);
}

void ApiContext::answer_tagged(Response response, std::string const& tag) {
    response.headers.add("ETag", tag);
    if (names_tag(request_.headers.find("If-None-Match"), tag)) {
        response.status = 304;
        response.body.clear();
    }
    respond_(std::move(response));
}

void ApiContext::answer_empty(Headers headers) {
    Response response;
    response.status = 204;
    response.headers = std::move(headers);
    response.headers.add("Cache-Control", "no-store");
    respond_(std::move(response));
}

void ApiContext::fail_field(std::string path, std::string message) {
    ProblemDetail detail;
    detail.fields.push_back(FieldProblem{std::move(path), std::move(message)});
    fail(errc::bad_request, detail);
}

std::optional<std::string> text_member(json::object const& object, std::string_view key) {
    auto const* const value = object.if_contains(json::string_view(key.data(), key.size()));
    if (!value || !value->is_string()) return std::nullopt;
    return std::string(value->as_string());
}

}  // namespace signalos::relay
