// What an operator does with terminals and pairings from the command line: the same operations as the dashboard's.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "api/terminals_port.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Requests are one JSON object each, `op` being pair, pairings, find_pairing, show_pairing, approve, deny, terminals,
/// rename, revoke, groups, create_group, rename_group, drop_group or set_group; answers are the objects of the REST
/// document, or {"error"}.
class AdminTerminals {
public:
    using Answer = std::function<void(boost::json::object)>;

    /// `owner_email` names the organisation when a request does not. All outlive it.
    AdminTerminals(Store& store, TerminalsPort& terminals, std::string owner_email)
        : store_(store), terminals_(terminals), owner_email_(std::move(owner_email)) {}

    /// Whether `operation` is one of these.
    [[nodiscard]] static bool knows(std::string_view operation);
    /// Answers once, on the I/O thread.
    void run(boost::json::object const& request, Answer answer);

private:
    void act(TerminalsPort::Caller caller, boost::json::object const& request, Answer answer);
    void act_on_group(TerminalsPort::Caller const& caller, boost::json::object const& request, Answer answer);

    Store& store_;
    TerminalsPort& terminals_;
    std::string owner_email_;
};

}  // namespace signalos::relay
