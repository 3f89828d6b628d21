// What a socket shows without being asked: a first subscription, or one command to its end.
#include <boost/json.hpp>

#include "core/dashboard_session.hpp"
#include "protocol/close_code.hpp"
#include "protocol/command_state.hpp"

namespace signalos::relay {

namespace json = boost::json;

void DashboardSession::begin(DashboardPreset const& preset) {
    run_ = preset.run;
    if (run_) {
        auto const found = [this, alive = alive_](Result<json::object> command) {
            if (*alive) show_run(std::move(command));
        };
        return ports_.find_command(*run_, found);
    }
    if (preset.channels.empty()) return;
    protocol::Envelope first;
    first.type = "subscribe";
    json::array channels;
    for (auto const& ch : preset.channels) channels.push_back(json::object{{"ch", ch}});
    first.data["channels"] = std::move(channels);
    if (!preset.types.empty()) first.data["types"] = json::array(preset.types.begin(), preset.types.end());
    handle_subscribe(first);
    bool const subscribed = !keyed_.empty() || !event_subscriptions_.empty() || all_events_;
    if (!subscribed) close(protocol::close_code::not_allowed, "not found");
}

// Events that came while this was being read are newer than it, and have been told already.
void DashboardSession::show_run(Result<json::object> command) {
    if (!command) {
        bool const missing = command.error() == make_error_code(errc::not_found);
        refuse(std::nullopt, missing ? errc::not_found : errc::unavailable);
        return close(missing ? protocol::close_code::not_allowed : protocol::close_code::unavailable, "no such run");
    }
    if (run_heard_) return;
    auto const* const state = command->if_contains("state");
    auto const known = state != nullptr && state->is_string()
                           ? protocol::command_state_from(std::string_view(state->get_string()))
                           : std::nullopt;
    say("command_update", std::move(*command));
    if (known && protocol::is_final(*known)) close(protocol::close_code::normal, "the run has ended");
}

void DashboardSession::watch_run(LiveEvent const& event) {
    if (event.command != run_->text() || !sees(event.terminal)) return;
    run_heard_ = true;
    queue_answer(event.frame);
    if (event.command_final) close(protocol::close_code::normal, "the run has ended");
}

}  // namespace signalos::relay
