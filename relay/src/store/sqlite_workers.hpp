// The two threads of the SQLite engine: one writer with group commit, one reader with its own connection.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite_runner.hpp"

namespace signalos::relay::sqlite {

/// Runs jobs on a thread and a connection of its own, everything queued in one transaction.
class Worker final : public sql::Runner {
public:
    Worker(std::string const& path, Access access);
    /// Finishes what is queued.
    ~Worker() override;
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    void push(Job job) override;

private:
    void loop();

    Access access_;
    Db db_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace signalos::relay::sqlite
