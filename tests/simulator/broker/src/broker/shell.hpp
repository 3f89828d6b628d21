// The broker as a process: sockets, timers and the ledger file around `Server`. One thread owns everything; control
// requests are handed to it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "broker/accounts.hpp"

namespace signalos::broker {

struct ShellOptions {
    std::string listen = "127.0.0.1:0", control = "127.0.0.1:0", data_directory;
    std::vector<NewAccount> accounts;
    /// Milliseconds between steps of the price walk; 0 = prices only by POST /price.
    Millis tick_ms = 250;
    ServerOptions server;
    /// Demo positions when an account is made.
    bool demo = false;
};

class Shell {
public:
    /// Reads the ledger, opens both ports. Throws std::runtime_error with words for the user.
    explicit Shell(ShellOptions options);
    ~Shell();

    std::string listen() const;
    std::string control() const;
    /// Serves until SIGTERM or SIGINT. Throws when the ledger cannot be written any more.
    void run();
    /// Ends `run`; safe from any thread.
    void stop();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace signalos::broker
