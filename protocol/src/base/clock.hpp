// The clock port: cores never read a clock themselves.
#pragma once
#include <cstdint>

namespace signalos {

/// Two clocks in one port. Implementations may be called from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds that never go back; the zero point means nothing. Durations and deadlines are measured with this
    /// one.
    [[nodiscard]] virtual std::int64_t steady_ms() const = 0;
    /// Milliseconds since 1970 UTC; may jump both ways. For stamps that people and other machines read.
    [[nodiscard]] virtual std::int64_t utc_ms() const = 0;
    /// The clock of utc_ms in microseconds, as fine as it goes; this one stands still between two milliseconds.
    [[nodiscard]] virtual std::int64_t utc_us() const { return utc_ms() * 1000; }
};

/// The machine's clocks.
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t steady_ms() const override;
    [[nodiscard]] std::int64_t utc_ms() const override;
    [[nodiscard]] std::int64_t utc_us() const override;
};

}  // namespace signalos
