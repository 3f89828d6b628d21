#include "stop_request.hpp"

#include <csignal>

#if defined(_WIN32)
#include <condition_variable>
#include <mutex>
#else
#include <unistd.h>
#endif

namespace signalos::terminal {

#if defined(_WIN32)

namespace {
std::mutex mutex;
std::condition_variable asked;
bool stopping = false;
}  // namespace

// Windows runs the handler of Ctrl-C on a thread of its own, so it may take locks.
void expect_stop() {
    std::signal(SIGINT, [](int) { ask_to_stop(); });
    std::signal(SIGTERM, [](int) { ask_to_stop(); });
}

void wait_for_stop() {
    std::unique_lock lock(mutex);
    asked.wait(lock, [] { return stopping; });
}

void ask_to_stop() {
    std::lock_guard lock(mutex);
    stopping = true;
    asked.notify_all();
}

#else

namespace {
// Blocked in every thread, taken by sigwait: no handler runs in the middle of a program.
sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}
}  // namespace

void expect_stop() {
    sigset_t const signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

void wait_for_stop() {
    sigset_t const signals = stop_signals();
    int received = 0;
    sigwait(&signals, &received);
}

void ask_to_stop() {
    ::kill(::getpid(), SIGTERM);  // to the process: a blocked signal raised for one thread would stay with it
}

#endif

}  // namespace signalos::terminal
