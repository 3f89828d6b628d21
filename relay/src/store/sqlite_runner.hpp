// How a batch of jobs becomes one transaction of SQLite.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "store/runner.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay::sqlite {

using sql::Access;
using sql::Job;

/// How a batch ends when nothing is wrong with the disk. A simulation chooses another one.
enum class Fate {
    commit,
    unavailable,    ///< nothing is written
    in_doubt_kept,  ///< written, but nobody can say so
    in_doubt_lost,  ///< not written, and nobody can say so
};

/// Everything in one transaction. A rejected job rolls back to its own savepoint; a failed disk fails the batch, and
/// nothing of it was acknowledged. Answers nobody yet: the result does, for every job in order.
std::function<void()> run_batch(Db& db, Access access, std::vector<Job> batch, Fate fate = Fate::commit);

/// Without a thread: jobs wait until run() is called. For simulations; one thread only.
class ManualRunner final : public sql::Runner {
public:
    /// `queued` is told of every job.
    ManualRunner(Db& db, Access access, std::function<void()> queued)
        : db_(db), access_(access), queued_(std::move(queued)) {}

    void push(Job job) override {
        queue_.push_back(std::move(job));
        queued_();
    }
    [[nodiscard]] bool empty() const { return queue_.empty(); }
    [[nodiscard]] bool holds(std::string_view name) const;
    /// Everything queued, as one batch. Call the result to answer; dropped, nobody is answered.
    std::function<void()> run(Fate fate) { return run_batch(db_, access_, std::exchange(queue_, {}), fate); }

private:
    Db& db_;
    Access access_;
    std::function<void()> queued_;
    std::vector<Job> queue_;
};

}  // namespace signalos::relay::sqlite
