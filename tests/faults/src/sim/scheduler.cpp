#include "sim/scheduler.hpp"

#include <algorithm>
#include <boost/context/fiber.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace signalos::sim {

namespace {
namespace context = boost::context;
constexpr std::size_t stack_bytes = 512 * 1024;
}  // namespace

struct Fibre {
    std::string name;
    context::fiber self;    // where the body goes on
    context::fiber caller;  // who resumed it
    Signal* parked_at = nullptr;
    bool notified = false;
    bool woken = false;  // a step that resumes it is queued
    bool ended = false;
    std::exception_ptr failure;
};

void Signal::notify_all() {
    for (Fibre* fibre : std::exchange(parked_, {})) {
        fibre->parked_at = nullptr;
        fibre->notified = true;
        scheduler_.wake(*fibre);
    }
}

Scheduler::Scheduler() = default;

Scheduler::~Scheduler() {
    if (fibres_.empty()) return;
    for (auto const& fibre : fibres_) std::fprintf(stderr, "a fibre outlives its world: %s\n", fibre->name.c_str());
    std::abort();
}

StepId Scheduler::at(Micros when, std::function<void()> step) {
    StepId const id{std::max(when, now_), ++order_};
    steps_.emplace(id, std::move(step));
    return id;
}

void Scheduler::cancel(StepId id) {
    steps_.erase(id);
}

void Scheduler::spawn(std::string name, std::function<void()> body) {
    auto fibre = std::make_unique<Fibre>();
    Fibre* const raw = fibre.get();
    raw->name = std::move(name);
    raw->self = context::fiber(std::allocator_arg, context::protected_fixedsize_stack(stack_bytes),
                               [raw, body = std::move(body)](context::fiber&& caller) {
                                   raw->caller = std::move(caller);
                                   try {
                                       body();
                                   } catch (context::detail::forced_unwind const&) {
                                       throw;
                                   } catch (...) {
                                       raw->failure = std::current_exception();
                                   }
                                   raw->ended = true;
                                   return std::move(raw->caller);
                               });
    fibres_.push_back(std::move(fibre));
    wake(*raw);
}

void Scheduler::wake(Fibre& fibre) {
    if (std::exchange(fibre.woken, true)) return;
    at(now_, [this, &fibre] { resume(fibre); });
}

void Scheduler::resume(Fibre& fibre) {
    fibre.woken = false;
    Fibre* const outer = std::exchange(running_, &fibre);
    fibre.self = std::move(fibre.self).resume();
    running_ = outer;
    if (!fibre.ended) return;
    auto const failure = fibre.failure;
    std::erase_if(fibres_, [&](auto const& one) { return one.get() == &fibre; });
    if (failure) std::rethrow_exception(failure);
}

std::string_view Scheduler::running() const {
    return running_ == nullptr ? std::string_view{} : std::string_view(running_->name);
}

bool Scheduler::park(Signal& signal, std::optional<Micros> deadline) {
    Fibre& me = *running_;
    if (deadline && *deadline <= now_) return false;
    me.notified = false;
    me.parked_at = &signal;
    signal.parked_.push_back(&me);
    StepId alarm;
    if (deadline) {
        alarm = at(*deadline, [this, &me] {
            if (me.parked_at == nullptr) return;
            std::erase(me.parked_at->parked_, &me);
            me.parked_at = nullptr;
            wake(me);
        });
    }
    me.caller = std::move(me.caller).resume();
    if (deadline) cancel(alarm);
    return me.notified;
}

bool Scheduler::wait(Signal& signal, std::optional<Micros> deadline, std::function<bool()> const& ready) {
    while (!ready())
        if (!park(signal, deadline)) return ready();
    return true;
}

void Scheduler::rest_until(Micros when) {
    Signal nobody(*this);
    park(nobody, when);
}

bool Scheduler::run_next(Micros limit) {
    if (steps_.empty() || steps_.begin()->first.when > limit) {
        now_ = std::max(now_, limit);
        return false;
    }
    auto node = steps_.extract(steps_.begin());
    now_ = node.key().when;
    node.mapped()();
    return true;
}

}  // namespace signalos::sim
