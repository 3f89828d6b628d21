// What carries operations to a connection: jobs, in the order they were asked.
#pragma once
#include <functional>
#include <string_view>

#include "store/reply.hpp"
#include "store/sql_session.hpp"

namespace signalos::relay::sql {

/// One queued operation. `run` works inside a transaction and keeps its own value; it may be called again when the
/// transaction has to be repeated. `answer` is called once, when the outcome of the whole transaction is known.
struct Job {
    std::string_view name;  ///< of the Store's operation; a literal
    std::function<void(Session&)> run;
    std::function<void(Outcome, errc)> answer;
};

enum class Access { writes, reads };

/// What became of one job.
struct Answer {
    Outcome outcome = Outcome::committed;
    errc reason{};
};

/// Runs jobs in the order they were pushed.
class Runner {
public:
    virtual ~Runner() = default;
    /// Any thread, unless the runner says otherwise.
    virtual void push(Job job) = 0;
};

/// Runs the job inside an open transaction and tells what a rule or the statement itself said. What concerns the whole
/// transaction comes out as an Error.
Answer try_job(Session& session, Job& job);
/// The reason that a caller is told about a fault of the engine.
errc reason_of(Fault fault);

}  // namespace signalos::relay::sql
