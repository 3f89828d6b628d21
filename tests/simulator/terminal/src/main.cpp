// signalos-terminal: a simulated MetaTrader 5 terminal as a process, with the shipped expert compiled in.
#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <iostream>

#include "programs.hpp"
#include "stop_request.hpp"
#include "terminal/terminal.hpp"

namespace {

using namespace signalos;

terminal::Inputs parse_inputs(std::vector<std::string> const& given) {
    terminal::Inputs out;
    for (std::string const& text : given) {
        auto const equals = text.find('=');
        if (equals == std::string::npos) throw std::runtime_error("--input " + text + ": must be Name=value");
        out[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return out;
}

// One Name=value a line: what must not stand in a process list, as a pairing code, comes this way.
std::vector<std::string> read_lines(std::string const& path) {
    std::vector<std::string> lines;
    if (path.empty()) return lines;
    std::ifstream file(path);
    if (!file) throw std::runtime_error("--inputs-file " + path + ": cannot be read");
    for (std::string line; std::getline(file, line);)
        if (!line.empty()) lines.push_back(line);
    return lines;
}

int serve(terminal::TerminalOptions options, std::string const& control_address) {
    terminal::expect_stop();
    terminal::Terminal app(std::move(options), terminal::built_in_programs());
    control::ControlServer control(control_address, [&app](control::Request const& r) {
        // A real terminal closes by its window; Wine has no signal that would ask.
        if (r.method == "POST" && r.path == "/stop") {
            terminal::ask_to_stop();
            return control::Reply{200, boost::json::object{{"stopping", true}}};
        }
        return app.handle_control(r);
    });
    boost::json::object const ready{
        {"ready", "signalos-terminal"}, {"control", control.listen()}, {"ea", app.wait_started()}};
    std::cout << boost::json::serialize(ready) << std::endl;
    terminal::wait_for_stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    terminal::TerminalOptions options;
    std::string control = "127.0.0.1:0";
    std::vector<std::string> inputs;
    std::string inputs_file;
    double timer_floor_ms = 10, order_timeout_ms = 30'000;
    CLI::App app("Simulated MetaTrader 5 terminal");
    app.add_option("--broker", options.broker, "The broker's terminal port, 127.0.0.1:PORT")->required();
    app.add_option("--login", options.login, "Account number")->required();
    app.add_option("--data", options.data_directory, "The terminal's data folder")->required();
    app.add_option("--bridge", options.bridge, "File that plays SignalOSBridge.dll")
#if !defined(_WIN32)
        ->required()
#endif
        ;
    app.add_option("--control", control, "Control port, 127.0.0.1:PORT (0 = any)");
    app.add_option("--input", inputs, "An input of the expert, Name=value; may be repeated");
    app.add_option("--inputs-file", inputs_file, "File with one Name=value a line; --input wins");
    app.add_option("--symbol", options.symbol, "Symbol of the chart");
    app.add_option("--timer-floor-ms", timer_floor_ms, "Shortest timer period, 10 to 16 (a real one has 15.6)");
    app.add_option("--order-timeout-ms", order_timeout_ms, "How long OrderSend waits for the broker");
    CLI11_PARSE(app, argc, argv);
    options.inputs = parse_inputs(inputs);
    options.inputs.merge(parse_inputs(read_lines(inputs_file)));
    options.timer_floor = std::chrono::microseconds(static_cast<std::int64_t>(timer_floor_ms * 1000));
    options.order_timeout = std::chrono::milliseconds(static_cast<std::int64_t>(order_timeout_ms));
    return serve(std::move(options), control);
} catch (std::exception const& problem) {
    std::cerr << "signalos-terminal: " << problem.what() << '\n';
    return 1;
}
