// From an operation over sql::Session to an asynchronous one: the queue it goes to and how its answer comes back.
#pragma once
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "store/runner.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Base of the store over SQL. The runners outlive it.
class SqlJobs : public Store {
protected:
    SqlJobs(sql::Runner& writer, sql::Runner& reader, PostToLoop post)
        : post_(std::move(post)), writer_(writer), reader_(reader) {}

    /// In a transaction that may write.
    template <class T, class Operation>
    void write(std::string_view name, Done<T> done, Operation operation) {
        writer_.push(job_for<T>(name, std::move(done), std::move(operation)));
    }
    template <class T, class Operation>
    void read(std::string_view name, Done<T> done, Operation operation) {
        reader_.push(job_for<T>(name, std::move(done), std::move(operation)));
    }

private:
    // The value travels in the job, the answer is posted to the loop.
    template <class T, class Operation>
    sql::Job job_for(std::string_view name, Done<T> done, Operation operation) {
        auto value = std::make_shared<T>();
        auto run = [value, operation = std::move(operation)](sql::Session& db) {
            if constexpr (std::is_void_v<std::invoke_result_t<Operation const&, sql::Session&>>) {
                operation(db);
            } else {
                *value = operation(db);
            }
        };
        auto answer = [value, post = post_, done = std::move(done)](Outcome outcome, errc reason) {
            if (!done) return;
            auto task = [value, done, outcome, reason] {
                done(outcome == Outcome::committed ? Reply<T>::committed(std::move(*value))
                                                   : Reply<T>{outcome, reason, T{}});
            };
            post(std::move(task));
        };
        return {name, std::move(run), std::move(answer)};
    }

    PostToLoop post_;
    sql::Runner& writer_;
    sql::Runner& reader_;
};

}  // namespace signalos::relay
