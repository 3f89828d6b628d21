#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "api/command_arguments.hpp"
#include "api/handlers.hpp"
#include "protocol/command_kind.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t max_wait_s = 30;

// Prefer: wait=N, other preferences are ignored as RFC 7240 asks.
std::int64_t wait_ms(Request const& request) {
    auto const value = request.headers.find("Prefer");
    auto const at = value.find("wait=");
    if (at == std::string_view::npos) return 0;
    std::int64_t seconds = 0;
    auto const digits = value.substr(at + 5);
    if (std::from_chars(digits.data(), digits.data() + digits.size(), seconds).ec != std::errc{}) return 0;
    return std::max<std::int64_t>(0, std::min(seconds, max_wait_s)) * 1000;
}

enum class AnswerForm { one, list };

void answer_submitted(ContextPtr const& context, AnswerForm form, Submitted submitted) {
    if (submitted.error) {
        ProblemDetail detail;
        detail.detail = submitted.detail;
        detail.fields = std::move(submitted.fields);
        if (submitted.retry_after_ms != 0) detail.retry_after_ms = submitted.retry_after_ms;
        if (!submitted.commands.empty()) detail.command = json::serialize(submitted.commands.front());
        auto const code = submitted.error.category() == error_category() ? static_cast<errc>(submitted.error.value())
                                                                         : errc::internal;
        return context->fail(code, detail);
    }
    if (!submitted.durable) {
        json::object held{{"durable", false}, {"commands", std::move(submitted.commands)}};
        return context->answer_json(200, held);
    }
    Headers headers;
    if (submitted.replay) headers.add("Idempotent-Replay", "true");
    json::object answer;
    if (form == AnswerForm::one && !submitted.commands.empty()) {
        auto& command = submitted.commands.front();
        headers.add("Location", "/api/commands/" + std::string(command.at("id").as_string()));
        answer["command"] = std::move(command);
    } else {
        answer["commands"] = std::move(submitted.commands);
    }
    context->answer_json(202, answer, std::move(headers));
}

// What all command routes share: the key, the wait, the shape of the arguments, the actor.
void submit(ContextPtr const& context, AnswerForm form, std::string kind, std::optional<TerminalId> terminal,
            json::object arguments, std::string_view prefix, std::optional<GroupId> group = {}) {
    Submission submission;
    if (auto const key = context->request().headers.find("Idempotency-Key"); !key.empty()) {
        auto const parsed = Uuid::parse(key);
        if (!parsed) return context->fail_field("Idempotency-Key", "expected a UUID");
        submission.key = *parsed;
    } else if (auto const known = protocol::command_kind_from(kind); known && protocol::needs_idempotency_key(*known)) {
        return context->fail(errc::key_required);
    }
    if (auto wrong = check_arguments(kind, arguments, prefix)) return context->fail_field(wrong->path, wrong->message);
    submission.caller = context->principal();
    submission.kind = std::move(kind);
    submission.terminal = terminal;
    submission.group = group;
    submission.arguments = std::move(arguments);
    submission.received_at = context->request().received_at;
    submission.wait_ms = wait_ms(context->request());
    auto reply = [context, form](Submitted submitted) { answer_submitted(context, form, std::move(submitted)); };
    context->services().relay.submit(std::move(submission), std::move(reply));
}

// Takes `terminal` out of the body. Answers the problem itself and gives false when it is there but no UUID.
bool take_terminal(ContextPtr const& context, json::object& body, std::optional<TerminalId>& terminal) {
    auto const* const value = body.if_contains("terminal");
    if (!value) return true;
    auto const text = text_member(body, "terminal");
    auto const id = TerminalId::parse(text.value_or(""));
    if (!id) {
        context->fail_field("terminal", "expected a UUID");
        return false;
    }
    terminal = *id;
    body.erase("terminal");
    return true;
}

