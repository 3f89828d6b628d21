#include "domain/command_view.hpp"

#include "domain/json.hpp"

namespace signalos::relay {

namespace {
namespace json = boost::json;

json::value or_null(std::string const& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}
json::value or_null(std::int64_t ms) {
    return ms == 0 ? json::value(nullptr) : json::value(ms);
}

constexpr char const* from_result[] = {"retcode", "retcode_text", "figures", "order", "deal",     "ticket", "position",
                                       "price",   "volume",       "legs",    "scan",  "evidence", "already"};
}  // namespace

std::string command_view(CommandRow const& command) {
    json::object view;
    view["id"] = command.id.text();
    view["kind"] = command.kind;
    view["terminal"] = command.terminal.text();
    view["state"] = json::string(protocol::name_of(command.state));
    view["step"] = or_null(command.step);
    view["message"] = or_null(command.message);
    auto args = parse_object(command.args);
    view["arguments"] = args ? std::move(*args) : json::object();
    view["actor"] = json::object{{"id", command.actor.text()}, {"name", command.actor_name}};
    view["created_at"] = command.created_at;
    view["expires_at"] = or_null(command.expires_at);
    auto const& t = command.times;
    view["times"] = json::object{{"received", or_null(t.received)},
                                 {"queued", or_null(t.queued)},
                                 {"sent", or_null(t.sent)},
                                 {"accepted", or_null(t.accepted)},
                                 {"executing", or_null(t.executing)},
                                 {"broker_answered", or_null(t.broker_answered)},
                                 {"result_stored", or_null(t.result_stored)},
                                 {"pushed", or_null(t.pushed)}};
    auto result = parse_object(command.result);
    for (char const* name : from_result) {
        auto* const member = result ? result->if_contains(name) : nullptr;
        view[name] = member != nullptr ? std::move(*member) : json::value(nullptr);
    }
    view["rule"] = or_null(command.rule);
    view["late"] = command.late;
    view["session_epoch"] = or_null(command.session_epoch);
    view["cmd_seq"] = command.cmd_seq;
    return json::serialize(view);
}

}  // namespace signalos::relay
