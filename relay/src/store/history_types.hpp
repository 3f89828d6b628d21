// Rows about what was traded, and about what tools without the bridge report.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "domain/terminal_scope.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// Where a page ended: the next one begins behind it, whatever was inserted meanwhile.
struct PagePlace {
    std::int64_t at = 0;  ///< ms UTC
    std::string id;
};

struct DealRow {
    EventRow event;       ///< position_open, position_update or position_close, with the deal in its data
    std::string deal;     ///< the broker's number
    std::int64_t at = 0;  ///< ms UTC of the deal
};

struct DealFilter {
    std::optional<TerminalId> terminal;
    TerminalScope scope = TerminalScope::all();  ///< rows of other terminals are left out
    std::string symbol;                          ///< empty: any
    std::int64_t since = 0;                      ///< ms UTC, inclusive
    std::int64_t until = 0;                      ///< ms UTC, exclusive; 0 = no end
    std::optional<PagePlace> after;              ///< id: <terminal>:<deal>
    bool oldest_first = false;
    int limit = 100;  ///< 1 … 501
};

/// What the deals of one terminal came to, each scaled by 100,000,000 and split, so that no sum overflows: whole +
/// rest.
struct DealTotals {
    TerminalId terminal;
    struct Sum {
        std::int64_t whole = 0;
        std::int64_t rest =
            0;  ///< sum of what is behind the point, scaled; may exceed 1 and have another sign than whole
    };
    Sum pnl, swap, commission;
    std::int64_t deals = 0;
};

/// One word of a tool: a user's status ("sync", the newest per user and subject is kept) or the result of a trade
/// ("trade_result").
struct ToolReport {
    Uuid id;
    std::string kind;
    UserId user;
    std::string user_name;
    std::string subject;  ///< the terminal, or the signal, by the tool's own name
    std::int64_t at = 0;  ///< ms UTC
    std::string data;     ///< JSON object as received
};

struct ToolReportFilter {
    std::string kind;                ///< empty: both
    std::optional<UserId> user;      ///< whose; nothing: everybody's
    std::optional<PagePlace> after;  ///< id: the report's
    int limit = 100;                 ///< 1 … 501
};

}  // namespace signalos::relay
