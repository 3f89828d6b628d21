#include "faulty/faulty_store.hpp"

#include <utility>

namespace signalos::test {

namespace {
using relay::Outcome;
using relay::sql::Job;

/// The same job that tells its caller something else, whatever became of it.
Job told(Job job, Outcome outcome, errc reason) {
    auto answer = [tell = std::move(job.answer), outcome, reason](Outcome, errc) { tell(outcome, reason); };
    return {job.name, std::move(job.run), std::move(answer)};
}

Job rolled_back(Job job) {
    auto run = [work = std::move(job.run)](relay::sql::Session& db) {
        work(db);
        throw relay::sql::Rejected{errc::unavailable};
    };
    return {job.name, std::move(run), std::move(job.answer)};
}

Job nothing_done(Job job) {
    job.run = [](relay::sql::Session&) {};
    return job;
}

/// What a rule refuses is refused whatever happens to the commit.
Job in_doubt_if_written(Job job) {
    auto answer = [tell = std::move(job.answer)](Outcome outcome, errc reason) {
        if (outcome == Outcome::committed) return tell(Outcome::in_doubt, errc::in_doubt);
        tell(outcome, reason);
    };
    return {job.name, std::move(job.run), std::move(answer)};
}
}  // namespace

void FaultyRunner::push(Job job) {
    bool const waits = !held_.empty();
    auto const fault = draw_(job.name);
    switch (fault) {
        case StoreFault::unavailable:
            job = told(nothing_done(std::move(job)), Outcome::unavailable, errc::unavailable);
            break;
        case StoreFault::before_commit:
            job = told(rolled_back(std::move(job)), Outcome::unavailable, errc::unavailable);
            break;
        case StoreFault::in_doubt_kept:
            job = in_doubt_if_written(std::move(job));
            break;
        case StoreFault::in_doubt_lost:
            job = told(rolled_back(std::move(job)), Outcome::in_doubt, errc::in_doubt);
            break;
        case StoreFault::none:
        case StoreFault::slow:
            break;
    }
    if (!waits && fault != StoreFault::slow) return engine_.push(std::move(job));
    held_.push_back(std::move(job));
    if (waits) return;
    later_([this] {
        for (auto& next : std::exchange(held_, {})) engine_.push(std::move(next));
    });
}

}  // namespace signalos::test
