// Every thread this module starts has a name beginning with "sos-", so that a trader's task list or a crash report says
// whose it is. Asio starts threads of its own (names, timers) and asks nobody: the one function by which anything
// linked in here starts a thread is therefore replaced when the DLL is linked (--wrap, plugin-dll/CMakeLists.txt).
#if defined(_WIN32)
#include <windows.h>

#include <cstdint>

#include "platform/machine.hpp"

extern "C" {
using ThreadBody = unsigned(__stdcall*)(void*);
using BeginThread = std::uintptr_t (*)(void*, unsigned, ThreadBody, void*, unsigned, unsigned*);

// The linker's names for what was there and for what takes its place.
extern BeginThread __real___imp__beginthreadex;  // NOLINT(bugprone-reserved-identifier)

// It gets its name before it runs, so that it can still take a better one itself.
static std::uintptr_t begin_named_thread(void* security, unsigned stack, ThreadBody body, void* argument,
                                         unsigned flags, unsigned* id) {
    std::uintptr_t const started =
        __real___imp__beginthreadex(security, stack, body, argument, flags | CREATE_SUSPENDED, id);
    if (started == 0) return 0;
    auto* const thread = reinterpret_cast<void*>(started);
    signalos::bridge::name_thread(thread, "sos-worker");
    if ((flags & CREATE_SUSPENDED) == 0) ::ResumeThread(thread);
    return started;
}

extern BeginThread const __wrap___imp__beginthreadex;  // NOLINT(bugprone-reserved-identifier)
BeginThread const __wrap___imp__beginthreadex = begin_named_thread;
}
#endif
