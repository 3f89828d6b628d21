// What accounts hold and what deals came to, one row a currency.
#pragma once
#include <boost/json/array.hpp>
#include <map>
#include <string>
#include <vector>

#include "app/live_view.hpp"
#include "store/history_types.hpp"
#include "store/terminal_types.hpp"

namespace signalos::relay {

/// A sum that is exact or says that it is not known.
class MoneySum {
public:
    void add(std::string_view decimal);
    void add(DealTotals::Sum const& sum);
    /// At least two decimals; null when nothing was added or the sum left the range of Decimal.
    [[nodiscard]] boost::json::value text() const;

private:
    std::int64_t whole_ = 0;
    std::int64_t rest_ = 0;  // scaled as Decimal
    bool known_ = false;
    bool broken_ = false;
};

class MoneyRows {
public:
    void add_terminal(Terminal const& terminal, LiveView::Live const& live);
    /// Behind add_terminal() of the same terminal.
    void add_deals(DealTotals const& totals);
    [[nodiscard]] boost::json::array rows() const;

private:
    struct Row {
        MoneySum balance, pending, earned, commission, swap;
        std::int64_t terminals = 0, unknown = 0, deals = 0;
    };
    std::map<std::string, Row> by_currency_;
    std::map<TerminalId, std::string> currency_of_;
};

}  // namespace signalos::relay
