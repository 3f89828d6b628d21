#include "mql5c/preprocessor.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "mql5c/lexer.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {
namespace {

struct Macro {
    bool function = false;
    std::vector<std::string> parameters;
    Tokens body;
};

std::string read_file(std::filesystem::path const& path, Pos pos, Texts const& texts) {
    auto const replaced = texts.find(path.lexically_normal());
    if (replaced != texts.end()) return replaced->second;
    std::ifstream in(path, std::ios::binary);
    if (!in) fail(pos, "L23", "cannot open '" + path.filename().string() + "'", 100);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

class Preprocessor {
public:
    Preprocessor(std::filesystem::path include_dir, SourceSet& sources, Diagnostics& diagnostics, Texts const& texts)
        : include_dir_(std::move(include_dir)), sources_(sources), diagnostics_(diagnostics), texts_(texts) {}

    void text(std::string_view source, std::string name, std::filesystem::path const& directory, bool main_file) {
        if (++depth_ > 32) fail({}, "L02", "includes are nested too deep");
        int const file = static_cast<int>(sources_.names.size());
        sources_.names.push_back(std::move(name));
        auto const tokens = lex(source, file, diagnostics_);
        auto const open = conditions_.size();
        for (std::size_t i = 0; i < tokens.size();) {
            if (tokens[i].kind == Tok::punct && tokens[i].text == "#" && tokens[i].line_start) {
                auto end = i + 1;
                while (end < tokens.size() && !tokens[end].line_start) ++end;
                directive(tokens[i].pos,
                          {tokens.begin() + static_cast<long>(i) + 1, tokens.begin() + static_cast<long>(end)},
                          directory, main_file);
                i = end;
            } else {
                if (active()) {
                    expand(tokens, i, out_.tokens, {});
                } else {
                    ++i;
                }
            }
        }
        if (conditions_.size() != open) fail({file, 1}, "L02", "#ifdef without #endif in this file", 372);
        --depth_;
    }

    Preprocessed finish() {
        if (import_open_) fail(import_pos_, "L09", "#import is not closed", 300);
        Token end;
        end.pos = out_.tokens.empty() ? Pos{} : out_.tokens.back().pos;
        out_.tokens.push_back(end);
        return std::move(out_);
    }

private:
    bool active() const {
        return std::all_of(conditions_.begin(), conditions_.end(), [](Condition const& c) { return c.active; });
    }

    void directive(Pos pos, Tokens const& line, std::filesystem::path const& directory, bool main_file) {
        if (line.empty()) fail(pos, "L02", "unknown preprocessor command", 109);
        auto const& name = line[0].text;
        if (name == "ifdef" || name == "ifndef") {
            if (line.size() != 2 || line[1].kind != Tok::identifier)
                fail(pos, "L02", "#" + name + " wants one name", 109);
            conditions_.push_back({(macros_.count(line[1].text) != 0) == (name == "ifdef"), false});
        } else if (name == "else") {
            if (line.size() != 1 || conditions_.empty() || conditions_.back().else_seen)
                fail(pos, "L02", "stray #else", 372);
            conditions_.back() = {!conditions_.back().active, true};
        } else if (name == "endif") {
            if (line.size() != 1 || conditions_.empty()) fail(pos, "L02", "stray #endif", 372);
            conditions_.pop_back();
        } else if (name == "include" || name == "define" || name == "undef" || name == "property" || name == "import" ||
                   name == "resource") {
            if (active()) obey(pos, name, line, directory, main_file);
        } else {
            fail(pos, "L02", "#" + name + " is not an MQL5 preprocessor command", 109);
        }
    }

    void obey(Pos pos, std::string const& name, Tokens const& line, std::filesystem::path const& directory,
              bool main_file) {
        if (name == "include") return include(pos, line, directory);
        if (name == "define") return define(pos, line);
        if (name == "property") return property(pos, line, main_file);
        if (name == "import") return import(pos, line);
        if (name == "resource") return resource(pos, line);
        if (line.size() != 2 || line[1].kind != Tok::identifier) fail(pos, "L02", "#undef wants one name");
        macros_.erase(line[1].text);
    }

    void include(Pos pos, Tokens const& line, std::filesystem::path const& directory) {
        std::filesystem::path path;
        if (line.size() == 2 && line[1].kind == Tok::string) {
            path = directory / slashes(line[1].text);
        } else if (line.size() >= 4 && line[1].text == "<" && line.back().text == ">") {
            std::string text;
            for (std::size_t i = 2; i + 1 < line.size(); ++i) text += line[i].text;
            if (include_dir_.empty()) fail(pos, "L23", "cannot find <" + text + ">: no include folder given (-I)", 100);
            path = include_dir_ / slashes(text);
        } else {
            fail(pos, "L02", "#include wants \"file\" or <file>");
        }
        auto const written = slashes(line[1].kind == Tok::string ? line[1].text : path.string());
        if (written.find("//") != std::string::npos) fail(pos, "L23", "the path has an empty part", 105);
        if (import_open_) fail(pos, "L09", "#import is not closed before #include", 300);
        auto const source = read_file(path, pos, texts_);
        text(source, path.string(), path.parent_path(), false);
    }

    // #resource "file", or #resource "file" as type Name[]: the data itself is not there for --check.
    void resource(Pos pos, Tokens const& line) {
        if (line.size() < 2 || line[1].kind != Tok::string) fail(pos, "L02", "#resource wants \"file\"", 309);
        if (line[1].text.size() > 63) fail(pos, "L02", "a resource's name has at most 63 characters", 322);
        if (line.size() == 2) return;
        if (line[2].text != "as" || line.size() < 5) fail(pos, "L02", "#resource \"file\" as type Name[]", 309);
        Token word;
        word.kind = Tok::identifier;
        word.pos = pos;
        word.text = "extern";
        out_.tokens.push_back(word);
        for (std::size_t i = 3; i < line.size(); ++i) out_.tokens.push_back(line[i]);
        word.kind = Tok::punct;
        word.text = ";";
        out_.tokens.push_back(word);
    }

    static std::string slashes(std::string text) {
        std::replace(text.begin(), text.end(), '\\', '/');
        return text;
    }

    void define(Pos pos, Tokens const& line) {
        if (line.size() < 2 || line[1].kind != Tok::identifier) fail(pos, "L02", "#define wants a name", 108);
        if (is_reserved(line[1].text)) fail(pos, "L02", "'" + line[1].text + "' is a word of the language", 108);
        Macro macro;
        std::size_t body = 2;
        if (line.size() > 2 && line[2].text == "(" && !line[2].space_before && line[2].kind == Tok::punct) {
            macro.function = true;
            body = 3;
            while (body < line.size() && line[body].text != ")") {
                if (line[body].text == "...") fail(pos, "L02", "macros with '...' are C++, not MQL5", 317);
                if (line[body].kind != Tok::identifier)
                    fail(pos, "L02", "bad macro parameter '" + line[body].text + "'", 317);
                if (is_parameter(macro, line[body])) fail(pos, "L02", "two macro parameters of one name", 317);
                macro.parameters.push_back(line[body++].text);
                if (body < line.size() && line[body].text == ")") break;
                if (body == line.size() || line[body].text != ",") fail(pos, "L02", "bad macro parameters", 317);
                ++body;
                if (body < line.size() && line[body].text == ")") fail(pos, "L02", "bad macro parameters", 317);
            }
            if (body == line.size()) fail(pos, "L02", "macro parameters are not closed");
            ++body;
            if (macro.parameters.size() > 8) fail(pos, "L02", "a macro has at most 8 parameters", 319);
        }
        macro.body.assign(line.begin() + static_cast<long>(body), line.end());
        for (std::size_t i = 0; i < macro.body.size(); ++i) {
            auto const& t = macro.body[i];
            if (t.kind == Tok::identifier && (t.text == "__VA_ARGS__" || t.text == "__VA_OPT__")) {
                fail(pos, "L02", "'" + t.text + "' is C++, not MQL5", 316);
            }
            if (t.kind != Tok::punct || (t.text != "#" && t.text != "##")) continue;
            bool const edge = i + 1 == macro.body.size() || (t.text == "##" && i == 0);
            if (edge) fail(pos, "L02", "'" + t.text + "' stands between names in a macro", 316);
            if (t.text == "#" && (!macro.function || !is_parameter(macro, macro.body[i + 1]))) {
                fail(pos, "L02", "'#' stands before a macro parameter", 316);
            }
        }
        if (macros_.count(line[1].text) != 0 && !same_body(macros_[line[1].text], macro)) {
            diagnostics_.house(pos, "L02", "macro '" + line[1].text + "' is defined again");
        }
        macros_[line[1].text] = std::move(macro);
    }

    void property(Pos pos, Tokens const& line, bool main_file) {
        if (line.size() < 2 || line[1].kind != Tok::identifier) fail(pos, "L19", "#property wants a name");
        Property p{pos, line[1].text, {}};
        for (std::size_t i = 2; i < line.size(); ++i) p.value += line[i].text;
        static std::set<std::string_view> const texts = {"copyright", "link", "version", "description", "icon"};
        if (texts.count(p.name) != 0 && (line.size() < 3 || line[2].kind != Tok::string))
            diagnostics_.house(pos, "L19", "#property " + p.name + " is a text in quotes");
        if (line.size() > 3 && line[2].kind == Tok::string) fail(pos, "L19", "a property has one text", 289);
        if (!main_file) diagnostics_.house(pos, "L19", "#property in an included file is ignored");
        out_.properties.push_back(std::move(p));
    }

    void import(Pos pos, Tokens const& line) {
        if (line.size() > 2 || (line.size() == 2 && line[1].kind != Tok::string))
            fail(pos, "L09", "#import wants \"module\"");
        if (line.size() == 1 && !import_open_) fail(pos, "L09", "#import closes nothing", 300);
        Token t;
        t.kind = Tok::punct;
        t.pos = pos;
        t.text = "#import";
        if (line.size() == 2) t.comment = line[1].text;
        import_open_ = line.size() == 2;
        import_pos_ = pos;
        out_.tokens.push_back(std::move(t));
    }

    // Expands the token at `i` of `in` into `out` and moves `i` behind what it used. `hidden` are the macros being
    // expanded.
    void expand(Tokens const& in, std::size_t& i, Tokens& out, std::set<std::string> const& hidden) {
        Token const& token = in[i];
        auto const found = token.kind == Tok::identifier ? macros_.find(token.text) : macros_.end();
        if (found == macros_.end() || hidden.count(token.text) != 0) return copy(in, i, out);
        Macro const& macro = found->second;
        std::map<std::string, Tokens> arguments;
        std::map<std::string, std::string> spelled;
        auto next = i + 1;
        if (macro.function) {
            if (next >= in.size() || in[next].text != "(" || in[next].kind != Tok::punct) return copy(in, i, out);
            next = collect(macro, in, next + 1, token.pos, arguments, spelled, hidden);
        }
        Tokens body;
        for (std::size_t n = 0; n < macro.body.size(); ++n) {
            auto t = macro.body[n];
            if (t.kind == Tok::punct && t.text == "#") {
                t.kind = Tok::string;
                t.text = spelled[macro.body[++n].text];
                body.push_back(std::move(t));
                continue;
            }
            if (t.kind == Tok::punct && t.text == "##") {
                paste(body, macro.body[++n], arguments, token.pos);
                continue;
            }
            auto const argument = t.kind == Tok::identifier ? arguments.find(t.text) : arguments.end();
            if (argument != arguments.end()) {
                body.insert(body.end(), argument->second.begin(), argument->second.end());
            } else {
                body.push_back(std::move(t));
            }
        }
        for (auto& t : body) {
            t.pos = token.pos;
            t.begin = t.end = 0;
        }
        auto deeper = hidden;
        deeper.insert(token.text);
        for (std::size_t k = 0; k < body.size();) expand(body, k, out, deeper);
        if (!token.comment.empty() && !out.empty()) out.back().comment = token.comment;
        i = next;
    }

    // `a ## b`: one token of both spellings.
    void paste(Tokens& body, Token const& right, std::map<std::string, Tokens> const& arguments, Pos pos) {
        auto const found = right.kind == Tok::identifier ? arguments.find(right.text) : arguments.end();
        Tokens tail = found != arguments.end() ? found->second : Tokens{right};
        if (body.empty() || tail.empty()) {
            body.insert(body.end(), tail.begin(), tail.end());
            return;
        }
        auto const joined = lex(spelling(body.back()) + spelling(tail.front()), pos.file, diagnostics_);
        if (joined.size() != 1) fail(pos, "L02", "'##' makes no single token", 316);
        body.back() = joined[0];
        body.insert(body.end(), tail.begin() + 1, tail.end());
    }

    static std::string spelling(Token const& t) {
        if (t.kind == Tok::string) return '"' + t.text + '"';
        if (t.kind == Tok::datetime) return "D'" + t.text + "'";
        return t.kind == Tok::color ? "C'" + t.text + "'" : t.text;
    }
    static bool is_parameter(Macro const& m, Token const& t) {
        return std::find(m.parameters.begin(), m.parameters.end(), t.text) != m.parameters.end();
    }
    static bool same_body(Macro const& a, Macro const& b) {
        auto const same = [](Token const& x, Token const& y) { return x.kind == y.kind && x.text == y.text; };
        return a.parameters == b.parameters &&
               std::equal(a.body.begin(), a.body.end(), b.body.begin(), b.body.end(), same);
    }

    static void copy(Tokens const& in, std::size_t& i, Tokens& out) { out.push_back(in[i++]); }

    std::size_t collect(Macro const& macro, Tokens const& in, std::size_t i, Pos pos,
                        std::map<std::string, Tokens>& arguments, std::map<std::string, std::string>& spelled,
                        std::set<std::string> const& hidden) {
        std::vector<Tokens> lists(1);
        for (int depth = 0;; ++i) {
            if (i >= in.size()) fail(pos, "L02", "macro arguments are not closed");
            auto const& text = in[i].text;
            bool const mark = in[i].kind == Tok::punct;
            if (mark && (text == "(" || text == "[" || text == "{")) ++depth;
            if (mark && text == ")" && depth == 0) break;
            if (mark && (text == ")" || text == "]" || text == "}")) --depth;
            if (mark && text == "," && depth == 0) {
                lists.emplace_back();
            } else {
                lists.back().push_back(in[i]);
            }
        }
        if (lists.size() == 1 && lists[0].empty()) lists.clear();
        if (lists.size() != macro.parameters.size()) fail(pos, "L25", "macro gets the wrong number of arguments", 318);
        for (std::size_t k = 0; k < lists.size(); ++k) {
            auto& text = spelled[macro.parameters[k]];
            for (auto const& t : lists[k]) text += (t.space_before && !text.empty() ? " " : "") + spelling(t);
            auto& list = arguments[macro.parameters[k]];
            for (std::size_t n = 0; n < lists[k].size();) expand(lists[k], n, list, hidden);
        }
        return i + 1;
    }

    struct Condition {
        bool active;
        bool else_seen;
    };

    std::filesystem::path include_dir_;
    SourceSet& sources_;
    Diagnostics& diagnostics_;
    Texts const& texts_;
    Preprocessed out_;
    std::map<std::string, Macro> macros_ = {{"__MQL5__", {}}, {"__MQL__", {}}};
    std::vector<Condition> conditions_;
    int depth_ = 0;
    bool import_open_ = false;
    Pos import_pos_;
};

}  // namespace

Preprocessed preprocess(std::filesystem::path const& path, std::filesystem::path const& include_dir, SourceSet& sources,
                        Diagnostics& diagnostics, Texts const& texts) {
    Preprocessor p(include_dir, sources, diagnostics, texts);
    auto const file = static_cast<int>(sources.names.size());
    std::string text;
    try {
        text = read_file(path, {file, 0}, texts);
    } catch (Fatal const&) {
        sources.names.push_back(path.string());
        throw;
    }
    p.text(text, path.string(), path.parent_path(), true);
    return p.finish();
}

Preprocessed preprocess_text(std::string_view text, std::string name, SourceSet& sources, Diagnostics& diagnostics) {
    Texts const none;
    Preprocessor p({}, sources, diagnostics, none);
    p.text(text, std::move(name), {}, true);
    return p.finish();
}

}  // namespace signalos::mql5c
