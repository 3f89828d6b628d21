// signalos-test-postgres: a PostgreSQL for tests in other languages. Reads commands, one a line, and answers each with
// one JSON line; ends, and removes everything, when its input ends.
#include <iostream>
#include <string>

#include "postgres/server.hpp"

int main() {
    try {
        signalos::test::PostgresServer server;
        auto const database = server.make_database();
        std::cout << R"({"ready":"signalos-test-postgres","dsn":")" << server.socket_dsn(database) << R"(","tcp":")"
                  << server.over_tcp(database) << "\"}" << std::endl;
        for (std::string command; std::getline(std::cin, command);) {
            if (command == "database") {
                auto const another = server.make_database();
                std::cout << R"({"done":"database","dsn":")" << server.socket_dsn(another) << "\"}" << std::endl;
                continue;
            }
            if (command == "start") {
                server.start();
            } else if (command == "stop") {
                server.stop();
            } else if (command == "kill") {
                server.kill();
            } else {
                std::cout << R"({"error":"database, start, stop or kill"})" << std::endl;
                continue;
            }
            std::cout << R"({"done":")" << command << "\"}" << std::endl;
        }
    } catch (std::exception const& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
