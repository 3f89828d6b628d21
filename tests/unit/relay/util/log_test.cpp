#include "util/log.hpp"

#include <catch2/catch.hpp>
#include <type_traits>

#include "util/secret.hpp"

using namespace signalos::relay;

TEST_CASE("log: a level of a module is told from nonsense") {
    CHECK(log::is_module_level("net=debug"));
    CHECK(log::is_module_level("ws=off"));
    for (auto const* const text : {"net", "net=", "net=loud", "nett=debug", "=debug", "net=debug=x", ""})
        CHECK_FALSE(log::is_module_level(text));
}

TEST_CASE("log: a secret converts to no field, so it cannot be logged") {
    CHECK_FALSE(std::is_constructible_v<log::Field, char const*, Secret<std::string>>);
    CHECK_FALSE(std::is_convertible_v<Secret<std::string>, std::string>);
}
