#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <sstream>

#include "check_text.hpp"
#include "mql5c/lexer.hpp"

using namespace signalos::mql5c;

namespace {

// The sample's source with its header in place, so that one text holds everything.
std::string sample_text() {
    auto const read = [](std::filesystem::path const& p) {
        std::ifstream in(p);
        std::ostringstream s;
        s << in.rdbuf();
        return s.str();
    };
    std::filesystem::path const main(SAMPLE_SOURCE);
    auto text = read(main);
    std::string const include = "#include \"Sample.mqh\"";
    return text.replace(text.find(include), include.size(), read(main.parent_path() / "Sample.mqh"));
}

}  // namespace

TEST_CASE("mutation: the sample itself is clean") {
    REQUIRE(check_text(sample_text(), true).ok());
}

TEST_CASE("mutation: a renamed use of any function or variable is refused") {
    auto const text = sample_text();
    // Uses inside function bodies only: a renamed declaration without uses is a legal program.
    for (std::string name :
         {"rows[i].ticket", "sample_sum(rows", "g_counter.Value", "InpLots,result", "tick.ask", "TRADE_ACTION_DEAL",
          "SAMPLE_ROWS,total", "EnumToString(", "bytes[i]", "HistoryDealSelect(", "ORDER_TYPE_SELL:", "values[2]"}) {
        auto mutant = text;
        auto const at = mutant.find(name);
        REQUIRE(at != std::string::npos);
        auto const start = name.find_last_of('.') != std::string::npos && name[0] != 'g' && name[0] != 'I'
                               ? name.find_last_of('.') + 1
                               : 0;
        mutant.insert(at + start, "zz");
        INFO(name);
        CHECK_FALSE(check_text(mutant, true).ok());
    }
}

TEST_CASE("mutation: a deleted token is refused almost everywhere") {
    auto const text = sample_text();
    Diagnostics diagnostics;
    auto const tokens = lex(text, 1, diagnostics);
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') starts.push_back(i + 1);
    }
    // Every closing mark of every line in turn: the cheapest deletion an editor makes.
    int tried = 0, accepted = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::string(";)}](").find(text[i]) == std::string::npos) continue;
        auto const line_start = text.rfind('\n', i) + 1;
        auto const line = text.substr(line_start, i - line_start);
        if (line.find("//") != std::string::npos || line.find('"') != std::string::npos ||
            line.find('#') != std::string::npos)
            continue;
        auto mutant = text;
        mutant.erase(i, 1);
        ++tried;
        if (check_text(mutant, true).ok()) ++accepted;
    }
    CHECK(tokens.size() > 500);
    CHECK(tried > 100);
    CHECK(accepted <= tried / 50);
}

TEST_CASE("mutation: wrong argument counts of API and own functions are refused") {
    auto const text = sample_text();
    for (auto const& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"NormalizeDouble(lots,2)", "NormalizeDouble(lots)"},
             {"SymbolInfoTick(symbol,tick)", "SymbolInfoTick(symbol,tick,1)"},
             {"OrderSend(request,result)", "OrderSend(request)"},
             {"sample_sum(rows,SAMPLE_ROWS,total)", "sample_sum(rows,total)"},
             {"PutText(\"EURUSD\",rows[i].symbol)", "PutText(rows[i].symbol,\"EURUSD\")"},
             {"g_counter.Add(4)", "g_counter.Add(4,5)"},
             {"g_counter.Remember(\"one\")", "g_counter.Remember(1)"},
             {"SendOne(_Symbol,InpLots,result)", "SendOne(InpLots,_Symbol,result)"},
             {"ArrayInitialize(buffer,0)", "ArrayInitialize(0,buffer)"}}) {
        auto mutant = text;
        auto const at = mutant.find(from);
        REQUIRE(at != std::string::npos);
        mutant.replace(at, from.size(), to);
        INFO(to);
        CHECK_FALSE(check_text(mutant, true).ok());
    }
}
