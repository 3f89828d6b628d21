#include <boost/json/array.hpp>

#include "api/handlers.hpp"
#include "api/terminals_replies.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

constexpr std::size_t most_members = 500;

std::optional<GroupId> path_group(ContextPtr const& context) {
    auto const id = GroupId::parse(context->path_id());
    if (id) return *id;
    context->fail(errc::not_found);
    return std::nullopt;
}

std::optional<TerminalId> path_terminal(ContextPtr const& context) {
    auto const id = TerminalId::parse(context->path_id());
    if (id) return *id;
    context->fail(errc::not_found);
    return std::nullopt;
}

// The body's name, when body and name are sound; the problem is answered otherwise.
std::optional<std::string> body_name(ContextPtr const& context) {
    auto const body = context->body_object();
    if (!body) return std::nullopt;
    return read_name(context, *body);
}

}  // namespace

// GET /api/terminals: those that are not revoked, by name.
void list_terminals(ContextPtr context) {
    context->services().terminals->list_terminals(caller_of(context), answer_under<json::array>(context, "terminals"));
}

// PUT /api/terminals/{id} {name}
void rename_terminal(ContextPtr context) {
    auto const id = path_terminal(context);
    if (!id) return;
    auto const name = body_name(context);
    if (!name) return;
    context->services().terminals->rename_terminal(caller_of(context), *id, *name,
                                                   answer_under<json::object>(context, "terminal"));
}

// POST /api/terminals/{id}/revoke: 204; its socket is closed with 4401, and its key opens nothing any more.
void revoke_terminal(ContextPtr context) {
    auto const id = path_terminal(context);
    if (!id || !context->body_object()) return;
    context->services().terminals->revoke_terminal(caller_of(context), *id, answer_nothing(context));
}

// GET /api/groups
void list_groups(ContextPtr context) {
    context->services().terminals->list_groups(caller_of(context), answer_under<json::array>(context, "groups"));
}

// POST /api/groups {name}
void create_group(ContextPtr context) {
    auto const name = body_name(context);
    if (!name) return;
    context->services().terminals->create_group(caller_of(context), *name,
                                                answer_under<json::object>(context, "group", 201));
}

// PUT /api/groups/{id} {name}
void rename_group(ContextPtr context) {
    auto const id = path_group(context);
    if (!id) return;
    auto const name = body_name(context);
    if (!name) return;
    context->services().terminals->rename_group(caller_of(context), *id, *name,
                                                answer_under<json::object>(context, "group"));
}

// DELETE /api/groups/{id}: 204; its terminals stay.
void delete_group(ContextPtr context) {
    auto const id = path_group(context);
    if (!id) return;
    context->services().terminals->delete_group(caller_of(context), *id, answer_nothing(context));
}

// PUT /api/groups/{id}/members {terminals}: replaces them.
void set_group_members(ContextPtr context) {
    auto const id = path_group(context);
    if (!id) return;
    auto const body = context->body_object();
    if (!body) return;
    auto const* const listed = body->if_contains("terminals");
    if (listed == nullptr || !listed->is_array() || listed->get_array().size() > most_members)
        return context->fail_field("terminals", "expected a list of at most 500 UUIDs");
    std::vector<TerminalId> members;
    for (auto const& item : listed->get_array()) {
        auto const* const text = item.if_string();
        auto const terminal = TerminalId::parse(text == nullptr ? std::string_view() : std::string_view(*text));
        if (!terminal) return context->fail_field("terminals", "expected a list of at most 500 UUIDs");
        members.push_back(*terminal);
    }
    context->services().terminals->set_group_members(caller_of(context), *id, std::move(members),
                                                     answer_under<json::object>(context, "group"));
}

}  // namespace signalos::relay::api
