// How an operation becomes a job of an engine, and its result an answer on the loop.
#pragma once
#include <chrono>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

#include "store/runner.hpp"
#include "store/store.hpp"

namespace signalos::relay::sql {

/// Binds an operation to its completion: the value travels in the job, the answer is posted to the loop.
template <class T, class Operation>
Job job_for(std::string_view name, PostToLoop const& post, StoreWatch const& watch, Done<T> done, Operation operation) {
    auto value = std::make_shared<T>();
    auto run = [value, operation = std::move(operation)](Session& db) {
        if constexpr (std::is_void_v<std::invoke_result_t<Operation const&, Session&>>) {
            operation(db);
        } else {
            *value = operation(db);
        }
    };
    auto answer = [value, post, name, watch, asked = std::chrono::steady_clock::now(), done = std::move(done)](
                      Outcome outcome, errc reason) {
        if (!done && !watch) return;
        auto const waited = std::chrono::steady_clock::now() - asked;
        auto task = [value, name, watch, done, outcome, reason, waited] {
            if (watch)
                watch({name, outcome, reason, std::chrono::duration_cast<std::chrono::microseconds>(waited).count()});
            if (!done) return;
            done(outcome == Outcome::committed ? Reply<T>::committed(std::move(*value))
                                               : Reply<T>{outcome, reason, T{}});
        };
        post(std::move(task));
    };
    return {name, std::move(run), std::move(answer)};
}

/// The runners of one engine, which outlive this.
class Jobs {
public:
    Jobs(Runner& writer, Runner& reader, PostToLoop post) : post_(std::move(post)), writer_(writer), reader_(reader) {}

protected:
    /// Before the first operation.
    void set_watch(StoreWatch watch) { watch_ = std::move(watch); }

    template <class T, class Operation>
    void write(std::string_view name, Done<T> done, Operation operation) {
        writer_.push(job_for<T>(name, post_, watch_, std::move(done), std::move(operation)));
    }
    template <class T, class Operation>
    void read(std::string_view name, Done<T> done, Operation operation) {
        reader_.push(job_for<T>(name, post_, watch_, std::move(done), std::move(operation)));
    }

private:
    PostToLoop post_;
    StoreWatch watch_;
    Runner& writer_;
    Runner& reader_;
};

}  // namespace signalos::relay::sql
