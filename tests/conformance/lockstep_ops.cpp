// How a sequence is drawn, told and shrunk.
#include <algorithm>
#include <random>

#include "lockstep.hpp"

namespace signalos::relay::test {

std::vector<Op> draw(std::uint32_t seed, std::size_t count) {
    using Kind = Op::Kind;
    constexpr Kind kinds[] = {
        Kind::accept,    Kind::accept,        Kind::accept,      Kind::accept,   Kind::claim,
        Kind::claim,     Kind::claim,         Kind::result,      Kind::result,   Kind::result,
        Kind::result,    Kind::mark_accepted, Kind::step,        Kind::step,     Kind::report,
        Kind::list_sent, Kind::expire,        Kind::expire,      Kind::cancel,   Kind::lost,
        Kind::open,      Kind::unreadable,    Kind::acknowledge, Kind::recalled, Kind::mark_accepted};
    std::mt19937 random(seed);
    auto const number = [&random] { return static_cast<std::uint32_t>(random()); };
    std::vector<Op> ops(count);
    for (std::size_t i = 0; i < count; ++i) {
        ops[i].kind = kinds[number() % std::size(kinds)];
        ops[i].at = static_cast<std::uint32_t>(i);
        ops[i].a = number();
        ops[i].b = number();
        ops[i].c = number();
        ops[i].d = number();
    }
    return ops;
}

std::string text_of(std::vector<Op> const& ops) {
    constexpr char const* names[] = {"accept",   "claim",  "list_sent", "mark_accepted", "step",
                                     "result",   "report", "lost",      "unreadable",    "open",
                                     "recalled", "expire", "cancel",    "acknowledge"};
    std::string text;
    for (auto const& op : ops)
        text += std::string(names[static_cast<std::size_t>(op.kind)]) + " #" + std::to_string(op.at) + " {" +
                std::to_string(op.a) + "," + std::to_string(op.b) + "," + std::to_string(op.c) + "," +
                std::to_string(op.d) + "}\n";
    return text;
}

std::vector<Op> shrink(std::vector<Op> ops, std::vector<Engine> const& engines, Tamper const& tamper) {
    int attempts = 120;
    for (std::size_t piece = ops.size() / 2; piece > 0 && attempts > 0; piece = piece == 1 ? 0 : (piece + 1) / 2) {
        for (std::size_t from = 0; from < ops.size() && attempts > 0;) {
            auto shorter = ops;
            auto const begin = shorter.begin() + static_cast<std::ptrdiff_t>(from);
            shorter.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(piece, ops.size() - from)));
            --attempts;
            if (!shorter.empty() && run(shorter, engines, tamper))
                ops = std::move(shorter);
            else
                from += piece;
        }
    }
    return ops;
}

}  // namespace signalos::relay::test
