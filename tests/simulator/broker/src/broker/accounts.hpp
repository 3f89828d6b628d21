// Which accounts a broker starts with, and the demo positions that make a first look worthwhile.
#pragma once

#include <boost/json/array.hpp>
#include <utility>
#include <vector>

#include "broker/server.hpp"

namespace signalos::broker {

struct NewAccount {
    Account account;
    Fixed deposit;
};

/// 1001 hedging and 1002 netting, USD 10,000 each.
std::vector<NewAccount> default_accounts();

/// From `[{"login", "name", "currency", "leverage", "margin_mode": "hedging"|"netting", "deposit", "commission"}]`;
/// absent fields take the defaults of account 1001. Throws std::runtime_error for an account without login.
std::vector<NewAccount> accounts_from_json(boost::json::array const& list);

/// Creates every account that the ledger does not know yet; true when one was created.
bool create_missing(Server& server, std::vector<NewAccount> const& accounts, Now now);

/// A few positions per account, entered as the user's own trades.
void open_demo_positions(Server& server, Now now);

}  // namespace signalos::broker
