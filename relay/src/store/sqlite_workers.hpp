// The two threads of the SQLite engine: one writer with group commit, one reader with its own connection.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite_rows.hpp"

namespace signalos::relay::sqlite {

/// One queued operation. `run` works inside a transaction and keeps its own value; `answer` is called once the outcome
/// of the whole transaction is known.
struct Job {
    std::function<void(Db&)> run;
    std::function<void(Outcome, errc)> answer;
};

/// Runs jobs in the order they were pushed, everything queued in one transaction. A rejected job rolls back to its own
/// savepoint; a failed disk fails the batch, and nothing of it was acknowledged.
class Worker {
public:
    enum class Kind { writer, reader };
    Worker(std::string const& path, Kind kind);
    /// Finishes what is queued.
    ~Worker();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    /// Any thread.
    void push(Job job);

private:
    void loop();
    void run_batch(std::vector<Job>& batch);

    Kind kind_;
    Db db_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace signalos::relay::sqlite
