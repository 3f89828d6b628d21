#include "net/deflate_offer.hpp"

#include <algorithm>
#include <set>

namespace signalos::relay {
namespace {

constexpr std::string_view agreed = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string_view take_until(std::string_view& text, char end) {
    auto const at = std::min(text.find(end), text.size());
    auto const part = trimmed(text.substr(0, at));
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

// 8 to 15, quoted or not; 0 for anything else.
int window_bits_of(std::string_view value) {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (value == "8" || value == "9") return value.front() - '0';
    bool const two_digits = value.size() == 2 && value[0] == '1' && value[1] >= '0' && value[1] <= '5';
    return two_digits ? 10 + value[1] - '0' : 0;
}

// The answer to one offer; empty when it asks for what is not done here, or is none.
std::string answer_to(std::string_view offer) {
    if (!equal_ignoring_case(take_until(offer, ';'), "permessage-deflate")) return "";
    std::string answer(agreed);
    std::set<std::string_view> seen;
    while (!offer.empty()) {
        auto value = take_until(offer, ';');
        bool const has_value = value.find('=') != std::string_view::npos;
        auto const name = take_until(value, '=');
        auto const bits = window_bits_of(value);
        if (!seen.insert(name).second) return "";
        if (name == "server_no_context_takeover" || name == "client_no_context_takeover") {
            if (has_value) return "";
        } else if (name == "client_max_window_bits") {
            if (has_value && bits == 0) return "";  // the client may use any window: ours reads them all
        } else if (name == "server_max_window_bits" && bits >= deflate_window_bits) {
            answer += "; server_max_window_bits=" + std::to_string(deflate_window_bits);
        } else {
            return "";
        }
    }
    return answer;
}

}  // namespace

std::string agree_deflate(Headers const& headers) {
    for (auto const& [name, value] : headers.fields()) {
        if (!equal_ignoring_case(name, "Sec-WebSocket-Extensions")) continue;
        for (std::string_view offers = value; !offers.empty();)
            if (auto answer = answer_to(take_until(offers, ',')); !answer.empty()) return answer;
    }
    return "";
}

}  // namespace signalos::relay
