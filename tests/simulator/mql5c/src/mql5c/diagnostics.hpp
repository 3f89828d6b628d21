// Where a token stands, and what the compiler has to say about it.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace signalos::mql5c {

/// Index into the list of read files (see SourceSet) and a 1-based line. The first two files are built in: the prelude
/// and the part of the API that only --check knows.
struct Pos {
    int file = 0;
    int line = 0;
    bool builtin() const { return file < 2; }
};

/// The rules are those of docs: L00 syntax, L01…L23 the list of lint rules, L24 unknown names, L25 calls, L26 types,
/// L27 unsupported.
struct Diagnostic {
    Pos pos;
    std::string rule;
    std::string text;
    /// MetaEditor's number for the same error or warning, 0 when there is none we know.
    int code = 0;
};

/// Thrown where nothing sensible can follow (a syntax error); carries the diagnostic that stops the run.
class Fatal : public std::runtime_error {
public:
    explicit Fatal(Diagnostic d) : std::runtime_error(d.text), diagnostic(std::move(d)) {}
    Diagnostic diagnostic;
};

/// Collects what is wrong. `house` findings count only under --lint.
class Diagnostics {
public:
    void error(Pos pos, std::string rule, std::string text, int code = 0);
    void house(Pos pos, std::string rule, std::string text, int code = 0);

    std::vector<Diagnostic> const& errors() const { return errors_; }
    std::vector<Diagnostic> const& house_findings() const { return house_; }

private:
    std::vector<Diagnostic> errors_;
    std::vector<Diagnostic> house_;
};

[[noreturn]] void fail(Pos pos, std::string rule, std::string text, int code = 0);

}  // namespace signalos::mql5c
