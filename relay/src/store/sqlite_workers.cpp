#include "store/sqlite_workers.hpp"

#include <sqlite3.h>

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
}  // namespace

Worker::Worker(std::string const& path, Kind kind) : kind_(kind), db_(path, kind == Kind::reader) {
    if (kind == Kind::writer) migrate(db_);
    thread_ = std::thread([this] { loop(); });
}

Worker::~Worker() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Worker::push(Job job) {
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void Worker::loop() {
    std::vector<Job> batch;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            batch.swap(queue_);
        }
        run_batch(batch);
        batch.clear();
    }
}

void Worker::run_batch(std::vector<Job>& batch) {
    std::vector<Answer> answers(batch.size());
    bool committing = false;
    try {
        db_.exec(kind_ == Kind::writer ? "BEGIN IMMEDIATE" : "BEGIN");
        for (std::size_t i = 0; i < batch.size(); ++i) answers[i] = run_one(db_, batch[i]);
        committing = true;
        db_.exec("COMMIT");
    } catch (Error const& error) {
        bool const unknown = committing && db_.autocommit() && may_have_been_written(error);
        Answer const failed =
            unknown ? Answer{Outcome::in_doubt, errc::in_doubt} : Answer{Outcome::unavailable, reason_of(error)};
        answers.assign(batch.size(), failed);
        try {
            if (!db_.autocommit()) db_.exec("ROLLBACK");
        } catch (Error const&) {
            // The next BEGIN fails in turn and says so to its own batch.
        }
    }
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].answer(answers[i].outcome, answers[i].reason);
}

}  // namespace signalos::relay::sqlite
