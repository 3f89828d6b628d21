#include <stdexcept>

#include "store/migrations.hpp"
#include "store/postgres_dialect.hpp"
#include "store/postgres_session.hpp"

namespace signalos::relay::postgres {

void migrate(Session& session) {
    session.begin();
    session.exec("CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY)");
    session.exec("INSERT INTO schema_versions VALUES (0) ON CONFLICT DO NOTHING");
    auto const version = session.schema();
    session.commit();
    auto const& steps = sql::migrations();
    if (version > static_cast<std::int64_t>(steps.size())) {
        throw std::runtime_error("the database has schema " + std::to_string(version) + ", this relay knows only " +
                                 std::to_string(steps.size()) +
                                 ": start the newer relay, or restore a backup made by this one");
    }
    for (auto n = static_cast<std::size_t>(version); n < steps.size(); ++n) {
        session.begin();
        session.exec("SET LOCAL statement_timeout=0");
        session.exec(schema_text(steps[n]).c_str());
        session.query("INSERT INTO schema_versions VALUES (?)").bind(static_cast<std::int64_t>(n + 1)).run();
        session.commit();
    }
}

}  // namespace signalos::relay::postgres
