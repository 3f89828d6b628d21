#include "sim/terminal_node.hpp"

#include <boost/json/array.hpp>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "SignalOS.hpp"
#include "sim/terminal_bridge.hpp"
#include "sim/terminal_fibres.hpp"
#include "sim/terminal_line.hpp"

namespace signalos::sim {

namespace json = boost::json;

// One incarnation. Freed on a fibre, when all of its own have ended.
struct TerminalNode::Run {
    std::shared_ptr<Life> life = std::make_shared<Life>();
    std::shared_ptr<TerminalFibres> fibres;
    std::unique_ptr<bridge::FileSystem> files;
    std::unique_ptr<bridge::BridgeProcess> process;
    std::unique_ptr<BridgeSeat> seat;
    std::unique_ptr<terminal::Terminal> terminal;
    std::deque<json::object> actions;
    bool acting = false;

    Run(TerminalPlace& place, terminal::Inputs inputs, std::string& globals);
    void act(std::string const& name);
};

TerminalNode::Run::Run(TerminalPlace& place, terminal::Inputs inputs, std::string& globals)
    : fibres(std::make_shared<TerminalFibres>(place.scheduler, place.clock)), files(place.mount(life)) {
    life->on_point = place.on_point;
    std::string const expert = "ea " + place.name;
    bridge::ProcessPorts machine{place.clock, place.random, *files,
                                 [this, &place] { return place.make_transport(life); },
                                 [this] {
                                     return make_fibre_wake(*fibres, [this] {
                                         if (terminal) terminal->stir();
                                     });
                                 }};
    machine.journal_least = place.journal_least;
    process = std::make_unique<bridge::BridgeProcess>(std::move(machine));
    seat = std::make_unique<BridgeSeat>(place.scheduler, expert, *process);
    bridge::BridgeProcess::last_error().clear();

    terminal::TerminalOptions options;
    options.symbol = place.symbol;
    options.login = place.login;
    options.inputs = std::move(inputs);
    options.order_timeout = place.order_timeout;
    options.idle_timer = place.idle_timer;
    terminal::Programs programs;
    programs.expert_name = expert;
    programs.expert = mql::make_SignalOS;
    terminal::TerminalPorts ports;
    ports.surroundings = fibres;
    ports.make_libraries = [] { return std::make_unique<LinkedLibraries>(); };
    ports.make_link = [this, &place](terminal::Mirror& mirror, terminal::LinkEvents events) {
        TerminalLine::Place end{place.scheduler, place.random, place.broker, life, place.login};
        return std::make_unique<TerminalLine>(*fibres, std::move(end), mirror, std::move(events));
    };
    ports.globals = {[&globals] { return globals; }, [&globals](std::string const& text) { globals = text; }};
    ports.data_path = "/" + place.name;
    ports.has_disk = false;
    terminal = std::make_unique<terminal::Terminal>(std::move(options), std::move(programs), std::move(ports));
}

// One after another, as the terminal's window takes them.
void TerminalNode::Run::act(std::string const& name) {
    if (std::exchange(acting, true)) return;
    auto const hand = fibres->start("user " + name, [this] {
        while (!actions.empty()) {
            json::object action = std::move(actions.front());
            actions.pop_front();
            terminal->handle_control({"POST", "/action", {}, std::move(action)});
        }
        acting = false;
    });
    hand->abandon();
}

TerminalNode::~TerminalNode() {
    if (gone()) return;
    std::fprintf(stderr, "a terminal outlives its world: %s\n", place_.name.c_str());
    std::abort();
}

void TerminalNode::boot(terminal::Inputs inputs) {
    if (run_) return;
    if (dying_) {
        next_boot_ = std::move(inputs);
        return;
    }
    ++boots_;
    run_ = std::make_shared<Run>(place_, std::move(inputs), globals_);
}

void TerminalNode::crash() {
    next_boot_.reset();
    auto run = std::exchange(run_, nullptr);
    if (!run) return;
    run->life->dead = true;
    run->fibres->kill();
    dying_ = true;
    place_.scheduler.spawn("reaper " + place_.name, [this, run = std::move(run)]() mutable { reap(std::move(run)); });
}

// On a fibre, because the bridge's link thread may have to be waited for.
void TerminalNode::reap(std::shared_ptr<Run> run) {
    run->fibres->wait_until_empty();
    run->terminal.reset();
    run->seat.reset();
    run->process.reset();
    run.reset();
    dying_ = false;
    if (auto inputs = std::exchange(next_boot_, std::nullopt)) boot(std::move(*inputs));
}

void TerminalNode::act(json::object action) {
    if (!run_) return;
    if (action.contains("name") && action.at("name") == "kill") return crash();
    run_->actions.push_back(std::move(action));
    run_->act(place_.name);
}

void TerminalNode::delay_account(std::chrono::milliseconds by) {
    if (run_) run_->terminal->delay_account(by);
}

void TerminalNode::change_inputs(terminal::Inputs const& inputs) {
    json::object values;
    for (auto const& [name, value] : inputs) values[name] = value;
    act({{"name", "change_inputs"}, {"inputs", std::move(values)}});
}

json::object TerminalNode::state() const {
    if (!run_) return {};
    return run_->terminal->handle_control({"GET", "/state", {}, {}}).body.as_object();
}

std::string TerminalNode::ea_state() const {
    if (!run_) return "none";
    return state().at("ea").at("state").as_string().c_str();
}

std::vector<std::string> TerminalNode::log() const {
    std::vector<std::string> out;
    if (!run_) return out;
    json::value const shown = run_->terminal->handle_control({"GET", "/log", {}, {}}).body;
    for (auto const& line : shown.at("lines").as_array()) {
        std::string const source = line.at("source").as_string().c_str();
        out.push_back(source + ": " + line.at("text").as_string().c_str());
    }
    return out;
}

}  // namespace signalos::sim
