#include "terminal/expert.hpp"

#include "terminal/program_host.hpp"

namespace signalos::terminal {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds grace_after_kill{200};

struct Dispatch {
    mql::Program& program;
    void operator()(TickEvent const&) const { program.on_tick(); }
    void operator()(TimerEvent const&) const { program.on_timer(); }
    void operator()(TradeEvent const&) const { program.on_trade(); }
    void operator()(ChartEvent const& e) const { program.on_chart_event(e.id, e.lparam, e.dparam, e.text); }
    void operator()(TransactionEvent const& e) const {
        program.on_trade_transaction(e.transaction, e.request, e.result);
    }
};

struct Defines {
    mql::Handlers const& handlers;
    bool operator()(TickEvent const&) const { return handlers.tick; }
    bool operator()(TimerEvent const&) const { return handlers.timer; }
    bool operator()(TradeEvent const&) const { return handlers.trade; }
    bool operator()(ChartEvent const&) const { return handlers.chart_event; }
    bool operator()(TransactionEvent const&) const { return handlers.trade_transaction; }
};

}  // namespace

char const* state_name(ProgramState state) {
    switch (state) {
        case ProgramState::loading:
            return "loading";
        case ProgramState::running:
            return "running";
        case ProgramState::failed:
            return "failed";
        case ProgramState::stopped:
            return "stopped";
        case ProgramState::dead:
            return "dead";
    }
    return "";
}

// Owned by the body as well, so that an abandoned program never outlives what it stands on.
struct Expert::Run : std::enable_shared_from_this<Expert::Run> {
    struct Ask {
        bool unload = false;
        mql::DeinitReason reason{};
        /// Empty = stays.
        std::string symbol;
        Inputs inputs;
    };

    Services& services;
    ProgramStart start;
    ProgramContext context;
    std::unique_ptr<Libraries> libraries;
    std::unique_ptr<Body> body;
    TimePoint last_timer;
    // Guarded by the mailbox's mutex:
    ProgramState state = ProgramState::loading;
    mql::Handlers handlers;
    std::optional<Ask> ask;
    bool in_deinit = false, ended = false;
    Inputs shown_inputs;

    Run(Services& all, ProgramStart what)
        : services(all),
          start(std::move(what)),
          context(start.name, all.surroundings, all.timer_floor),
          libraries(all.make_libraries()) {
        context.symbol = start.symbol;
    }

    Mailbox& box() { return *context.mailbox; }
    TimePoint now() const { return services.surroundings.now(); }
    void say(std::string const& text) { services.journal.write(context.name, text); }

    void set_state(ProgramState fresh) {
        {
            std::lock_guard lock(box().mutex);
            state = fresh;
            if (fresh == ProgramState::running) {
                box().queue.open();
            } else {
                box().queue.close();
            }
        }
        box().woken->notify_all();
    }

    void main() {
        try {
            ProgramHost host(services, context);
            ProgramState const end = live(host);
            set_state(end);
        } catch (mql::LoadError const& problem) {
            say(libraries->problem().empty() ? problem.what() : libraries->problem());
            say("loading of " + context.name + " failed");
            set_state(ProgramState::failed);
        } catch (mql::CriticalError const& problem) {
            say(std::string("critical error: ") + problem.what() + "; the program is terminated");
            set_state(ProgramState::dead);
        } catch (Killed const&) {
            set_state(ProgramState::dead);
        } catch (std::exception const& problem) {
            say(std::string("terminal error: ") + problem.what());
            set_state(ProgramState::dead);
        }
        std::lock_guard lock(box().mutex);
        ended = true;
        box().woken->notify_all();
    }

    ProgramState live(ProgramHost& host) {
        mql::ImportTable const table{
            [this](std::string_view module, std::string_view function) -> void* { return bind(module, function); }};
        auto const program = start.factory(host, table);
        if (!set_inputs(*program, start.inputs)) return ProgramState::failed;
        program->load();
        {
            std::lock_guard lock(box().mutex);
            handlers = program->handlers();
        }
        if (program->kind() == "script") {
            wait_for_server();
            set_state(ProgramState::running);
            program->on_start();
            return ProgramState::stopped;
        }
        wait_for_server();
        return serve(*program);
    }

