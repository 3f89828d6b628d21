// signalos-broker: the simulated trade server as a process of its own.
#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "broker/shell.hpp"

namespace {

using namespace signalos::broker;

std::vector<NewAccount> load_accounts(std::string const& path) {
    if (path.empty()) return default_accounts();
    std::ifstream in(path);
    if (!in) throw std::runtime_error("accounts " + path + ": cannot be read");
    std::stringstream text;
    text << in.rdbuf();
    return accounts_from_json(boost::json::parse(text.str()).as_array());
}

int serve(ShellOptions options) {
    Shell shell(std::move(options));
    boost::json::object const ready{
        {"ready", "signalos-broker"}, {"listen", shell.listen()}, {"control", shell.control()}};
    std::cout << boost::json::serialize(ready) << std::endl;
    shell.run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    ShellOptions options;
    std::string accounts;
    std::vector<Millis> latency{0};
    CLI::App app("Simulated MetaTrader 5 trade server");
    app.add_option("--listen", options.listen, "Terminal port, 127.0.0.1:PORT (0 = any)");
    app.add_option("--control", options.control, "Control port, 127.0.0.1:PORT (0 = any)");
    app.add_option("--data", options.data_directory, "Folder of the ledger")->required();
    app.add_option("--accounts", accounts, "JSON file of accounts; default: 1001 hedging, 1002 netting");
    app.add_option("--tick-ms", options.tick_ms, "Milliseconds between price steps; 0 = scripted only");
    app.add_option("--seed", options.server.seed, "Seed of prices and latency");
    app.add_option("--latency", latency, "Answering time in ms: one number, or a least and a most")->expected(1, 2);
    app.add_flag("--demo", options.demo, "Open demo positions in new accounts");
    CLI11_PARSE(app, argc, argv);
    options.server.latency_min = latency.front();
    options.server.latency_max = std::max(latency.front(), latency.back());
    options.accounts = load_accounts(accounts);
    return serve(std::move(options));
} catch (std::exception const& problem) {
    std::cerr << "signalos-broker: " << problem.what() << '\n';
    return 1;
}
