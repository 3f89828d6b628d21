// A real broker process loop in this process, and a hand-written program for the terminal to run.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "broker/shell.hpp"
#include "mqlrt/host.hpp"
#include "mqlrt/program.hpp"
#include "terminal/terminal.hpp"

namespace signalos::terminal {

struct Folder {
    std::string path;
    Folder() {
        std::string pattern = std::filesystem::temp_directory_path() / "terminal-XXXXXX";
        path = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path); }
};

/// Whatever the program does is told here; the test waits for it.
class Record {
public:
    void add(std::string const& line) {
        std::lock_guard lock(mutex_);
        lines_.push_back(line);
        changed_.notify_all();
    }
    bool wait_for(std::string const& line) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(10), [&] { return count_locked(line) > 0; });
    }
    std::size_t count(std::string const& line) {
        std::lock_guard lock(mutex_);
        return count_locked(line);
    }

private:
    std::size_t count_locked(std::string const& line) const {
        return static_cast<std::size_t>(std::count(lines_.begin(), lines_.end(), line));
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> lines_;
};

struct Script {
    Record record;
    std::function<mql::InitResult(mql::Host&)> on_init = [](mql::Host&) { return mql::InitResult::succeeded; };
    std::function<void(mql::Host&)> on_timer = [](mql::Host&) {};
    std::function<void(mql::Host&)> on_deinit = [](mql::Host&) {};
    std::string import;
};

class ScriptedProgram final : public mql::Program {
public:
    ScriptedProgram(mql::Host& host, mql::ImportTable const& imports, Script& script) : host_(host), script_(script) {
        if (script.import.empty()) return;
        if (!imports.bind_import("SignalOSBridge.dll", script.import)) throw mql::LoadError("import missing");
    }
    std::string_view kind() const override { return "expert"; }
    mql::Handlers handlers() const override {
        mql::Handlers out;
        out.init = out.deinit = out.tick = out.timer = out.trade = out.trade_transaction = true;
        return out;
    }
    std::vector<mql::InputInfo> const& inputs() const override { return inputs_; }
    std::string_view property(std::string_view) const override { return {}; }
    bool set_input(std::string_view name, std::string_view text) override {
        if (name != "InpText") return false;
        text_ = text;
        return true;
    }
    std::string input(std::string_view name) const override { return name == "InpText" ? text_ : std::string(); }
    void load() override {}
    mql::InitResult on_init() override {
        script_.record.add("init " + text_ + " " + host_.chart_symbol(0));
        return script_.on_init(host_);
    }
    void on_deinit(mql::DeinitReason reason) override {
        script_.record.add("deinit " + std::to_string(static_cast<int>(reason)));
        script_.on_deinit(host_);
    }
    void on_tick() override { script_.record.add("tick"); }
    void on_timer() override {
        script_.record.add("timer");
        script_.on_timer(host_);
    }
    void on_trade_transaction(mql::TradeTransaction const& t, mql::TradeRequest const&,
                              mql::TradeResult const& r) override {
        script_.record.add("transaction " + std::to_string(static_cast<int>(t.type)));
        if (t.type == mql::TransactionType::request) script_.record.add("result " + std::to_string(r.retcode));
    }

private:
    mql::Host& host_;
    Script& script_;
    std::string text_ = "default";
    std::vector<mql::InputInfo> inputs_{{"InpText", "string", "default", "", ""}};
};

struct BrokerThread {
    Folder folder;
    broker::Shell shell{options(folder.path)};
    std::thread thread{[this] { shell.run(); }};
    ~BrokerThread() {
        shell.stop();
        thread.join();
    }
    static broker::ShellOptions options(std::string const& path) {
        broker::ShellOptions out;
        out.data_directory = path;
        out.accounts = broker::default_accounts();
        out.tick_ms = 20;
        return out;
    }
};

struct Bench {
    Folder folder;
    BrokerThread broker;
    Script script;
    std::unique_ptr<Terminal> terminal;

    /// State after OnInit has ended.
    std::string start(std::function<void(TerminalOptions&)> const& adjust = {}) {
        TerminalOptions options;
        options.broker = broker.shell.listen();
        options.login = 1001;
        options.data_directory = folder.path;
        if (adjust) adjust(options);
        Programs programs;
        programs.expert = [this](mql::Host& host, mql::ImportTable const& imports) -> std::unique_ptr<mql::Program> {
            return std::make_unique<ScriptedProgram>(host, imports, script);
        };
        terminal = std::make_unique<Terminal>(std::move(options), std::move(programs));
        return terminal->wait_started();
    }
    boost::json::object act(boost::json::object body) {
        control::Request request{"POST", "/action", {}, std::move(body)};
        return terminal->handle_control(request).body.as_object();
    }
    std::string log() {
        std::string out;
        auto const reply = terminal->handle_control({"GET", "/log", {}, {}});
        for (auto const& line : reply.body.at("lines").as_array()) {
            out += line.at("text").as_string().c_str();
            out += '\n';
        }
        return out;
    }
};

}  // namespace signalos::terminal