    void* bind(std::string_view module, std::string_view function) {
        if (!services.permissions.dlls) {
            say("DLL loading is not allowed");
            return nullptr;
        }
        return libraries->find(module, function);
    }

    bool set_inputs(mql::Program& program, Inputs const& inputs) {
        for (auto const& [name, value] : inputs) {
            if (program.set_input(name, value)) continue;
            say("input " + name + ": no such input, or not a value of its type");
            return false;
        }
        Inputs all;
        for (mql::InputInfo const& info : program.inputs()) all[info.name] = program.input(info.name);
        std::lock_guard lock(box().mutex);
        shown_inputs = std::move(all);
        return true;
    }

    void wait_for_server() {
        auto const synchronised = [this] {
            return services.mirror.read([](auto const& data) { return data.connected; });
        };
        std::unique_lock lock(box().mutex);
        box().woken->wait_until(lock, now() + sync_limit, [&] { return ask || synchronised(); });
    }

    bool init(mql::Program& program) {
        context.stopped = false;
        mql::InitResult const result = program.on_init();
        if (result == mql::InitResult::succeeded) {
            set_state(ProgramState::running);
            return true;
        }
        say("initialization failed with code " + std::to_string(static_cast<int>(result)));
        deinit(program, mql::DeinitReason::init_failed);
        return false;
    }

    void deinit(mql::Program& program, mql::DeinitReason reason) {
        context.reason = reason;
        context.stopped = true;
        {
            std::lock_guard lock(box().mutex);
            in_deinit = true;
            box().queue.close();
        }
        box().woken->notify_all();
        program.on_deinit(reason);
        context.timer.kill();
        context.timer_us = 0;
        std::lock_guard lock(box().mutex);
        in_deinit = false;
    }

    ProgramState serve(mql::Program& program) {
        if (!init(program)) return ProgramState::failed;
        for (;;) {
            std::optional<Ask> const asked = handle_events(program);
            if (!asked) {
                deinit(program, mql::DeinitReason::program);
                return ProgramState::stopped;
            }
            deinit(program, asked->reason);
            if (asked->unload) return ProgramState::stopped;
            if (!asked->symbol.empty()) {
                std::lock_guard lock(context.mutex);
                context.symbol = asked->symbol;
            }
            if (!set_inputs(program, asked->inputs) || !init(program)) return ProgramState::failed;
        }
    }

    // Runs until someone asks for something, or until the program asked to be removed (then: nothing).
    std::optional<Ask> handle_events(mql::Program& program) {
        std::unique_lock lock(box().mutex);
        while (!context.remove_asked) {
            if (ask) return std::exchange(ask, std::nullopt);
            if (auto const due = next_timer(); due && *due <= now()) post_timer();
            auto const event = box().queue.take();
            if (!event) {
                wait(lock);
                continue;
            }
            if (std::holds_alternative<TimerEvent>(*event)) {
                box().stirred = false;
                last_timer = now();
            }
            lock.unlock();
            std::visit(Dispatch{program}, *event);
            lock.lock();
            // A period that ended inside OnTimer is lost, one that ended inside another handler is not.
            post_timer();
            box().queue.done();
        }
        return std::nullopt;
    }

    void post_timer() {
        if (context.timer.expire(now()) && handlers.timer) box().queue.post(TimerEvent{});
    }

    bool skips() const { return services.idle_timer.count() != 0 && !context.mailbox->stirred; }

    // When the next timer event is worth its while: with nothing new, its periods are let pass up to the idle one.
    std::optional<TimePoint> next_timer() const {
        if (!skips()) return context.timer.due();
        return context.timer.first_from(last_timer + services.idle_timer);
    }

    void wait(std::unique_lock<std::mutex>& lock) {
        bool const skipping = skips();
        auto const something = [&] { return ask || box().queue.size() != 0 || (skipping && box().stirred); };
        box().woken->wait_until(lock, next_timer(), something);
        // What was let pass is not made up for: the grid goes on from here.
        if (skipping && box().stirred) context.timer.skip_to(now());
    }

