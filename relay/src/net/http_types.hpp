// HTTP as handlers see it: plain values, no Beast.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/session.hpp"

namespace signalos::relay {

enum class Verb : std::uint8_t { get, head, post, put, patch, del, options, other };

/// Header fields in order of arrival; names compare without case.
class Headers {
public:
    void add(std::string name, std::string value);
    /// The first field of that name; empty if there is none. Valid until the next add().
    [[nodiscard]] std::string_view find(std::string_view name) const;
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& fields() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// One request. Owns all it says.
struct Request {
    Verb verb = Verb::other;
    std::string path;   ///< percent-decoded once, begins with '/'; never holds a zero byte
    std::string query;  ///< raw, without '?'
    Headers headers;
    std::string body;
    std::string peer;              ///< the address of the client, without the port; behind a proxy what that one says
    bool forwarded = false;        ///< a proxy stands between, or somebody says so
    std::uint64_t connection = 0;  ///< for the log
    std::int64_t received_at = 0;  ///< ms UTC, when the header was complete

    /// The decoded value of a query parameter; nothing when absent.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
    /// The value of a cookie; nothing when absent or given twice.
    [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
};

/// One answer. `shared_body` is used instead of `body` when set (files in memory).
struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    std::shared_ptr<std::string const> shared_body;
    bool close = false;  ///< close the connection after this answer
};

/// Called exactly once per request, on the I/O thread, at once or later.
using Respond = std::function<void(Response)>;

/// What becomes of a WebSocket upgrade.
struct Upgrade {
    std::optional<Response> refusal;  ///< answered as plain HTTP; there is no WebSocket then
    std::uint16_t close_code = 0;     ///< not 0: accept, then close with this code
    std::string close_reason;
    std::size_t read_limit = 0;  ///< bytes of one message; more closes with 1009
    std::string tag;             ///< connections are closed together by it (a login session); may be empty
    std::string owner;           ///< whose place the socket takes: a user, a terminal; empty: nobody's
    std::string network{};       ///< where it comes from, as limits count it; the shell fills it in
    std::string protocol;        ///< the subprotocol answered; empty for none
    std::string deflate{};       ///< what is answered to an offer of permessage-deflate; empty: it is not agreed
    /// Makes the session once the handshake has been answered; the port outlives it.
    std::function<std::shared_ptr<Session>(SessionPort&)> make;
};
using RespondUpgrade = std::function<void(Upgrade)>;

/// What serves the requests of a listener. All calls on the I/O thread.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;
    /// Called with the header alone: how many bytes of body this request may have.
    virtual std::size_t body_limit(Request const& head) = 0;
    /// Called with the header alone: whether no rate limit may refuse this request.
    virtual bool is_stop(Request const& head) = 0;
    virtual void handle(Request request, Respond respond) = 0;
    /// A GET that asks for a WebSocket.
    virtual void upgrade(Request request, RespondUpgrade respond) = 0;
};

/// Percent-decoding, '+' kept; nothing for a malformed escape or a zero byte.
std::optional<std::string> percent_decode(std::string_view text);
/// Splits a request target into path and query; false when it is not an origin-form target or not decodable.
bool split_target(std::string_view target, std::string& path, std::string& query);
/// ASCII comparison without case.
bool equal_ignoring_case(std::string_view left, std::string_view right);
/// Whether a comma separated header value holds the token, without case.
bool has_token(std::string_view value, std::string_view token);
/// "Not Found" for 404.
std::string_view status_words(int status);

}  // namespace signalos::relay
