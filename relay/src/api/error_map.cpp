#include "api/error_map.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace signalos::relay {

// No default: a new errc does not compile until it has a status.
int http_status(errc code) {
    switch (code) {
        case errc::bad_request:
        case errc::bad_frame:
        case errc::unknown_type:
        case errc::too_deep:
        case errc::key_required:
        case errc::overflow:
        case errc::bad_decimal:
            return 400;
        case errc::unauthorized:
        case errc::bad_credentials:
        case errc::totp_required:
            return 401;
        case errc::forbidden:
        case errc::bad_origin:
        case errc::step_up_required:
            return 403;
        case errc::not_found:
            return 404;
        case errc::method_not_allowed:
            return 405;
        case errc::conflict:
        case errc::terminal_offline:
        case errc::too_old:
        case errc::stale_epoch:
        case errc::bad_state:
        case errc::stale_latch:
        case errc::stale_version:
        case errc::terminal_taken:
        case errc::last_owner:
        case errc::limit_reached:
            return 409;
        case errc::too_large:
            return 413;
        case errc::key_reused:
            return 422;
        case errc::rate_limited:
        case errc::locked_out:
            return 429;
        case errc::unavailable:
        case errc::in_doubt:
            return 503;
        case errc::disk_full:
            return 507;
        case errc::damaged:
        case errc::internal:
            return 500;
    }
    return 500;
}

Response problem(errc code, ProblemDetail const& detail) {
    Response response;
    response.status = http_status(code);
    boost::json::object body{{"type", "about:blank"},
                             {"title", std::string(status_words(response.status))},
                             {"status", response.status},
                             {"code", std::string(code_name(code))},
                             {"detail", detail.detail.empty() ? std::string(code_words(code)) : detail.detail}};
    if (!detail.fields.empty()) {
        boost::json::array errors;
        for (auto const& field : detail.fields)
            errors.push_back(boost::json::object{{"path", field.path}, {"message", field.message}});
        body["errors"] = std::move(errors);
    }
    if (detail.retry_after_ms) {
        body["retry_after_ms"] = *detail.retry_after_ms;
        response.headers.add("Retry-After", std::to_string((*detail.retry_after_ms + 999) / 1000));
    }
    if (!detail.command.empty()) body["command"] = boost::json::parse(detail.command);
    response.headers.add("Content-Type", "application/problem+json");
    response.headers.add("Cache-Control", "no-store");
    response.body = boost::json::serialize(body);
    return response;
}

Response problem(boost::system::error_code const& ec) {
    if (ec.category() != error_category()) return problem(errc::internal);
    return problem(static_cast<errc>(ec.value()));
}

}  // namespace signalos::relay
