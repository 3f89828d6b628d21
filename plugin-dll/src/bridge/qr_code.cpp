#include "bridge/qr_code.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace signalos::bridge {

namespace {
using Bytes = std::vector<std::uint8_t>;

constexpr int most_versions = 10;
// Level M, by version.
constexpr std::array<int, most_versions + 1> check_bytes{0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26};  // of a block
constexpr std::array<int, most_versions + 1> blocks{0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5};
constexpr int level_bits = 0;  // M in the format information

int side_of(int version) {
    return 17 + 4 * version;
}

// All modules but those of patterns and information.
int codeword_bytes(int version) {
    int bits = (16 * version + 128) * version + 64;
    if (version >= 2) {
        int const aligned = version / 7 + 2;
        bits -= (25 * aligned - 10) * aligned - 55;
        if (version >= 7) bits -= 36;
    }
    return bits / 8;
}

int data_bytes(int version) {
    auto const v = static_cast<std::size_t>(version);
    return codeword_bytes(version) - check_bytes[v] * blocks[v];
}

std::vector<int> alignment_positions(int version) {
    if (version == 1) return {};
    int const count = version / 7 + 2;
    int const step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    std::vector<int> positions{6};
    for (int i = 0, at = side_of(version) - 7; i < count - 1; ++i, at -= step)
        positions.insert(positions.begin() + 1, at);
    return positions;
}

// GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1.
std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
    int product = 0;
    for (int i = 7; i >= 0; --i) {
        product = (product << 1) ^ ((product >> 7) * 0x11D);
        product ^= ((b >> i) & 1) * a;
    }
    return static_cast<std::uint8_t>(product);
}

Bytes generator(int degree) {
    Bytes g(static_cast<std::size_t>(degree), 0);
    g.back() = 1;
    std::uint8_t root = 1;
    for (int i = 0; i < degree; ++i) {
        for (std::size_t j = 0; j < g.size(); ++j) {
            g[j] = multiply(g[j], root);
            if (j + 1 < g.size()) g[j] = static_cast<std::uint8_t>(g[j] ^ g[j + 1]);
        }
        root = multiply(root, 2);
    }
    return g;
}

Bytes remainder_of(Bytes const& data, Bytes const& divisor) {
    Bytes rest(divisor.size(), 0);
    for (std::uint8_t const byte : data) {
        auto const factor = static_cast<std::uint8_t>(byte ^ rest.front());
        rest.erase(rest.begin());
        rest.push_back(0);
        for (std::size_t i = 0; i < rest.size(); ++i)
            rest[i] = static_cast<std::uint8_t>(rest[i] ^ multiply(divisor[i], factor));
    }
    return rest;
}

Bytes data_of(std::string_view text, int version) {
    std::vector<bool> bits;
    auto const append = [&bits](unsigned value, int count) {
        for (int i = count - 1; i >= 0; --i) bits.push_back(((value >> i) & 1u) != 0);
    };
    append(4, 4);  // byte mode
    append(static_cast<unsigned>(text.size()), version < 10 ? 8 : 16);
    for (char const c : text) append(static_cast<unsigned char>(c), 8);
    std::size_t const room = static_cast<std::size_t>(data_bytes(version)) * 8;
    append(0, static_cast<int>(std::min<std::size_t>(4, room - bits.size())));
    append(0, static_cast<int>((8 - bits.size() % 8) % 8));
    for (unsigned pad = 0xEC; bits.size() < room; pad ^= 0xEC ^ 0x11) append(pad, 8);
    Bytes bytes(bits.size() / 8, 0);
    for (std::size_t i = 0; i < bits.size(); ++i)
        if (bits[i]) bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | (0x80 >> (i % 8)));
    return bytes;
}

