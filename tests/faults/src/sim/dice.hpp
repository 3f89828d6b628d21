// All chance of a simulated world: one seed, one stream a purpose, so that a new draw here does not change what is
// drawn there.
#pragma once
#include <cstdint>
#include <string_view>

#include "base/random.hpp"

namespace signalos::sim {

/// Splitmix64. Not fit for secrets, which is the point: the same seed gives the same world.
class Dice final : public Random {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    /// A stream of its own for one purpose.
    [[nodiscard]] Dice fork(std::string_view purpose) const;

    void fill(std::span<std::uint8_t> bytes) override;
    std::uint64_t draw();
    /// Uniform in [least, most].
    std::int64_t between(std::int64_t least, std::int64_t most);
    bool chance(double probability);
    template <class List>
    auto const& pick(List const& list) {
        return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(std::size(list)) - 1))];
    }

private:
    std::uint64_t state_;
};

}  // namespace signalos::sim
