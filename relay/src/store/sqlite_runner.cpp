#include "store/sqlite_runner.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace signalos::relay::sqlite {

namespace {
using sql::Answer;

/// After a failed COMMIT: an open transaction, a full disk or a failed write means that the commit record is not whole
/// and nothing was written. A failed flush means that nobody can say until the file is read again.
bool may_have_been_written(sql::Error const& error) {
    auto const* const told = dynamic_cast<Error const*>(&error);
    return error.fault() != sql::Fault::disk_full && (told == nullptr || told->code() != SQLITE_IOERR_WRITE);
}

/// One job in its own savepoint. Engine failures come out; they concern the whole batch.
Answer run_one(Db& db, Job& job) {
    db.exec("SAVEPOINT job");
    auto const answer = sql::try_job(db, job);
    if (answer.outcome == Outcome::rejected) db.exec("ROLLBACK TO job");
    db.exec("RELEASE job");
    return answer;
}

constexpr Answer unavailable{Outcome::unavailable, errc::unavailable};
constexpr Answer in_doubt{Outcome::in_doubt, errc::in_doubt};

void end_transaction(Db& db, Fate fate, std::vector<Answer>& answers) {
    bool const kept = fate == Fate::commit || fate == Fate::in_doubt_kept;
    db.exec(kept ? "COMMIT" : "ROLLBACK");
    if (fate != Fate::commit) answers.assign(answers.size(), fate == Fate::unavailable ? unavailable : in_doubt);
}
}  // namespace

std::function<void()> run_batch(Db& db, Access access, std::vector<Job> batch, Fate fate) {
    std::vector<Answer> answers(batch.size());
    bool committing = false;
    try {
        db.exec(access == Access::writes ? "BEGIN IMMEDIATE" : "BEGIN");
        for (std::size_t i = 0; i < batch.size(); ++i) answers[i] = run_one(db, batch[i]);
        committing = true;
        end_transaction(db, fate, answers);
    } catch (sql::Error const& error) {
        bool const unknown = committing && db.autocommit() && may_have_been_written(error);
        answers.assign(batch.size(), unknown ? in_doubt : Answer{Outcome::unavailable, sql::reason_of(error.fault())});
        try {
            if (!db.autocommit()) db.exec("ROLLBACK");
        } catch (Error const&) {
            // The next BEGIN fails in turn and says so to its own batch.
        }
    }
    return [batch = std::move(batch), answers = std::move(answers)] {
        for (std::size_t i = 0; i < batch.size(); ++i) batch[i].answer(answers[i].outcome, answers[i].reason);
    };
}

bool ManualRunner::holds(std::string_view name) const {
    return std::any_of(queue_.begin(), queue_.end(), [&](Job const& job) { return job.name == name; });
}

}  // namespace signalos::relay::sqlite
