#include "store/sqlite_workers.hpp"

#include <utility>

namespace signalos::relay::sqlite {

Worker::Worker(std::string const& path, Access access) : access_(access), db_(path, access == Access::reads) {
    if (access == Access::writes) migrate(db_);
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
    for (;;) {
        std::vector<Job> batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            batch.swap(queue_);
        }
        run_batch(db_, access_, std::move(batch))();
    }
}

}  // namespace signalos::relay::sqlite
