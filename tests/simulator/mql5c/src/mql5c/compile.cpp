#include "mql5c/compile.hpp"

#include <algorithm>

#include "mql5c/checker.hpp"
#include "mql5c/emitter.hpp"
#include "mql5c/house_rules.hpp"
#include "mql5c/parser.hpp"
#include "mql5c/preprocessor.hpp"
#include "mql5c/refusals.hpp"
#include "mql5c/tables.hpp"

namespace signalos::mql5c {
namespace {

std::string message(SourceSet const& sources, Diagnostic const& d) {
    auto const file = static_cast<std::size_t>(d.pos.file) < sources.names.size() ? sources.name(d.pos) : "";
    return file + ":" + std::to_string(d.pos.line) + ": " + d.rule + " " + d.text +
           (d.code != 0 ? " [" + std::to_string(d.code) + "]" : "");
}

void run(Options const& options, SourceSet& sources, Diagnostics& diagnostics, Outcome& outcome) {
    Unit unit;
    Parser parser(unit, diagnostics);
    Checker checker(unit, parser, diagnostics);
    parser.parse(preprocess_text(prelude_text(), "(built in)", sources, diagnostics).tokens, true);
    checker.prelude();
    parser.parse(preprocess_text(api_text(), "(built in)", sources, diagnostics).tokens, true, true);
    checker.prelude();
    auto source = preprocess(options.source, options.include_dir, sources, diagnostics, options.texts);
    check_properties(source.properties, diagnostics);
    bool library = false;
    for (auto const& p : source.properties) library = library || p.name == "library";
    parser.parse(std::move(source.tokens), false);
    checker.program(library);
    check_imports(unit, diagnostics);
    if (options.class_name.empty() || !diagnostics.errors().empty()) return;
    if (options.lint && !diagnostics.house_findings().empty()) return;
    refuse_unsupported(unit, diagnostics);
    if (!diagnostics.errors().empty()) return;
    outcome.cpp = Emitter(unit, sources, source.properties, options.class_name).run();
}

}  // namespace

Outcome compile(Options const& options) {
    SourceSet sources;
    Diagnostics diagnostics;
    Outcome outcome;
    try {
        run(options, sources, diagnostics, outcome);
    } catch (Fatal const& f) {
        diagnostics.error(f.diagnostic.pos, f.diagnostic.rule, f.diagnostic.text, f.diagnostic.code);
    }
    auto all = diagnostics.errors();
    if (options.lint) {
        all.insert(all.end(), diagnostics.house_findings().begin(), diagnostics.house_findings().end());
    }
    std::stable_sort(all.begin(), all.end(), [](Diagnostic const& a, Diagnostic const& b) {
        return a.pos.file != b.pos.file ? a.pos.file < b.pos.file : a.pos.line < b.pos.line;
    });
    for (auto const& d : all) outcome.messages.push_back(message(sources, d));
    return outcome;
}

}  // namespace signalos::mql5c
