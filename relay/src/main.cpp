// signalos-relay: reads the command line, does what it asks, and catches what nobody below could handle.
#include <exception>
#include <iostream>

#include "app/main_actions.hpp"

int main(int argc, char** argv) {
    try {
        return signalos::relay::run_action(signalos::relay::parse_command_line(argc, argv));
    } catch (std::exception const& error) {
        std::cerr << "signalos-relay: " << error.what() << "\n";
        return 1;
    }
}
