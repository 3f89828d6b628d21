#include "store/postgres_session.hpp"

#include <charconv>
#include <unordered_map>
#include <vector>

#include "store/draft.hpp"
#include "store/postgres_dialect.hpp"
#include "store/postgres_pipeline.hpp"

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

constexpr char const* begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr char const* begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
}  // namespace

struct Session::Link {
    Link(Secret<std::string> const& where, sql::Access how) : pipeline(where), access(how) {}

    Pipeline pipeline;
    sql::Access access;
    bool open = false;  ///< a transaction
    std::unordered_map<std::string, std::unique_ptr<sql::Statement>> statements;

    class Statement;
};

class Session::Link::Statement final : public sql::Statement {
public:
    Statement(Link& link, std::string name, Pipeline::Kind kind) : link_(link), name_(std::move(name)), kind_(kind) {}

    void bind(std::int64_t value) override { values_.push_back(std::to_string(value)); }
    void bind(std::string_view value) override { values_.emplace_back(value); }
    bool next() override {
        if (!sent_) {
            run();
            rows_ = link_.pipeline.settle();
        }
        column_ = 0;
        return ++row_ < rows_.count();
    }
    void run() override {
        if (!sent_) link_.pipeline.send(name_, values_, kind_);
        sent_ = true;
    }
    std::int64_t integer() override {
        auto const text = rows_.value(row_, column_++);
        std::int64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    }
    std::string text() override { return std::string(rows_.value(row_, column_++)); }
    void reset() noexcept override {
        values_.clear();
        rows_ = {};
        sent_ = false;
        row_ = -1;
    }

private:
    Link& link_;
    std::string name_;
    Pipeline::Kind kind_;
    std::vector<std::string> values_;
    Rows rows_;
    bool sent_ = false;
    int row_ = -1;
    int column_ = 0;
};

Session::Session(Options const& options, sql::Access access) {
    auto const where = connection_string(options);
    link_ = std::make_unique<Link>(where, access);
    link_->pipeline.exec(settings);
    link_->pipeline.exec(durable);
    link_->pipeline.exec(short_locks);
    if (access == sql::Access::reads) return;
    try {
        link_->pipeline.exec(one_relay);
        link_->pipeline.exec(short_locks);
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
    forget_draft();
    link_->open = true;
    link_->pipeline.send(link_->access == sql::Access::writes ? begin_write : begin_read);
}

void Session::commit() {
    settle();
    auto& pipeline = link_->pipeline;
    std::string number;
    if (link_->access == sql::Access::writes) {
        // Everything queued is known to be good before COMMIT leaves.
        auto query = this->query("SELECT pg_current_xact_id_if_assigned()");
        query.next();
        number = query.text();
    }
    link_->open = false;
    try {
        pipeline.send("COMMIT");
        auto const rows = pipeline.settle();
        if (std::string_view(PQcmdStatus(rows.get())) != "COMMIT")
            throw sql::Error(sql::Fault::statement, "the transaction had failed before it was to be committed");
    } catch (sql::Error const&) {
        // The end of the connection says nothing about the end of the transaction.
        if (pipeline.broken()) throw CommitUnknown{number};
        throw;
    }
}

void Session::rollback() noexcept {
    forget_draft();
    if (!link_ || !link_->open) return;
    link_->open = false;
    link_->pipeline.abandon();
    try {
        link_->pipeline.exec("ROLLBACK");
    } catch (sql::Error const&) {
        // A transaction on a broken connection is over anyway.
        return;
    }
}

void Session::execute(char const* sql) {
    link_->pipeline.exec(sql);
}

std::int64_t Session::changes() {
    return link_->pipeline.affected();
}

void Session::wait() {
    link_->pipeline.settle();
}

void Session::mark() {
    marked_ = draft().changes();
    link_->pipeline.mark();
}

bool Session::written() {
    return draft().changes() != marked_ || link_->pipeline.written();
}

std::int64_t Session::schema() {
    auto query = this->query("SELECT max(version) FROM schema_versions");
    query.next();
    return query.integer();
}

bool Session::broken() const {
    return link_->pipeline.broken();
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
    return std::string(link_->pipeline.exec(sql).value(0, 0));
}

sql::Statement& Session::prepared(std::string_view sql) {
    auto& known = link_->statements;
    auto found = known.find(std::string(sql));
    if (found == known.end()) {
        auto name = "s" + std::to_string(known.size());
        link_->pipeline.prepare(name, statement_text(sql));
        auto const kind = sql.starts_with("SELECT") ? Pipeline::Kind::reads : Pipeline::Kind::writes;
        found = known.emplace(std::string(sql), std::make_unique<Link::Statement>(*link_, std::move(name), kind)).first;
    }
    return *found->second;
}

}  // namespace signalos::relay::postgres
