#include "api/command_arguments.hpp"

#include <algorithm>
#include <span>

namespace signalos::relay {
namespace {

namespace json = boost::json;

enum class Form { text, decimal, digits, count, choice, choices, flag, magic };

struct Member {
    std::string_view name;
    Form form;
    bool required;
    std::int64_t max;          // characters of a text, value of a count
    std::string_view choices;  // "a|b"
};

constexpr Member open_members[] = {
    {"symbol", Form::text, true, 64, ""},
    {"side", Form::choice, true, 0, "buy|sell"},
    {"order", Form::choice, true, 0, "market|limit|stop|stop_limit"},
    {"volume", Form::decimal, true, 0, ""},
    {"sl", Form::decimal, false, 0, ""},
    {"tp", Form::decimal, false, 0, ""},
    {"price", Form::decimal, false, 0, ""},
    {"stop_limit", Form::decimal, false, 0, ""},
    {"expiry", Form::count, false, 9'007'199'254'740'991, ""},
    {"deviation", Form::count, false, 100'000, ""},
    {"comment", Form::text, false, 20, ""},
};
constexpr Member close_members[] = {
    {"position", Form::digits, true, 0, ""},
    {"ticket", Form::digits, false, 0, ""},
    {"symbol", Form::text, false, 64, ""},
    {"expected_volume", Form::decimal, false, 0, ""},
    {"expected_side", Form::choice, false, 0, "buy|sell"},
};
constexpr Member partial_close_members[] = {
    {"position", Form::digits, true, 0, ""},
    {"ticket", Form::digits, false, 0, ""},
    {"symbol", Form::text, false, 64, ""},
    {"volume", Form::decimal, false, 0, ""},
    {"percent", Form::decimal, false, 0, ""},
    {"expected_volume", Form::decimal, false, 0, ""},
    {"expected_side", Form::choice, false, 0, "buy|sell"},
};
constexpr Member close_by_members[] = {
    {"position", Form::digits, true, 0, ""},
    {"opposite", Form::digits, true, 0, ""},
    {"ticket", Form::digits, false, 0, ""},
    {"symbol", Form::text, false, 64, ""},
};
constexpr Member close_all_members[] = {
    {"symbol", Form::text, false, 64, ""}, {"side", Form::choice, false, 0, "buy|sell"},
    {"magic", Form::magic, false, 0, ""},  {"profit", Form::choice, false, 0, "winning|losing"},
    {"pending", Form::flag, false, 0, ""},
};
constexpr Member modify_members[] = {
    {"position", Form::digits, false, 0, ""},
    {"ticket", Form::digits, false, 0, ""},
    {"price", Form::decimal, false, 0, ""},
    {"stop_limit", Form::decimal, false, 0, ""},
    {"sl", Form::decimal, false, 0, ""},
    {"tp", Form::decimal, false, 0, ""},
    {"expiry", Form::count, false, 9'007'199'254'740'991, ""},
    {"remove", Form::choices, false, 0, "sl|tp|expiry"},
};
constexpr Member cancel_members[] = {{"ticket", Form::digits, true, 0, ""}};
constexpr Member pause_members[] = {{"version", Form::count, false, 9'007'199'254'740'991, ""}};
constexpr Member resume_members[] = {{"version", Form::count, false, 9'007'199'254'740'991, ""},
                                     {"latch_id", Form::digits, false, 0, ""}};
constexpr Member stop_members[] = {
    {"level", Form::choice, false, 0, "pause|halt|halt_cancel|flatten"},
    {"scope", Form::choice, false, 0, "account|ours"},
};

struct Kind {
    std::string_view name;
    std::span<Member const> members;
};
constexpr Kind kinds[] = {
    {"open", open_members},           {"close", close_members},   {"partial_close", partial_close_members},
    {"close_by", close_by_members},   {"modify", modify_members}, {"cancel_order", cancel_members},
    {"close_all", close_all_members}, {"pause", pause_members},   {"resume", resume_members},
    {"emergency_stop", stop_members}, {"force_sync", {}},         {"health_check", {}},
};

Kind const* find_kind(std::string_view name) {
    auto const at =
        std::find_if(std::begin(kinds), std::end(kinds), [&](Kind const& kind) { return kind.name == name; });
    return at == std::end(kinds) ? nullptr : &*at;
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    auto const point = text.find('.');
    if (point == std::string_view::npos) return text.size() <= 19 && all_digits(text);
    return text.size() <= 20 && all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

bool is_choice(std::string_view choices, std::string_view text) {
    if (text.empty() || text.find('|') != std::string_view::npos) return false;
    return ("|" + std::string(choices) + "|").find("|" + std::string(text) + "|") != std::string::npos;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// What was expected; empty when the value fits.
std::string judge(Member const& member, json::value const& value) {
    if (member.form == Form::count) {
        auto const* const number = value.if_int64();
        bool const fits = number && *number >= 0 && *number <= member.max;
        return fits ? "" : "expected a whole number from 0 to " + std::to_string(member.max);
    }
    if (member.form == Form::choices) {
        auto const* const list = value.if_array();
        bool const fits =
            list && !list->empty() && std::all_of(list->begin(), list->end(), [&](json::value const& item) {
                return item.is_string() && is_choice(member.choices, std::string_view(item.get_string()));
            });
        return fits ? "" : "expected a list out of " + std::string(member.choices);
    }
    auto const* const string = value.if_string();
    std::string_view const text = string ? std::string_view(string->data(), string->size()) : std::string_view{};
    switch (member.form) {
        case Form::text:
            return !text.empty() && text.size() <= static_cast<std::size_t>(member.max) && !has_control(text)
                       ? ""
                       : "expected 1 to " + std::to_string(member.max) + " characters";
        case Form::decimal:
            return is_decimal(text) ? "" : "expected a decimal number in a string, such as \"0.10\"";
        case Form::digits:
            return all_digits(text) && text.size() <= 20 ? "" : "expected a string of digits";
        case Form::choice:
            return is_choice(member.choices, text) ? "" : "expected one of " + std::string(member.choices);
        case Form::magic:
            return text == "ours" || (all_digits(text) && text.size() <= 20) ? ""
                                                                             : "expected ours or a string of digits";
        case Form::flag:
            return value.is_bool() ? "" : "expected true or false";
        case Form::count:
        case Form::choices:
            break;
    }
    return "";
}

}  // namespace

bool is_command_kind(std::string_view kind) {
    return find_kind(kind) != nullptr;
}

std::optional<FieldProblem> check_arguments(std::string_view kind, json::object const& arguments,
                                            std::string_view prefix) {
    auto const* const row = find_kind(kind);
    if (!row) return FieldProblem{"kind", "unknown command kind"};
    for (auto const& member : row->members) {
        auto const path = std::string(prefix) + std::string(member.name);
        auto const* const value = arguments.if_contains(json::string_view(member.name.data(), member.name.size()));
        if (!value && member.required) return FieldProblem{path, "missing"};
        if (!value) continue;
        if (auto expected = judge(member, *value); !expected.empty()) return FieldProblem{path, std::move(expected)};
    }
    if (kind == "partial_close" && arguments.contains("volume") == arguments.contains("percent"))
        return FieldProblem{std::string(prefix) + "volume", "give either volume or percent"};
    for (auto const& item : arguments) {
        std::string_view const name(item.key().data(), item.key().size());
        bool const known = std::any_of(row->members.begin(), row->members.end(),
                                       [&](Member const& member) { return member.name == name; });
        if (!known)
            return FieldProblem{std::string(prefix) + std::string(name), "not an argument of " + std::string(kind)};
    }
    return std::nullopt;
}

}  // namespace signalos::relay
