// One API request on its way through a handler: what was asked, by whom, and the ways to answer.
#pragma once
#include <boost/json/object.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/caller_rates.hpp"
#include "api/error_map.hpp"
#include "api/history_port.hpp"
#include "api/relay_port.hpp"
#include "api/terminals_port.hpp"
#include "core/refusals.hpp"
#include "net/http_types.hpp"
#include "services/auth_service.hpp"
#include "services/authenticator.hpp"

namespace signalos::relay {

class OperationsPort;
class PeopleService;

/// What handlers work with. Outlives every request.
struct ApiServices {
    RelayPort& relay;
    AuthService& auth;
    Clock const& clock;
    std::string version;
    std::int64_t started_steady_ms = 0;
    Refusals* refusals = nullptr;          ///< may be absent
    Prover* prover = nullptr;              ///< always there
    PeopleService* people = nullptr;       ///< always there, but in tests of routes that need none
    TerminalsPort* terminals = nullptr;    ///< whoever serves the routes about terminals gives it
    OperationsPort* operations = nullptr;  ///< may be absent
    HistoryPort* history = nullptr;        ///< whoever serves the routes about orders and deals gives it
    CallerRates* rates = nullptr;          ///< of users and credentials; may be absent
    /// How the scheduled backups are, for the health summary; may be empty.
    std::function<boost::json::object()> backups{};
    bool deflate = false;  ///< whether dashboards that offer to compress may
};

/// Shared by the handler and its pending callbacks; exactly one of the answering members is called, once.
class ApiContext {
public:
    ApiContext(Request request, std::string path_id, ApiServices& services, Respond respond)
        : request_(std::move(request)),
          path_id_(std::move(path_id)),
          services_(services),
          respond_(std::move(respond)) {}

    [[nodiscard]] Request const& request() const { return request_; }
    /// What stood in the place of {id}; empty when the route has none.
    [[nodiscard]] std::string const& path_id() const { return path_id_; }
    [[nodiscard]] ApiServices& services() const { return services_; }
    /// Who asks; only on routes that are not public.
    [[nodiscard]] Principal const& principal() const { return *principal_; }
    [[nodiscard]] bool is_proven() const { return principal_.has_value(); }
    /// The browser's session; only on routes that ask for one.
    [[nodiscard]] LoginSession const& login() const { return *login_; }
    [[nodiscard]] OrgId organisation() const { return principal_->org; }
    void set_principal(Principal who, std::optional<LoginSession> login = std::nullopt) {
        principal_ = std::move(who);
        login_ = std::move(login);
    }

    /// Whether this caller may do more than stop and pause: not while only memory knows them, not faster than the
    /// limits of the user and the credential. Answers the problem itself and gives false. Asked once a request.
    [[nodiscard]] bool admitted();

    /// The body as an object ({} when empty). Answers the problem itself and gives nothing when it is not one.
    [[nodiscard]] std::optional<boost::json::object> body_object();

    void answer(Response response) { respond_(std::move(response)); }
    void answer_json(int status, boost::json::object const& body, Headers headers = {});
    /// A 200 of a read, with its ETag; 304 without a body when If-None-Match names that.
    void answer_read(Response response);
    void answer_empty(Headers headers = {});
    void fail(errc code, ProblemDetail const& detail = {});
    void fail(boost::system::error_code const& ec);
    /// 400 that names one place in the body.
    void fail_field(std::string path, std::string message);

private:
    void answer_tagged(Response response, std::string const& tag);

    Request request_;
    std::string path_id_;
    ApiServices& services_;
    Respond respond_;
    std::optional<Principal> principal_;
    std::optional<LoginSession> login_;
};

using ContextPtr = std::shared_ptr<ApiContext>;

/// The text under `key`; nothing when absent or of another kind.
std::optional<std::string> text_member(boost::json::object const& object, std::string_view key);

}  // namespace signalos::relay
