// Mutations of MQL5 source: what a slip of an editor, a bad merge or a wrong refactoring leaves behind.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "mql5c/token.hpp"

namespace signalos::mql5c::test {

enum class Kind { deleted, doubled, swapped, undeclared, argument_count };
inline constexpr Kind all_kinds[] = {Kind::deleted, Kind::doubled, Kind::swapped, Kind::undeclared,
                                     Kind::argument_count};
char const* name(Kind kind);

struct Mutation {
    Kind kind;
    std::filesystem::path file;
    int line = 0;
    /// The token it happened to.
    std::string word;
    /// What was done, for people: "-;" or "a <-> b".
    std::string what;
    /// The whole file after it.
    std::string text;
};

/// Draws mutations of a program's files. Same seed, same mutations.
class Mutator {
public:
    Mutator(std::vector<std::filesystem::path> const& files, std::uint64_t seed);

    /// A mutation of that kind.
    Mutation draw(Kind kind);

    /// Draws that would take away, double or make a sign or a negation (`-x`, `!x`, the b in `(b-x)`): that is another
    /// valid program, which no front end can refuse, so they were drawn again.
    int signs() const { return signs_; }

private:
    struct File {
        std::filesystem::path path;
        std::string text;
        Tokens tokens;
    };
    std::optional<Mutation> attempt(Kind kind);
    bool is_sign(File const& file, std::size_t i) const;
    bool wants_value(File const& file, std::size_t i) const;
    std::size_t pick(std::size_t count);

    std::vector<File> files_;
    std::vector<std::size_t> starts_;
    std::size_t total_ = 0;
    std::mt19937_64 random_;
    int signs_ = 0;
};

}  // namespace signalos::mql5c::test
