// A value that must not reach a log, a URL or an answer by accident.
#pragma once
#include <ostream>
#include <utility>

namespace signalos::relay {

/// Wraps a password, key or token. It converts to nothing, prints to nothing and formats to nothing; reveal() is the
/// one way in and easy to search for.
template <class T>
class Secret {
public:
    Secret() = default;
    explicit Secret(T value) : value_(std::move(value)) {}
    [[nodiscard]] T const& reveal() const { return value_; }

    template <class U>
    friend std::ostream& operator<<(std::ostream&, Secret<U> const&) = delete;

private:
    T value_{};
};

}  // namespace signalos::relay
