#include "store/postgres_pipeline.hpp"

#include <charconv>

#include "store/postgres_errors.hpp"

namespace signalos::relay::postgres {

using sql::Error;
using sql::Fault;

namespace {
/// Unread results wait in memory here and in the server.
constexpr std::size_t most_waiting = 256;
}  // namespace

std::string_view Rows::value(int row, int column) const {
    return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Rows::affected() const {
    if (!result_) return 0;
    std::string_view const text = PQcmdTuples(result_.get());
    std::int64_t rows = 0;
    std::from_chars(text.data(), text.data() + text.size(), rows);
    return rows;
}

Pipeline::Pipeline(Secret<std::string> const& where) : connection_(PQconnectdb(where.reveal().c_str()), &PQfinish) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) lost();
}

void Pipeline::lost() {
    broken_ = true;
    waiting_.clear();
    throw Error(Fault::unavailable, PQerrorMessage(connection_.get()));
}

Error Pipeline::fault(PGresult const* result) {
    char const* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return {broken() ? Fault::unavailable : fault_of_state(state == nullptr ? "" : state),
            PQresultErrorMessage(result)};
}

void Pipeline::enter() {
    if (PQpipelineStatus(connection_.get()) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_.get()) == 0) lost();
}

void Pipeline::queued(int sent, Kind kind) {
    if (sent == 0) lost();
    waiting_.push_back(kind);
}

void Pipeline::send(char const* sql) {
    enter();
    queued(PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0), Kind::control);
}

void Pipeline::send(std::string const& name, std::vector<std::string> const& values, Kind kind) {
    if (waiting_.size() >= most_waiting) settle();
    enter();
    std::vector<char const*> texts;
    texts.reserve(values.size());
    for (auto const& value : values) texts.push_back(value.c_str());
    queued(PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(texts.size()), texts.data(), nullptr,
                               nullptr, 0),
           kind);
}

void Pipeline::prepare(std::string const& name, std::string const& sql) {
    settle();
    enter();
    queued(PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr), Kind::control);
    settle();
}

Rows Pipeline::receive(std::optional<Error>& failed) {
    Rows rows(PQgetResult(connection_.get()));
    if (rows.get() == nullptr) broken_ = true;  // it answers less than it was asked
    auto const status = PQresultStatus(rows.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return rows;
    if (status == PGRES_FATAL_ERROR && !failed) failed = fault(rows.get());
    return {};
}

Rows Pipeline::settle() {
    if (waiting_.empty()) return {};
    if (broken() || PQpipelineSync(connection_.get()) == 0) lost();
    std::optional<Error> failed;
    Rows last;
    for (std::size_t i = 0; i < waiting_.size() && !broken(); ++i) {
        last = receive(failed);
        if (waiting_[i] != Kind::control) affected_ = last.affected();
        if (waiting_[i] == Kind::writes && i >= marked_) rows_written_ += affected_;
        Rows const end_of_statement(PQgetResult(connection_.get()));
    }
    waiting_.clear();
    marked_ = 0;
    if (!broken()) Rows const sync(PQgetResult(connection_.get()));
    if (failed) throw *failed;
    if (broken()) lost();
    return last;
}

Rows Pipeline::exec(char const* sql) {
    settle();
    if (broken() || PQexitPipelineMode(connection_.get()) == 0) lost();
    Rows rows(PQexec(connection_.get(), sql));
    auto const status = PQresultStatus(rows.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) throw fault(rows.get());
    affected_ = rows.affected();
    if (status == PGRES_COMMAND_OK) rows_written_ += affected_;
    return rows;
}

void Pipeline::abandon() noexcept {
    try {
        settle();
    } catch (Error const&) {
        return;
    }
}

std::int64_t Pipeline::affected() {
    settle();
    return affected_;
}

void Pipeline::mark() {
    marked_ = waiting_.size();
    rows_written_ = 0;
}

bool Pipeline::written() {
    settle();
    return rows_written_ != 0;
}

}  // namespace signalos::relay::postgres