    void abandon() {
        say("abnormal termination");
        context.killed = true;
        std::unique_lock lock(box().mutex);
        if (box().woken->wait_until(lock, now() + grace_after_kill, [this] { return ended; })) return;
        libraries->abandon();
        state = ProgramState::dead;
        box().queue.close();
    }

    // True when OnDeinit began and ended in time.
    bool wait_for_deinit() {
        std::unique_lock lock(box().mutex);
        if (!box().woken->wait_until(lock, now() + stop_limit, [this] { return in_deinit || ended; })) return false;
        return box().woken->wait_until(lock, now() + deinit_limit, [this] { return ended; });
    }
};

Expert::Expert(Services& services, ProgramStart start) : run_(std::make_shared<Run>(services, std::move(start))) {
    run_->body = services.surroundings.start(run_->context.name, [run = run_] { run->main(); });
}

Expert::~Expert() {
    try {
        unload(mql::DeinitReason::close);
    } catch (Killed const&) {
        // The program ends by itself at its next call; what it stands on is kept until then.
        run_->body->abandon();
        run_->body.reset();
    }
}

void Expert::unload(mql::DeinitReason reason) {
    if (!run_->body) return;
    {
        std::lock_guard lock(run_->box().mutex);
        run_->context.stopped = true;
        Run::Ask ask;
        ask.unload = true;
        ask.reason = reason;
        run_->ask = std::move(ask);
    }
    run_->box().woken->notify_all();
    if (!run_->wait_for_deinit()) run_->abandon();
    std::unique_lock lock(run_->box().mutex);
    bool const ended = run_->ended;
    lock.unlock();
    if (ended) {
        run_->body->join();
    } else {
        run_->body->abandon();
    }
    run_->body.reset();
}

void Expert::restart(mql::DeinitReason reason, std::string symbol, Inputs inputs) {
    {
        std::lock_guard lock(run_->box().mutex);
        if (run_->state != ProgramState::running) return;
        run_->state = ProgramState::loading;
        run_->context.stopped = true;
        Run::Ask ask;
        ask.reason = reason;
        ask.symbol = std::move(symbol);
        ask.inputs = std::move(inputs);
        run_->ask = std::move(ask);
    }
    run_->box().woken->notify_all();
    wait_started(stop_limit + deinit_limit + sync_limit);
}

ProgramState Expert::wait_started(milliseconds timeout) {
    std::unique_lock lock(run_->box().mutex);
    run_->box().woken->wait_until(lock, run_->now() + timeout, [this] { return run_->state != ProgramState::loading; });
    return run_->state;
}

ProgramState Expert::wait_ended(milliseconds timeout) {
    std::unique_lock lock(run_->box().mutex);
    run_->box().woken->wait_until(lock, run_->now() + timeout, [this] { return run_->ended; });
    return run_->state;
}

void Expert::post(Event event) {
    bool defined = false;
    {
        std::lock_guard lock(run_->box().mutex);
        defined = std::visit(Defines{run_->handlers}, event);
    }
    if (defined) {
        run_->context.post(std::move(event));
    } else {
        stir();
    }
}

void Expert::stir() {
    run_->box().stir();
}

ProgramState Expert::state() const {
    std::lock_guard lock(run_->box().mutex);
    return run_->state;
}

std::string Expert::symbol() const {
    std::lock_guard lock(run_->context.mutex);
    return run_->context.symbol;
}

std::string Expert::comment() const {
    std::lock_guard lock(run_->context.mutex);
    return run_->context.comment;
}

std::map<std::string, ChartImage> Expert::images() const {
    std::lock_guard lock(run_->context.mutex);
    return shown(run_->context.objects);
}

Inputs Expert::inputs() const {
    std::lock_guard lock(run_->box().mutex);
    return run_->shown_inputs;
}

std::uint64_t Expert::displaced() const {
    std::lock_guard lock(run_->box().mutex);
    return run_->box().queue.displaced();
}

std::chrono::microseconds Expert::timer_period() const {
    return std::chrono::microseconds(run_->context.timer_us.load());
}

}  // namespace signalos::terminal
