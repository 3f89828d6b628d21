// What an administrator does over REST can be done from the command line, and the other way round.
#include <catch2/catch.hpp>
#include <iostream>
#include <set>
#include <sstream>

#include "api/route_table.hpp"
#include "app/options.hpp"
#include "services/people_table.hpp"

using namespace signalos::relay;

namespace {

std::string name_of(Route const& route) {
    return std::string(verb_name(route.verb)) + " " + std::string(route.pattern);
}

// What the command line offers, as routes.
std::multiset<std::string> offered() {
    std::multiset<std::string> routes;
    for (auto const& row : people_operations()) routes.emplace(row.route);
    for (auto const& verb : admin_verbs())
        if (!verb.route.empty()) routes.emplace(verb.route);
    return routes;
}

std::string help_of_admin() {
    std::ostringstream text;
    auto* const before = std::cout.rdbuf(text.rdbuf());
    char const* const argv[] = {"signalos-relay", "admin", "--help"};
    parse_command_line(3, argv);
    std::cout.rdbuf(before);
    return text.str();
}

}  // namespace

TEST_CASE("admin: every route that manages an organisation or the relay has a form of the command line", "[identity]") {
    auto const forms = offered();
    for (auto const& route : routes()) {
        bool const manages =
            route.guard.permission == Permission::manage || route.guard.permission == Permission::operate;
        CAPTURE(name_of(route));
        if (manages || route.pattern.starts_with("/api/admin/")) CHECK(forms.contains(name_of(route)));
    }
}

TEST_CASE("admin: every form of the command line has a route that exists, or says why it cannot have one",
          "[identity]") {
    std::set<std::string> table;
    for (auto const& route : routes()) table.insert(name_of(route));
    std::set<std::string> names;
    std::set<std::string_view> claimed;
    for (auto const& row : people_operations()) {
        CAPTURE(row.name);
        CHECK(table.contains(std::string(row.route)));
        CHECK(claimed.insert(row.route).second);
        CHECK(names.emplace(row.name).second);
    }
    for (auto const& verb : admin_verbs()) {
        CAPTURE(verb.name);
        CHECK((verb.route.empty() ? !verb.why.empty() : table.contains(std::string(verb.route))));
        CHECK(names.emplace(verb.name).second);
    }
}

TEST_CASE("admin: the table of forms is what the program takes", "[identity]") {
    auto const help = help_of_admin();
    auto const from = help.find("Subcommands:");
    REQUIRE(from != std::string::npos);
    std::set<std::string> taken;
    std::istringstream lines(help.substr(from));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string name;
        if (line.starts_with("  ") && line.size() > 2 && line[2] != ' ' && words >> name) taken.insert(name);
    }
    std::set<std::string> listed;
    for (auto const& verb : admin_verbs()) listed.emplace(verb.name);
    CHECK(taken == listed);
}
