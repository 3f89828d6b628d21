// What each close code of protocol/README.md section 2 means for a terminal.
#pragma once
#include <cstdint>
#include <string_view>

namespace signalos::bridge {

enum class AfterClose { backoff, stop, wait };

struct CloseRule {
    AfterClose then;
    std::int64_t wait_ms;    // wait: exactly; backoff: at least
    std::string_view words;  // for the panel
};

/// Codes not listed, and 0 (the connection broke), mean backoff with empty words: the transport's own reason is shown.
CloseRule close_rule(int code);

}  // namespace signalos::bridge
