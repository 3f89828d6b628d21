// What happened in a world, line by line: hashed always, printed when asked. Same seed, same hash.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "sim/scheduler.hpp"

namespace signalos::sim {

class Trace {
public:
    explicit Trace(Scheduler const& scheduler, std::FILE* out = nullptr) : scheduler_(scheduler), out_(out) {}

    void line(std::string_view who, std::string_view what) {
        Micros const now = scheduler_.now();
        if (out_ != nullptr)
            std::fprintf(out_, "%10.6f %-10.*s %.*s\n", static_cast<double>(now) / 1e6, static_cast<int>(who.size()),
                         who.data(), static_cast<int>(what.size()), what.data());
        mix(std::string_view(reinterpret_cast<char const*>(&now), sizeof now));
        mix(who);
        mix(what);
        ++lines_;
    }
    [[nodiscard]] std::uint64_t hash() const { return hash_; }
    [[nodiscard]] std::uint64_t lines() const { return lines_; }

private:
    // FNV-1a
    void mix(std::string_view bytes) {
        for (char const c : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }

    Scheduler const& scheduler_;
    std::FILE* out_;
    std::uint64_t hash_ = 0xcbf29ce484222325;
    std::uint64_t lines_ = 0;
};

}  // namespace signalos::sim
