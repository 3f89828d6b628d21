// A store whose operations fail in every way a database can make them fail, each on its own, around any engine.
#pragma once
#include <deque>
#include <functional>
#include <string_view>

#include "store/runner.hpp"

namespace signalos::test {

/// What one operation meets.
enum class StoreFault {
    none,
    unavailable,    ///< it never reaches the engine
    before_commit,  ///< it did its work, and that is rolled back; the caller hears unavailable
    in_doubt_kept,  ///< committed, and the answer is lost: the caller hears in_doubt
    in_doubt_lost,  ///< rolled back, and nobody can say so
    slow,           ///< it comes to the engine later, and everything asked after it later still
};

/// Stands between a Store and an engine's runner: whatever operations the store has or gets, each of them meets a drawn
/// fault. Operations still complete in the order asked. One thread only.
class FaultyRunner final : public relay::sql::Runner {
public:
    /// Asked once for every operation, by its name.
    using Draw = std::function<StoreFault(std::string_view operation)>;
    /// Runs a task after a while.
    using Later = std::function<void(std::function<void()> task)>;

    FaultyRunner(relay::sql::Runner& engine, Draw draw, Later later)
        : engine_(engine), draw_(std::move(draw)), later_(std::move(later)) {}
    void push(relay::sql::Job job) override;

private:
    relay::sql::Runner& engine_;
    Draw draw_;
    Later later_;
    std::deque<relay::sql::Job> held_;
};

}  // namespace signalos::test
