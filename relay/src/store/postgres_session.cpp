#include "store/postgres_session.hpp"

#include <pqxx/pqxx>
#include <unordered_map>
#include <vector>

#include "store/postgres_dialect.hpp"
#include "store/postgres_errors.hpp"

namespace signalos::relay::postgres {

namespace {
/// Longer than any operation takes, shorter than a caller waits.
constexpr char const* settings =
    "SET statement_timeout='5s'; SET idle_in_transaction_session_timeout='30s'; SET client_min_messages=warning; "
    "SET standard_conforming_strings=on";
/// An acknowledgement means flushed; a server told to wait for its standbys too goes on doing that.
constexpr char const* durable =
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN "
    "('off','local','remote_write')";
/// The name of the product in ASCII: advisory locks are numbers, and count per database.
constexpr char const* one_relay = "SET lock_timeout='3s'; SELECT pg_advisory_lock(6010448901481189203)";
/// Only an operator's own session can be in the way of an operation.
constexpr char const* short_locks = "SET lock_timeout='500ms'";

using Work = pqxx::transaction<pqxx::read_committed>;
using Look = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;
}  // namespace

struct Session::Link {
    Link(std::string const& where, sql::Access how) : connection(where), access(how) {}

    pqxx::connection connection;
    sql::Access access;
    std::unique_ptr<pqxx::dbtransaction> transaction;
    std::int64_t changes = 0;
    std::unordered_map<std::string, std::unique_ptr<sql::Statement>> statements;

    /// Runs `work` and gives libpqxx's exceptions the store's words.
    template <class Function>
    auto guarded(Function work) {
        try {
            return work();
        } catch (...) {
            rethrow(connection.is_open());
        }
    }
    pqxx::result run(std::string const& name, std::vector<std::string> const& values) {
        return guarded([&] {
            auto result = transaction->exec_prepared(name, pqxx::prepare::make_dynamic_params(values));
            changes = static_cast<std::int64_t>(result.affected_rows());
            return result;
        });
    }
    pqxx::result outside(char const* sql) {
        return guarded([&] {
            pqxx::nontransaction plain(connection);
            return plain.exec(sql);
        });
    }

    class Statement;
};

class Session::Link::Statement final : public sql::Statement {
public:
    Statement(Link& link, std::string name) : link_(link), name_(std::move(name)) {}

    void bind(std::int64_t value) override { values_.push_back(std::to_string(value)); }
    void bind(std::string_view value) override { values_.emplace_back(value); }
    bool next() override {
        if (!ran_) {
            rows_ = link_.run(name_, values_);
            ran_ = true;
        }
        column_ = 0;
        return ++row_ < static_cast<std::int64_t>(rows_.size());
    }
    std::int64_t integer() override { return field().as<std::int64_t>(0); }
    std::string text() override { return std::string(field().c_str()); }
    void reset() noexcept override {
        values_.clear();
        rows_.clear();
        ran_ = false;
        row_ = -1;
    }

private:
    pqxx::field field() {
        return rows_[static_cast<pqxx::result::size_type>(row_)][static_cast<pqxx::row::size_type>(column_++)];
    }

    Link& link_;
    std::string name_;
    std::vector<std::string> values_;
    pqxx::result rows_;
    bool ran_ = false;
    std::int64_t row_ = -1;
    int column_ = 0;
};

Session::Session(Options const& options, sql::Access access) {
    auto const where = connection_string(options);
    try {
        link_ = std::make_unique<Link>(where.reveal(), access);
    } catch (...) {
        rethrow(false);
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    // libpqxx would connect again by itself, and lose the lock that this connection holds.
    link_->connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
    link_->outside(settings);
    link_->outside(durable);
    link_->outside(short_locks);
    if (access == sql::Access::reads) return;
    try {
        link_->outside(one_relay);
        link_->outside(short_locks);
    } catch (sql::Error const& error) {
        if (error.fault() != sql::Fault::retry) throw;
        throw sql::Error(sql::Fault::unavailable, "another relay is running on the " + place_of(options) +
                                                      ": stop it, or give this one its own database");
    }
}

Session::~Session() {
    rollback();
}

void Session::begin() {
    link_->guarded([this] {
        if (link_->access == sql::Access::writes) {
            link_->transaction = std::make_unique<Work>(link_->connection);
        } else {
            link_->transaction = std::make_unique<Look>(link_->connection);
        }
    });
}

void Session::commit() {
    auto const number = link_->guarded([this] {
        auto const row = link_->transaction->exec1("SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')");
        return row[0].as<std::string>();
    });
    try {
        link_->transaction->commit();
    } catch (pqxx::in_doubt_error const&) {
        rollback();
        throw CommitUnknown{number};
    } catch (...) {
        bool const open = link_->connection.is_open();
        rollback();
        if (!open) throw CommitUnknown{number};
        rethrow(open);
    }
    link_->transaction.reset();
}

void Session::rollback() noexcept {
    // The destructor of a libpqxx transaction rolls back.
    if (link_) link_->transaction.reset();
}

void Session::exec(char const* sql) {
    link_->guarded([&] { link_->changes = static_cast<std::int64_t>(link_->transaction->exec(sql).affected_rows()); });
}

std::int64_t Session::changes() const {
    return link_->changes;
}

std::int64_t Session::schema() {
    auto query = this->query("SELECT max(version) FROM schema_versions");
    query.next();
    return query.integer();
}

bool Session::broken() const {
    return !link_->connection.is_open();
}

std::optional<bool> Session::committed(std::string const& transaction) {
    // A transaction that wrote nothing has no number and nothing to lose.
    if (transaction.empty()) return true;
    auto const sql = "SELECT coalesce(pg_xact_status('" + transaction + "'::xid8), '')";
    auto const state = ask(sql.c_str());
    if (state == "committed") return true;
    if (state == "aborted") return false;
    return std::nullopt;
}

std::string Session::ask(char const* sql) {
    return link_->guarded([&] { return std::string(link_->outside(sql).at(0)[0].c_str()); });
}

sql::Statement& Session::prepared(std::string_view sql) {
    auto& known = link_->statements;
    auto found = known.find(std::string(sql));
    if (found == known.end()) {
        auto name = "s" + std::to_string(known.size());
        link_->guarded([&] { link_->connection.prepare(name, statement_text(sql)); });
        found = known.emplace(std::string(sql), std::make_unique<Link::Statement>(*link_, std::move(name))).first;
    }
    return *found->second;
}

}  // namespace signalos::relay::postgres