// Blocks with their check bytes, interleaved; the first blocks are one byte shorter than the last.
Bytes codewords_of(Bytes const& data, int version) {
    auto const v = static_cast<std::size_t>(version);
    auto const count = static_cast<std::size_t>(blocks[v]);
    auto const divisor = generator(check_bytes[v]);
    std::size_t const shorter = data.size() / count;
    std::size_t const longer_from = count - data.size() % count;
    std::vector<Bytes> parts, checks;
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t const length = shorter + (i >= longer_from ? 1 : 0);
        auto const begin = data.begin() + static_cast<std::ptrdiff_t>(at);
        parts.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
        checks.push_back(remainder_of(parts.back(), divisor));
        at += length;
    }
    Bytes all;
    for (std::size_t i = 0; i <= shorter; ++i)
        for (auto const& part : parts)
            if (i < part.size()) all.push_back(part[i]);
    for (std::size_t i = 0; i < divisor.size(); ++i)
        for (auto const& check : checks) all.push_back(check[i]);
    return all;
}

class Canvas {
public:
    explicit Canvas(int version) : version_(version), side_(side_of(version)) {
        std::size_t const area = static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_);
        dark_.assign(area, false);
        fixed_.assign(area, false);
        draw_patterns();
    }

    // In pairs of columns from the right, upwards and downwards in turn.
    void draw_data(Bytes const& data) {
        std::size_t i = 0;
        for (int right = side_ - 1; right >= 1; right -= 2) {
            if (right == 6) right = 5;
            for (int step = 0; step < side_; ++step)
                for (int x : {right, right - 1}) {
                    bool const upwards = ((right + 1) & 2) == 0;
                    int const y = upwards ? side_ - 1 - step : step;
                    if (fixed_[at(x, y)] || i >= data.size() * 8) continue;
                    dark_[at(x, y)] = ((data[i / 8] >> (7 - i % 8)) & 1) != 0;
                    ++i;
                }
        }
    }

    // Twice the same mask changes nothing.
    void apply_mask(int mask) {
        for (int y = 0; y < side_; ++y)
            for (int x = 0; x < side_; ++x)
                if (!fixed_[at(x, y)] && inverts(mask, x, y)) dark_[at(x, y)] = !dark_[at(x, y)];
    }

    void draw_format(int mask) {
        int const data = level_bits << 3 | mask;
        int rest = data;
        for (int i = 0; i < 10; ++i) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        int const bits = (data << 10 | rest) ^ 0x5412;
        auto const bit = [bits](int i) { return ((bits >> i) & 1) != 0; };
        for (int i = 0; i <= 5; ++i) put(8, i, bit(i));
        put(8, 7, bit(6));
        put(8, 8, bit(7));
        put(7, 8, bit(8));
        for (int i = 9; i < 15; ++i) put(14 - i, 8, bit(i));
        for (int i = 0; i < 8; ++i) put(side_ - 1 - i, 8, bit(i));
        for (int i = 8; i < 15; ++i) put(8, side_ - 15 + i, bit(i));
        put(8, side_ - 8, true);
    }

    [[nodiscard]] int penalty() const {
        int sum = 0;
        for (int i = 0; i < side_; ++i) {
            sum += line_penalty([&](int k) { return dark_[at(k, i)]; });
            sum += line_penalty([&](int k) { return dark_[at(i, k)]; });
        }
        int darks = 0;
        for (int y = 0; y < side_; ++y)
            for (int x = 0; x < side_; ++x) {
                darks += dark_[at(x, y)] ? 1 : 0;
                if (x + 1 == side_ || y + 1 == side_) continue;
                bool const one = dark_[at(x, y)];
                if (one == dark_[at(x + 1, y)] && one == dark_[at(x, y + 1)] && one == dark_[at(x + 1, y + 1)])
                    sum += 3;
            }
        int const total = side_ * side_;
        // Ten for each full 5 % that the dark modules are away from one half.
        return sum + std::abs(darks * 20 - total * 10) / total * 10;
    }

    [[nodiscard]] QrCode code() const { return {side_, Bytes(dark_.begin(), dark_.end())}; }

