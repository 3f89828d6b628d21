// What REST needs of the store and the live view beyond commands: orders, deals, money, and the words of tools.
#pragma once
#include <boost/json/array.hpp>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "domain/principal.hpp"
#include "store/history_types.hpp"

namespace signalos::relay {

/// All calls and callbacks on the I/O thread; every callback exactly once. Another organisation's object is
/// errc::not_found.
class HistoryPort {
public:
    template <class T>
    using Reply = std::function<void(Result<T>)>;

    virtual ~HistoryPort() = default;
    /// Pending orders as last reported.
    virtual void open_orders(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                             Reply<boost::json::array> reply) = 0;
    /// In the form of the REST document.
    virtual void list_deals(Principal const& caller, DealFilter filter, Reply<boost::json::array> reply) = 0;
    /// One row a currency, over the terminals that the caller sees.
    virtual void money(Principal const& caller, Reply<boost::json::array> reply) = 0;
    virtual void add_report(Principal const& caller, ToolReport report, Reply<boost::json::object> reply) = 0;
    virtual void list_reports(Principal const& caller, ToolReportFilter filter, Reply<boost::json::array> reply) = 0;
};

}  // namespace signalos::relay
