#include "base/error.hpp"

#include <string>

namespace signalos {

namespace {

struct Row {
    std::string_view name;
    std::string_view words;
};

// No default: a new errc without its row does not compile (-Wswitch, -Werror).
constexpr Row row_of(errc code) noexcept {
    switch (code) {
        case errc::bad_request:
            return {"bad_request", "The request is not valid."};
        case errc::bad_frame:
            return {"bad_frame", "The frame is not a valid message."};
        case errc::unknown_type:
            return {"unknown_type", "The message type is not known."};
        case errc::too_large:
            return {"too_large", "The message is larger than allowed."};
        case errc::too_deep:
            return {"too_deep", "The JSON is nested deeper than allowed."};
        case errc::rate_limited:
            return {"rate_limited", "Too many requests; slow down."};
        case errc::not_found:
            return {"not_found", "There is no such thing here."};
        case errc::conflict:
            return {"conflict", "The state has changed; look at the new facts and ask again."};
        case errc::method_not_allowed:
            return {"method_not_allowed", "This address does not take that method."};
        case errc::key_reused:
            return {"key_reused", "The idempotency key was used for a different request."};
        case errc::key_required:
            return {"key_required", "This request needs an Idempotency-Key header."};
        case errc::unauthorized:
            return {"unauthorized", "Sign in first."};
        case errc::forbidden:
            return {"forbidden", "You are not allowed to do this."};
        case errc::bad_origin:
            return {"bad_origin", "The request came from a page that is not allowed."};
        case errc::bad_credentials:
            return {"bad_credentials", "The name or the password is not right."};
        case errc::locked_out:
            return {"locked_out", "Too many failed attempts; wait before the next."};
        case errc::step_up_required:
            return {"step_up_required", "Confirm with your password first."};
        case errc::totp_required:
            return {"totp_required", "Give the code of your authenticator as well."};
        case errc::last_owner:
            return {"last_owner", "An organisation keeps at least one owner who can sign in."};
        case errc::limit_reached:
            return {"limit_reached",
                    "The organisation has as many of these as it may; an operator can raise the limit."};
        case errc::terminal_offline:
            return {"terminal_offline", "The terminal is not connected, so nothing was sent."};
        case errc::too_old:
            return {"too_old", "The command is too old to be executed."};
        case errc::stale_epoch:
            return {"stale_epoch", "A newer session has taken over."};
        case errc::bad_state:
            return {"bad_state", "This is not possible in the present state."};
        case errc::stale_latch:
            return {"stale_latch", "A newer emergency stop is in force."};
        case errc::stale_version:
            return {"stale_version", "A newer version is already in force."};
        case errc::terminal_taken:
            return {"terminal_taken", "This terminal or account is already connected elsewhere."};
        case errc::overflow:
            return {"overflow", "The number is too large."};
        case errc::bad_decimal:
            return {"bad_decimal", "This is not a decimal number with at most 8 decimals."};
        case errc::unavailable:
            return {"unavailable", "The service cannot do this right now; nothing was accepted."};
        case errc::in_doubt:
            return {"in_doubt", "The outcome is not known; repeat with the same key."};
        case errc::damaged:
            return {"damaged", "Stored data is damaged."};
        case errc::disk_full:
            return {"disk_full", "The disk is full."};
        case errc::internal:
            return {"internal", "Something went wrong inside; it has been logged."};
    }
    return {"internal", "Something went wrong inside; it has been logged."};
}

class Category final : public boost::system::error_category {
public:
    char const* name() const noexcept override { return "signalos"; }
    std::string message(int code) const override { return std::string(row_of(static_cast<errc>(code)).words); }
};

}  // namespace

boost::system::error_category const& error_category() noexcept {
    static Category const category;
    return category;
}

boost::system::error_code make_error_code(errc code) noexcept {
    return {static_cast<int>(code), error_category()};
}

std::string_view code_name(errc code) noexcept {
    return row_of(code).name;
}
std::string_view code_words(errc code) noexcept {
    return row_of(code).words;
}

}  // namespace signalos