private:
    [[nodiscard]] std::size_t at(int x, int y) const { return static_cast<std::size_t>(y * side_ + x); }

    void put(int x, int y, bool dark) {
        dark_[at(x, y)] = dark;
        fixed_[at(x, y)] = true;
    }

    static bool inverts(int mask, int x, int y) {
        switch (mask) {
            case 0:
                return (x + y) % 2 == 0;
            case 1:
                return y % 2 == 0;
            case 2:
                return x % 3 == 0;
            case 3:
                return (x + y) % 3 == 0;
            case 4:
                return (x / 3 + y / 2) % 2 == 0;
            case 5:
                return x * y % 2 + x * y % 3 == 0;
            case 6:
                return (x * y % 2 + x * y % 3) % 2 == 0;
            default:
                return ((x + y) % 2 + x * y % 3) % 2 == 0;
        }
    }

    void draw_patterns() {
        for (int i = 0; i < side_; ++i) {
            put(6, i, i % 2 == 0);
            put(i, 6, i % 2 == 0);
        }
        draw_finder(3, 3);
        draw_finder(side_ - 4, 3);
        draw_finder(3, side_ - 4);
        auto const positions = alignment_positions(version_);
        for (int const x : positions)
            for (int const y : positions) {
                bool const corner = (x == 6 && y == 6) || (x == 6 && y == side_ - 7) || (x == side_ - 7 && y == 6);
                if (!corner) draw_alignment(x, y);
            }
        draw_format(0);
        if (version_ >= 7) draw_version();
    }

    void draw_finder(int cx, int cy) {
        for (int dy = -4; dy <= 4; ++dy)
            for (int dx = -4; dx <= 4; ++dx) {
                int const x = cx + dx;
                int const y = cy + dy;
                int const ring = std::max(std::abs(dx), std::abs(dy));
                if (x >= 0 && x < side_ && y >= 0 && y < side_) put(x, y, ring != 2 && ring != 4);
            }
    }

    void draw_alignment(int cx, int cy) {
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx) put(cx + dx, cy + dy, std::max(std::abs(dx), std::abs(dy)) != 1);
    }

    void draw_version() {
        int rest = version_;
        for (int i = 0; i < 12; ++i) rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        int const bits = version_ << 12 | rest;
        for (int i = 0; i < 18; ++i) {
            bool const dark = ((bits >> i) & 1) != 0;
            int const far = side_ - 11 + i % 3;
            put(far, i / 3, dark);
            put(i / 3, far, dark);
        }
    }

    // Runs of five and more, and what could be taken for a finder pattern: 1:1:3:1:1 with four light modules beside it.
    template <class Dark>
    int line_penalty(Dark const& dark) const {
        int sum = 0;
        int run = 1;
        for (int k = 1; k <= side_; ++k) {
            if (k < side_ && dark(k) == dark(k - 1)) {
                ++run;
                continue;
            }
            if (run >= 5) sum += run - 2;
            run = 1;
        }
        static constexpr std::array<bool, 7> finder{true, false, true, true, true, false, true};
        for (int k = 0; k + 7 <= side_; ++k) {
            bool same = true;
            for (int i = 0; i < 7 && same; ++i) same = dark(k + i) == finder[static_cast<std::size_t>(i)];
            if (!same) continue;
            auto const light = [&](int from) {
                for (int i = from; i < from + 4; ++i)
                    if (i >= 0 && i < side_ && dark(i)) return false;
                return true;
            };
            if (light(k - 4)) sum += 40;
            if (light(k + 7)) sum += 40;
        }
        return sum;
    }

    int version_;
    int side_;
    std::vector<bool> dark_;
    std::vector<bool> fixed_;
};
}  // namespace

std::optional<QrCode> make_qr_code(std::string_view text, int mask) {
    int version = 1;
    auto const needed = [&] { return static_cast<int>(text.size()) + (version < 10 ? 2 : 3); };
    while (version <= most_versions && needed() > data_bytes(version)) ++version;
    if (version > most_versions) return std::nullopt;
    Canvas canvas(version);
    canvas.draw_data(codewords_of(data_of(text, version), version));
    int best = mask;
    int least = 0;
    for (int candidate = 0; candidate < 8 && mask < 0; ++candidate) {
        canvas.apply_mask(candidate);
        canvas.draw_format(candidate);
        int const penalty = canvas.penalty();
        if (best < 0 || penalty < least) {
            best = candidate;
            least = penalty;
        }
        canvas.apply_mask(candidate);
    }
    canvas.apply_mask(best);
    canvas.draw_format(best);
    return canvas.code();
}

}  // namespace signalos::bridge
