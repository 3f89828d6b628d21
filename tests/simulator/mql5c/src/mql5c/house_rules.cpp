#include "mql5c/house_rules.hpp"

#include <algorithm>
#include <regex>
#include <set>

namespace signalos::mql5c {

void check_properties(std::vector<Property> const& properties, Diagnostics& diagnostics) {
    static std::set<std::string> const known = {"copyright",
                                                "link",
                                                "version",
                                                "description",
                                                "strict",
                                                "icon",
                                                "service",
                                                "library",
                                                "stacksize",
                                                "script_show_inputs",
                                                "script_show_confirm",
                                                "tester_library",
                                                "tester_file",
                                                "tester_no_cache",
                                                "tester_indicator",
                                                "tester_set",
                                                "tester_everytick_calculate",
                                                "optimization_chart_mode",
                                                "indicator_chart_window",
                                                "indicator_separate_window",
                                                "indicator_buffers",
                                                "indicator_plots",
                                                "indicator_minimum",
                                                "indicator_maximum",
                                                "indicator_height",
                                                "indicator_applied_price",
                                                "indicator_levelcolor",
                                                "indicator_levelwidth",
                                                "indicator_levelstyle"};
    // One for each plot or level: indicator_color1.
    static std::regex const numbered("indicator_(label|color|width|style|type|level)[0-9]{1,3}");
    for (auto const& p : properties) {
        bool const exists = known.count(p.name) != 0 || std::regex_match(p.name, numbered);
        if (!exists) diagnostics.error(p.pos, "L19", "#property " + p.name + " does not exist", 288);
        if (p.name == "version" && !std::regex_match(p.value, std::regex("[0-9]+\\.[0-9]{1,3}"))) {
            diagnostics.error(p.pos, "L19", "a version looks like \"1.00\"", 289);
        }
        if (p.name == "description" && p.value.size() > 511)
            diagnostics.error(p.pos, "L19", "a description has at most 511 characters");
        if (p.name.rfind("script_show", 0) == 0)
            diagnostics.house(p.pos, "L19", "#property " + p.name + " is for scripts that ask");
        if (p.name.rfind("indicator_", 0) == 0)
            diagnostics.house(p.pos, "L19", "#property " + p.name + " is for indicators");
    }
}

void check_imports(Unit const& unit, Diagnostics& diagnostics) {
    for (auto const& f : unit.functions) {
        if (f->module.empty() || f->module == "SignalOSBridge.dll") continue;
        diagnostics.house(f->pos, "L09", "the imported module is SignalOSBridge.dll, not " + f->module);
    }
}

}  // namespace signalos::mql5c
