// Runs operations on a thread and a connection of its own.
#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/postgres_session.hpp"

namespace signalos::relay::postgres {

/// Everything queued goes in one transaction (at most 256 jobs), so that one flush serves many. A job that fails
/// takes nothing of the others with it. Without a database each batch is answered unavailable at once; the connection
/// is tried again no more often than every quarter second.
class Worker final : public sql::Runner {
public:
    /// Takes over a session that is connected and migrated; `options` make the next one.
    Worker(Options options, sql::Access access, std::unique_ptr<Session> session);
    /// Finishes what is queued.
    ~Worker() override;
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    void push(sql::Job job) override;

private:
    using Batch = std::vector<sql::Job>;
    using Answers = std::vector<sql::Answer>;

    void loop();
    Answers run(Batch& batch);
    Answers try_batch(Batch& batch);
    /// Reconnects and asks what became of a commit; in_doubt when the database cannot say in time.
    Answers settle(CommitUnknown const& commit, Answers answers);
    /// Throws sql::Error.
    Session& session();

    Options options_;
    sql::Access access_;
    std::unique_ptr<Session> session_;
    std::chrono::steady_clock::time_point next_attempt_{};
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<sql::Job> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace signalos::relay::postgres
