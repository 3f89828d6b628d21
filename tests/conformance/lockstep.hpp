// One drawn sequence of operations on several engines and on the model, side by side; a difference is shrunk.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engines.hpp"
#include "model.hpp"

namespace signalos::relay::test {

/// One operation as it was drawn: what the numbers mean depends on what stands when its turn comes, so that a sequence
/// with holes is a sequence still.
struct Op {
    enum class Kind {
        accept,
        claim,
        list_sent,
        mark_accepted,
        step,
        result,
        report,
        lost,
        unreadable,
        open,
        recalled,
        expire,
        cancel,
        acknowledge,
    };
    Kind kind = Kind::accept;
    std::uint32_t at = 0;  ///< its place in the sequence as drawn: ids are made from it
    std::uint32_t a = 0, b = 0, c = 0, d = 0;
};

std::vector<Op> draw(std::uint32_t seed, std::size_t count);
std::string text_of(std::vector<Op> const& ops);

struct Difference {
    std::size_t at = 0;  ///< operations that were carried out before it was seen
    std::string words;
};

/// What to make of an expected answer, for tests of the test.
using Tamper = std::function<void(Op const& op, Expected& expected)>;

/// Fresh stores, every answer compared; every thousand operations all tables by checksum.
std::optional<Difference> run(std::vector<Op> const& ops, std::vector<Engine> const& engines,
                              Tamper const& tamper = {});
/// The shortest sequence found, within some attempts, that still differs.
std::vector<Op> shrink(std::vector<Op> ops, std::vector<Engine> const& engines, Tamper const& tamper = {});

}  // namespace signalos::relay::test
