#include "sim/scheduler.hpp"

#include <algorithm>
#include <boost/context/fiber.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace signalos::sim {

namespace {
namespace context = boost::context;
constexpr std::size_t stack_bytes = 512 * 1024;

// The address sanitizer has to be told which stack is in use.
struct Stack {
    void const* bottom = nullptr;
    std::size_t size = 0;
    void* shadow = nullptr;  // the sanitizer's own, while the stack rests
#if defined(__SANITIZE_ADDRESS__)
    static void leave(Stack* from, Stack const& to) {
        __sanitizer_start_switch_fiber(from ? &from->shadow : nullptr, to.bottom, to.size);
    }
    static void arrive(Stack const& here, Stack* from) {
        __sanitizer_finish_switch_fiber(here.shadow, from ? &from->bottom : nullptr, from ? &from->size : nullptr);
    }
#else
    static void leave(Stack*, Stack const&) {}
    static void arrive(Stack const&, Stack*) {}
#endif
};
}  // namespace

struct Fibre {
    Stack stack, outer;  // its own, and that of who resumed it
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
    context::protected_fixedsize_stack stacks(stack_bytes);
    auto const memory = stacks.allocate();
    raw->stack.bottom = static_cast<char*>(memory.sp) - memory.size;
    raw->stack.size = memory.size;
    raw->self = context::fiber(std::allocator_arg, context::preallocated(memory.sp, memory.size, memory), stacks,
                               [raw, body = std::move(body)](context::fiber&& caller) {
                                   raw->caller = std::move(caller);
                                   Stack::arrive(raw->stack, &raw->outer);
                                   try {
                                       body();
                                   } catch (context::detail::forced_unwind const&) {
                                       throw;
                                   } catch (...) {
                                       raw->failure = std::current_exception();
                                   }
                                   raw->ended = true;
                                   Stack::leave(nullptr, raw->outer);
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
    Stack here;
    Stack::leave(&here, fibre.stack);
    fibre.self = std::move(fibre.self).resume();
    Stack::arrive(here, nullptr);
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
    Stack::leave(&me.stack, me.outer);
    me.caller = std::move(me.caller).resume();
    Stack::arrive(me.stack, &me.outer);
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