// Takes `group` out of the body. Answers the problem itself and gives false when it is there but no UUID.
bool take_group(ContextPtr const& context, json::object& body, std::optional<GroupId>& group) {
    if (!body.contains("group")) return true;
    auto const id = GroupId::parse(text_member(body, "group").value_or(""));
    if (!id) {
        context->fail_field("group", "expected a UUID");
        return false;
    }
    group = *id;
    body.erase("group");
    return true;
}

// Routes whose body is the arguments and an optional terminal; without one the command goes to every terminal.
void submit_to_some(ContextPtr const& context, std::string kind) {
    auto body = context->body_object();
    std::optional<TerminalId> terminal;
    if (!body || !take_terminal(context, *body, terminal)) return;
    submit(context, AnswerForm::list, std::move(kind), terminal, std::move(*body), "");
}

// {id} = <terminal>:<position>; answers the problem itself and gives nothing when the path or the body is wrong.
std::optional<json::object> trade_arguments(ContextPtr const& context, std::optional<TerminalId>& terminal) {
    auto const& id = context->path_id();
    auto const colon = id.find(':');
    auto const parsed = TerminalId::parse(id.substr(0, colon));
    if (colon == std::string::npos || !parsed) {
        context->fail(errc::not_found);
        return std::nullopt;
    }
    terminal = *parsed;
    auto body = context->body_object();
    if (!body) return std::nullopt;
    if (body->contains("position")) {
        context->fail_field("position", "stands in the path");
        return std::nullopt;
    }
    (*body)["position"] = id.substr(colon + 1);
    return body;
}

}  // namespace

// POST /api/commands: {kind, terminal | group | all:true, args}.
void submit_command(ContextPtr context) {
    auto body = context->body_object();
    std::optional<TerminalId> terminal;
    if (!body) return;
    auto const kind = text_member(*body, "kind");
    bool const stops = kind == "emergency_stop" || kind == "pause";
    if (!stops && !context->admitted()) return;
    if (!kind || !is_command_kind(*kind)) return context->fail_field("kind", "unknown command kind");
    std::optional<GroupId> group;
    if (!take_terminal(context, *body, terminal) || !take_group(context, *body, group)) return;
    auto const* const all = body->if_contains("all");
    if (all && (!all->is_bool() || !all->as_bool())) return context->fail_field("all", "expected true, or nothing");
    int const named = (all != nullptr ? 1 : 0) + (terminal ? 1 : 0) + (group ? 1 : 0);
    if (named != 1) return context->fail_field("terminal", "give one of terminal, group and all");
    auto const known = protocol::command_kind_from(*kind);
    if (!terminal && known && protocol::needs_one_terminal(*known))
        return context->fail_field(all ? "all" : "group", "this kind goes to one terminal");
    auto const* const args = body->if_contains("args");
    if (args && !args->is_object()) return context->fail_field("args", "expected an object");
    for (auto const& member : *body)
        if (member.key() != "kind" && member.key() != "all" && member.key() != "args")
            return context->fail_field(std::string(member.key()), "unknown member");
    submit(context, terminal ? AnswerForm::one : AnswerForm::list, *kind, terminal,
           args ? args->as_object() : json::object{}, "args.", group);
}

// POST /api/trades: {terminal, ...open arguments}.
void open_trade(ContextPtr context) {
    auto body = context->body_object();
    std::optional<TerminalId> terminal;
    if (!body || !take_terminal(context, *body, terminal)) return;
    if (!terminal) return context->fail_field("terminal", "missing");
    submit(context, AnswerForm::one, "open", terminal, std::move(*body), "");
}

// POST /api/trades/{id}/close
void close_trade(ContextPtr context) {
    std::optional<TerminalId> terminal;
    auto args = trade_arguments(context, terminal);
    if (args) submit(context, AnswerForm::one, "close", terminal, std::move(*args), "");
}

