#include "sim/dice.hpp"

namespace signalos::sim {

namespace {
std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}
}  // namespace

Dice Dice::fork(std::string_view purpose) const {
    std::uint64_t seed = mix(state_ + 0x632be59bd9b4e019);
    for (char const c : purpose) seed = mix(seed ^ static_cast<unsigned char>(c));
    return Dice(seed);
}

std::uint64_t Dice::draw() {
    return mix(state_ += 0x9e3779b97f4a7c15);
}

void Dice::fill(std::span<std::uint8_t> bytes) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 8 == 0) bits = draw();
        bytes[i] = static_cast<std::uint8_t>(bits >> (i % 8 * 8));
    }
}

std::int64_t Dice::between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(draw() % static_cast<std::uint64_t>(most - least + 1));
}

bool Dice::chance(double probability) {
    return static_cast<double>(draw() >> 11) * 0x1p-53 < probability;
}

}  // namespace signalos::sim
