#include "store/postgres_worker.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace signalos::relay::postgres {

using sql::Answer;
using sql::Fault;
using Clock = std::chrono::steady_clock;

namespace {
constexpr std::size_t batch_size = 256;
constexpr int attempts = 5;
constexpr auto between_connects = std::chrono::milliseconds(250);
/// How long callers are kept waiting for certainty before they are told in_doubt.
constexpr auto patience = std::chrono::seconds(3);
constexpr auto between_questions = std::chrono::milliseconds(20);

std::vector<Answer> all(std::size_t count, Outcome outcome, errc reason) {
    return std::vector<Answer>(count, Answer{outcome, reason});
}

/// One job in its own savepoint: a rejection undoes only itself.
Answer run_apart(Session& session, sql::Job& job) {
    session.exec("SAVEPOINT job");
    auto const answer = sql::try_job(session, job);
    if (answer.outcome == Outcome::rejected) session.exec("ROLLBACK TO SAVEPOINT job");
    session.exec("RELEASE SAVEPOINT job");
    return answer;
}

/// false = rejected after it had written: what it wrote lies between its neighbours' rows.
bool run_among_others(Session& session, sql::Job& job, Answer& answer) {
    session.mark();
    try {
        job.run(session);
    } catch (sql::Rejected const& rejected) {
        answer = {Outcome::rejected, rejected.reason};
        return !session.written();
    }
    return true;
}

/// Jobs without savepoints, which nearly always do: a rule says no before anything is written. Nothing = they must be
/// run apart, in a new transaction.
std::optional<std::vector<Answer>> run_together(Session& session, std::vector<sql::Job>& batch) {
    std::vector<Answer> answers(batch.size());
    try {
        for (std::size_t i = 0; i < batch.size(); ++i)
            if (!run_among_others(session, batch[i], answers[i])) return std::nullopt;
        session.settle();
    } catch (sql::Error const& error) {
        // A statement sent earlier may be the one that failed: whose it was shows when each is alone.
        if (error.infrastructure()) throw;
        return std::nullopt;
    }
    return answers;
}
}  // namespace

Worker::Worker(Options options, sql::Access access, std::unique_ptr<Session> session)
    : options_(std::move(options)), access_(access), session_(std::move(session)), thread_([this] { loop(); }) {}

Worker::~Worker() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Worker::push(sql::Job job) {
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void Worker::loop() {
    for (;;) {
        Batch batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            auto const end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(batch_size, queue_.size()));
            batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
            queue_.erase(queue_.begin(), end);
        }
        auto const answers = run(batch);
        for (std::size_t i = 0; i < batch.size(); ++i) batch[i].answer(answers[i].outcome, answers[i].reason);
    }
}

Worker::Answers Worker::run(Batch& batch) {
    for (int attempt = 1;; ++attempt) {
        try {
            return try_batch(batch);
        } catch (sql::Error const& error) {
            bool const lost = session_ && session_->broken();
            if (session_) session_->rollback();
            if (lost) session_.reset();
            // A connection found dead (a server that was restarted) and a clash are worth another try: nothing of this
            // batch is written.
            bool const again = error.fault() == Fault::retry || (lost && attempt == 1);
            if (!again || attempt == attempts)
                return all(batch.size(), Outcome::unavailable, sql::reason_of(error.fault()));
        }
    }
}

Worker::Answers Worker::try_batch(Batch& batch) {
    auto& session = this->session();
    session.begin();
    auto answers = run_together(session, batch);
    if (!answers) {
        session.rollback();
        session.begin();
        answers.emplace();
        for (auto& job : batch) answers->push_back(run_apart(session, job));
    }
    try {
        session.commit();
    } catch (CommitUnknown const& commit) {
        return settle(commit, std::move(*answers));
    }
    return std::move(*answers);
}

Worker::Answers Worker::settle(CommitUnknown const& commit, Answers answers) {
    session_.reset();
    auto const deadline = Clock::now() + patience;
    for (;;) {
        try {
            auto const committed = session().committed(commit.transaction);
            if (committed && *committed) return answers;
            if (committed) return all(answers.size(), Outcome::unavailable, errc::unavailable);
        } catch (sql::Error const&) {
            if (session_ && session_->broken()) session_.reset();
        }
        std::unique_lock lock(mutex_);
        if (stopping_ || Clock::now() >= deadline) return all(answers.size(), Outcome::in_doubt, errc::in_doubt);
        wake_.wait_for(lock, between_questions, [this] { return stopping_; });
    }
}

Session& Worker::session() {
    if (session_) return *session_;
    if (Clock::now() < next_attempt_) throw sql::Error(Fault::unavailable, "the database cannot be reached");
    next_attempt_ = Clock::now() + between_connects;
    session_ = std::make_unique<Session>(options_, access_);
    return *session_;
}

}  // namespace signalos::relay::postgres
