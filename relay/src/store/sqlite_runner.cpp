#include "store/sqlite_runner.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace signalos::relay::sqlite {

namespace {
errc reason_of(Error const& error) {
    if ((error.code() & 0xff) == SQLITE_FULL) return errc::disk_full;
    if ((error.code() & 0xff) == SQLITE_CORRUPT || (error.code() & 0xff) == SQLITE_NOTADB) return errc::damaged;
    return errc::unavailable;
}

/// After a failed COMMIT: an open transaction, a full disk or a failed write means that the commit record is not whole
/// and nothing was written. A failed flush means that nobody can say until the file is read again.
bool may_have_been_written(Error const& error) {
    return (error.code() & 0xff) != SQLITE_FULL && error.code() != SQLITE_IOERR_WRITE;
}

struct Answer {
    Outcome outcome = Outcome::committed;
    errc reason{};
};

/// One job in its own savepoint. Engine failures come out; they concern the whole batch.
Answer run_one(Db& db, Job& job) {
    db.exec("SAVEPOINT job");
    Answer answer;
    try {
        job.run(db);
    } catch (Rejected const& rejected) {
        answer = {Outcome::rejected, rejected.reason};
    } catch (Error const& error) {
        if (error.infrastructure()) throw;
        answer = {Outcome::rejected, errc::internal};
    }
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
    } catch (Error const& error) {
        bool const unknown = committing && db.autocommit() && may_have_been_written(error);
        answers.assign(batch.size(), unknown ? in_doubt : Answer{Outcome::unavailable, reason_of(error)});
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