// POST /api/trades/{id}/partial-close: volume, or percentage (percent in the other routes).
void partial_close_trade(ContextPtr context) {
    std::optional<TerminalId> terminal;
    auto args = trade_arguments(context, terminal);
    if (!args) return;
    if (auto const* const percentage = args->if_contains("percentage")) {
        if (args->contains("percent")) return context->fail_field("percentage", "give it once");
        auto value = *percentage;
        args->erase("percentage");
        (*args)["percent"] = std::move(value);
    }
    submit(context, AnswerForm::one, "partial_close", terminal, std::move(*args), "");
}

// POST /api/trades/{id}/close-by: {opposite: position identifier or trade id of the same terminal}.
void close_trade_by(ContextPtr context) {
    std::optional<TerminalId> terminal;
    auto args = trade_arguments(context, terminal);
    if (!args) return;
    if (auto const* const opposite = args->if_contains("opposite"); opposite && opposite->is_string()) {
        std::string const text(opposite->get_string());
        auto const prefix = context->path_id().substr(0, context->path_id().find(':') + 1);
        if (text.starts_with(prefix)) (*args)["opposite"] = text.substr(prefix.size());
    }
    submit(context, AnswerForm::one, "close_by", terminal, std::move(*args), "");
}

// PUT /api/trades/{id}/modify: stopLoss, takeProfit; null removes, absent leaves it as it is.
void modify_trade(ContextPtr context) {
    std::optional<TerminalId> terminal;
    auto args = trade_arguments(context, terminal);
    if (!args) return;
    json::array remove;
    constexpr std::pair<std::string_view, std::string_view> members[] = {{"stopLoss", "sl"}, {"takeProfit", "tp"}};
    for (auto const& item : *args) {
        std::string_view const name(item.key().data(), item.key().size());
        if (name != "position" && name != "stopLoss" && name != "takeProfit")
            return context->fail_field(std::string(name), "not a member of this body");
    }
    for (auto const& [outer, inner] : members) {
        auto const* const found = args->if_contains(json::string_view(outer.data(), outer.size()));
        if (found == nullptr) continue;
        auto value = *found;
        args->erase(json::string_view(outer.data(), outer.size()));
        json::string_view const name(inner.data(), inner.size());
        if (value.is_null())
            remove.emplace_back(name);
        else
            (*args)[name] = std::move(value);
    }
    if (!remove.empty()) (*args)["remove"] = std::move(remove);
    submit(context, AnswerForm::one, "modify", terminal, std::move(*args), "");
}

// DELETE /api/orders/{id}: {id} = <terminal>:<order ticket>.
void cancel_order(ContextPtr context) {
    auto const& id = context->path_id();
    auto const colon = id.find(':');
    auto const terminal = TerminalId::parse(id.substr(0, colon));
    if (colon == std::string::npos || !terminal) return context->fail(errc::not_found);
    submit(context, AnswerForm::one, "cancel_order", *terminal, json::object{{"ticket", id.substr(colon + 1)}}, "");
}

// POST /api/trading/emergency-stop: every terminal the caller may command, or one.
void emergency_stop(ContextPtr context) {
    submit_to_some(context, "emergency_stop");
}

// POST /api/trading/pause
void pause_trading(ContextPtr context) {
    submit_to_some(context, "pause");
}

// POST /api/trading/resume: one terminal; lifting a stop everywhere at once is not offered.
void resume_trading(ContextPtr context) {
    auto body = context->body_object();
    std::optional<TerminalId> terminal;
    if (!body || !take_terminal(context, *body, terminal)) return;
    if (!terminal) return context->fail_field("terminal", "missing");
    submit(context, AnswerForm::list, "resume", terminal, std::move(*body), "");
}

// POST /api/firebridge/force-sync
void force_sync(ContextPtr context) {
    submit_to_some(context, "force_sync");
}

// POST /api/terminals/{id}/health-check
void health_check(ContextPtr context) {
    auto const terminal = TerminalId::parse(context->path_id());
    if (!terminal) return context->fail(errc::not_found);
    auto body = context->body_object();
    if (!body) return;
    submit(context, AnswerForm::one, "health_check", *terminal, std::move(*body), "");
}

}  // namespace signalos::relay::api
