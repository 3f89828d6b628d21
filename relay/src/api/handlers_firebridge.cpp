// For tools that trade without the bridge: they say what they did, and the relay shows it as their word.
#include <boost/json/serialize.hpp>

#include "api/handlers.hpp"
#include "api/page.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

constexpr std::int64_t next_sync_ms = 30'000;
constexpr std::size_t max_subject = 128;

// The body with `userId`, which is the caller's own; answers the problem itself and gives nothing otherwise.
std::optional<json::object> own_report(ContextPtr const& context, std::string_view subject_member,
                                       std::string_view content) {
    auto body = context->body_object();
    if (!body) return std::nullopt;
    auto const user = UserId::parse(text_member(*body, "userId").value_or(""));
    if (!user) {
        context->fail_field("userId", "expected a UUID");
        return std::nullopt;
    }
    auto const subject = text_member(*body, subject_member).value_or("");
    if (subject.empty() || subject.size() > max_subject) {
        context->fail_field(std::string(subject_member), "expected 1 to 128 characters");
        return std::nullopt;
    }
    auto const* const part = body->if_contains(json::string_view(content.data(), content.size()));
    if (part == nullptr || !part->is_object()) {
        context->fail_field(std::string(content), "expected an object");
        return std::nullopt;
    }
    for (auto const& member : *body) {
        std::string_view const name(member.key().data(), member.key().size());
        if (name == "userId" || name == subject_member || name == content) continue;
        context->fail_field(std::string(name), "unknown member");
        return std::nullopt;
    }
    if (*user == context->principal().user) return body;
    context->fail(errc::forbidden);  // nobody speaks for another
    return std::nullopt;
}

void store_report(ContextPtr const& context, std::string kind, std::string subject, json::object const& content,
                  json::object accepted) {
    ToolReport report;
    report.kind = std::move(kind);
    report.user = context->principal().user;
    report.user_name = context->principal().name;
    report.subject = std::move(subject);
    report.at = context->services().clock.utc_ms();
    report.data = json::serialize(content);
    auto reply = [context, accepted = std::move(accepted)](Result<json::object> stored) {
        if (!stored) return context->fail(stored.error());
        auto answer = accepted;
        answer["accepted"] = true;
        answer["report"] = std::move(*stored);
        context->answer_json(202, answer);
    };
    context->services().history->add_report(context->principal(), std::move(report), std::move(reply));
}

}  // namespace

// POST /api/firebridge/sync-user: {userId, terminalId, status}.
void sync_user(ContextPtr context) {
    auto body = own_report(context, "terminalId", "status");
    if (!body) return;
    auto const& status = body->at("status").get_object();
    auto const* const connected = status.if_contains("isConnected");
    if (connected == nullptr || !connected->is_bool())
        return context->fail_field("status.isConnected", "expected true or false");
    json::object accepted{{"next_sync", context->services().clock.utc_ms() + next_sync_ms}};
    store_report(context, "sync", text_member(*body, "terminalId").value_or(""), status, std::move(accepted));
}

// GET /api/firebridge/pull-strategy/{id}: strategies are not kept here yet, so nobody has one.
void pull_strategy(ContextPtr context) {
    ProblemDetail detail;
    detail.detail = "No strategy is assigned to this user.";
    context->fail(errc::not_found, detail);
}

// POST /api/firebridge/push-trade-result: {userId, signalId, tradeResult}.
void push_trade_result(ContextPtr context) {
    auto body = own_report(context, "signalId", "tradeResult");
    if (!body) return;
    auto const& result = body->at("tradeResult").get_object();
    auto const* const success = result.if_contains("success");
    if (success == nullptr || !success->is_bool())
        return context->fail_field("tradeResult.success", "expected true or false");
    for (auto const* const name : {"mt5Ticket", "entryPrice"}) {
        auto const* const value = result.if_contains(name);
        if (value != nullptr && !value->is_string() && !value->is_number() && !value->is_null())
            return context->fail_field(std::string("tradeResult.") + name, "expected a number, or its text");
    }
    store_report(context, "trade_result", text_member(*body, "signalId").value_or(""), result, {});
}

// GET /api/firebridge/reports?kind=&cursor=&limit=: newest first.
void list_reports(ContextPtr context) {
    ToolReportFilter filter;
    auto const page = read_time_page(context, "at");
    auto const kind = page ? read_choice(context, "kind", 16, "sync|trade_result") : std::nullopt;
    if (!kind) return;
    filter.kind = *kind;
    // A tool names no terminal of ours, so nobody's grants say who may read it: its user, and who manages the
    // organisation.
    if (!context->principal().may(Permission::manage)) filter.user = context->principal().user;
    filter.after = page->after;
    filter.limit = static_cast<int>(page->limit) + 1;
    auto reply = [context, limit = page->limit](Result<json::array> reports) {
        if (!reports) return context->fail(reports.error());
        json::value next = nullptr;
        if (reports->size() > limit) {
            reports->resize(limit);
            auto const& last = reports->back().get_object();
            next = cursor_text(std::to_string(last.at("at").as_int64()), std::string_view(last.at("id").as_string()));
        }
        context->answer_json(200, json::object{{"reports", std::move(*reports)}, {"next", std::move(next)}});
    };
    context->services().history->list_reports(context->principal(), std::move(filter), std::move(reply));
}

}  // namespace signalos::relay::api
