// The EA's import table against the C header: what MetaEditor lays out (pack 1) must be what the DLL reads.
#include <catch2/catch.hpp>
#include <cstddef>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "abi_fields.hpp"
#include "signalos/bridge.h"

namespace {
struct Layout {
    std::map<std::string, std::size_t> offsets;  // "struct.field"
    std::map<std::string, std::size_t> sizes;
};

Layout compiled() {
    Layout layout;
#define FIELD(type, field) layout.offsets[#type "." #field] = offsetof(type, field);
#define STRUCT(type) layout.sizes[#type] = sizeof(type);
    SOS_ABI_FIELDS(FIELD)
    SOS_ABI_STRUCTS(STRUCT)
#undef FIELD
#undef STRUCT
    return layout;
}

// SosOpenArgs -> sos_open_args
std::string c_name(std::string const& name) {
    std::string out;
    for (char const c : name) {
        bool const upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty()) out += '_';
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

Layout imported() {
    std::ifstream file(SIGNALOS_MQH);
    REQUIRE(file.good());
    static std::regex const head(R"(^struct\s+(\w+).*)");
    static std::regex const field(R"(^\s+(long|double|int|uchar)\s+(\w+)(?:\[(\d+)\])?;.*)");
    std::map<std::string, std::size_t> const widths{{"long", 8}, {"double", 8}, {"int", 4}, {"uchar", 1}};
    Layout layout;
    std::string current;
    std::size_t at = 0;
    std::smatch found;
    for (std::string line; std::getline(file, line);) {
        if (std::regex_match(line, found, head)) {
            current = c_name(found[1]);
            at = 0;
        } else if (!current.empty() && std::regex_match(line, found, field)) {
            layout.offsets[current + "." + found[2].str()] = at;
            at += widths.at(found[1]) * (found[3].matched ? std::stoul(found[3]) : 1);
        } else if (!current.empty() && line.find("};") != std::string::npos) {
            layout.sizes[current] = at;
            current.clear();
        }
    }
    return layout;
}
}  // namespace

TEST_CASE("every struct of the import table has the size that the DLL expects", "[abi]") {
    CHECK(imported().sizes == compiled().sizes);
    for (auto const& [name, size] : compiled().sizes) {
        INFO(name);
        CHECK(size % 8 == 0);
    }
}

TEST_CASE("every field of the import table lies where the DLL reads it", "[abi]") {
    Layout const ours = compiled();
    CHECK(ours.sizes.size() == 15);
    CHECK(imported().offsets == ours.offsets);
}
