// Binds the REST side of orders, deals, money and tool reports to the store and the live view.
#pragma once
#include "api/history_port.hpp"
#include "app/live_view.hpp"
#include "core/core_ports.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Holds references that outlive it.
class HistoryBinding final : public HistoryPort {
public:
    HistoryBinding(CorePorts ports, LiveView const& live) : ports_(std::move(ports)), live_(live) {}

    template <class T>
    using Answer = HistoryPort::Reply<T>;

    void open_orders(Principal const& caller, std::optional<TerminalId> terminal, std::string symbol,
                     Answer<boost::json::array> reply) override;
    void list_deals(Principal const& caller, DealFilter filter, Answer<boost::json::array> reply) override;
    void money(Principal const& caller, Answer<boost::json::array> reply) override;
    void add_report(Principal const& caller, ToolReport report, Answer<boost::json::object> reply) override;
    void list_reports(Principal const& caller, ToolReportFilter filter, Answer<boost::json::array> reply) override;

private:
    CorePorts ports_;
    LiveView const& live_;
};

}  // namespace signalos::relay
