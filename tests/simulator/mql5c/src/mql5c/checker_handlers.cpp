// Event handlers: MQL5 calls those whose signature is exact, and never says a word about the others.
#include <cctype>

#include "mql5c/checker.hpp"
#include "mql5c/type_rules.hpp"
#include "mql5c/words.hpp"

namespace signalos::mql5c {
namespace {

struct Handler {
    char const* name;
    char const* result;
    std::vector<std::string> parameters;
};

std::vector<Handler> const handler_list = {
    {"OnInit", "int", {}},
    {"OnDeinit", "void", {"const int"}},
    {"OnTick", "void", {}},
    {"OnTimer", "void", {}},
    {"OnTrade", "void", {}},
    {"OnTradeTransaction", "void", {"const MqlTradeTransaction&", "const MqlTradeRequest&", "const MqlTradeResult&"}},
    {"OnBookEvent", "void", {"const string&"}},
    {"OnChartEvent", "void", {"const int", "const long&", "const double&", "const string&"}},
    {"OnStart", "void", {}},
    {"OnTester", "double", {}},
    {"OnTesterInit", "int", {}},
    {"OnTesterDeinit", "void", {}},
    {"OnTesterPass", "void", {}},
    {"OnCalculate", "int", {"const int", "const int", "const int", "const double[]&"}},
    {"OnCalculate",
     "int",
     {"const int", "const int", "const datetime[]&", "const double[]&", "const double[]&", "const double[]&",
      "const double[]&", "const long[]&", "const long[]&", "const int[]&"}}};

bool is_handler(FuncDecl const& f, Handler const& h) {
    std::string const name = f.name;
    bool ok = f.result.scalar() && spell(f.result.base) == h.result;
    ok = ok || ((name == "OnInit" || name == "OnTesterInit") && f.result.base == Base::void_);
    ok = ok || (name == "OnStart" && f.result.base == Base::int_);
    ok = ok && f.parameters.size() == h.parameters.size();
    for (std::size_t i = 0; ok && i < f.parameters.size(); ++i) {
        auto const& wanted = h.parameters[i];
        auto const found = to_string(f.parameters[i]->type) + (f.parameters[i]->reference ? "&" : "");
        ok = found == wanted || (wanted.rfind("const ", 0) == 0 && wanted.back() != '&' && "const " + found == wanted);
    }
    return ok;
}

}  // namespace

std::vector<std::string> handler_names() {
    std::vector<std::string> names;
    for (auto const& h : handler_list) names.emplace_back(h.name);
    return names;
}

void Checker::handlers(bool library) {
    bool any = false, start = false, other = false;
    for (auto const& f : unit_.functions) {
        if (f->builtin || f->owner != nullptr || !f->module.empty()) continue;
        bool known = false, fits = false;
        for (auto const& h : handler_list) {
            if (f->name != h.name) continue;
            known = true;
            fits = fits || is_handler(*f, h);
        }
        if (!known) {
            if (f->name.size() > 2 && f->name.compare(0, 2, "On") == 0 && known_functions_.count(f->name) == 0 &&
                std::isupper(static_cast<unsigned char>(f->name[2])) != 0) {
                diagnostics_.house(f->pos, "L08",
                                   "'" + f->name + "' looks like an event handler, but MQL5 has none of that name");
            }
            continue;
        }
        any = true;
        if (f->name == "OnStart" || f->name == "OnCalculate") start = true;
        if (f->name != "OnStart" && f->name != "OnInit" && f->name != "OnDeinit") other = true;
        if (fits) continue;
        diagnostics_.error(f->pos, "L08",
                           "'" + f->name + "' has not the signature of that event, so it is never called", 356);
    }
    if (!any && !library) {
        diagnostics_.error({2, 1}, "L08", "no event handler: MQL5 would never run this program", 356);
    }
    if (start && other) diagnostics_.house({2, 1}, "L08", "OnStart and OnCalculate do not belong to an expert");
}

}  // namespace signalos::mql5c
