#include "base/random.hpp"

#include <bit>
#include <cstring>
#include <random>

namespace signalos {

std::uint64_t Random::next() {
    std::uint64_t value = 0;
    std::uint8_t bytes[sizeof value];
    fill(bytes);
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
    // Draws beyond the last whole multiple of bound are thrown away: no bias.
    std::uint64_t const limit = ~std::uint64_t{0} - (~std::uint64_t{0} % bound + 1) % bound;
    std::uint64_t value = next();
    while (value > limit) value = next();
    return value % bound;
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    // libstdc++ and mingw both back random_device with the operating system's generator.
    std::random_device device;
    for (std::size_t i = 0; i < bytes.size(); i += sizeof(unsigned)) {
        unsigned const word = device();
        std::memcpy(bytes.data() + i, &word, std::min(sizeof word, bytes.size() - i));
    }
}

}  // namespace signalos
