// The random port: ids, secrets and jitter come through here, so that a simulation can draw them from one seed.
#pragma once
#include <cstdint>
#include <span>

namespace signalos {

/// Random bytes. Implementations say whether they are fit for secrets; SystemRandom is.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
    /// Uniform over all 64-bit values.
    std::uint64_t next();
    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);
};

/// The operating system's generator; safe from any thread; throws std::system_error when it fails.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace signalos
