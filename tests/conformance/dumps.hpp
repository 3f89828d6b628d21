// What relays of earlier schema levels left behind: tests/data/schemas.
#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "engines.hpp"

namespace signalos::relay::test {

/// One level of one engine.
struct Dump {
    int level;
    Engine engine;
    boost::json::object facts;  ///< what the relay that wrote it said of it

    /// Puts it where the engine looks for the store of this folder, with `more` statements behind it.
    void load(std::string const& folder, std::string const& more = {}) const;
};

/// Every one there is, without a gap. PostgreSQL came with level 2.
std::vector<Dump> dumps();

/// Everything an engine tells of its schema, a line each, in order: two stores with the same lines are made alike.
std::vector<std::string> schema_lines(Engine const& engine, std::string const& folder);

}  // namespace signalos::relay::test
