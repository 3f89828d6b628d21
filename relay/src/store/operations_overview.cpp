// What an operator's gauges show of the store as a whole. Names no organisation.
#include "store/operations.hpp"

namespace signalos::relay::sql {

StoreOverview overview(Session& db) {
    StoreOverview all;
    auto query =
        db.query("SELECT state, count(*), min(created_at) FROM commands WHERE state<5 GROUP BY state ORDER BY 1");
    while (query.next()) {
        OpenCommands row;
        row.state = static_cast<CommandState>(query.integer());
        row.count = query.integer();
        row.oldest = query.integer();
        all.open.push_back(row);
    }
    auto terminals = db.query("SELECT count(*) FROM terminals WHERE revoked_at=0");
    terminals.next();
    all.terminals = terminals.integer();
    return all;
}

}  // namespace signalos::relay::sql
