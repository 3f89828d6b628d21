// The machine behind the ports: files, locks, waiting, and keeping the module in memory. posix.cpp and windows.cpp
// implement it.
#pragma once
#include <memory>

#include "bridge/ports.hpp"

namespace signalos::bridge {

/// Never destroyed.
FileSystem& machine_files();
std::unique_ptr<Wake> make_condition_wake();
/// The module stays mapped until the process ends: a late thread never runs unmapped code. `inside`: an address in it.
void pin_module(void const* inside);
/// At most 15 characters.
void name_this_thread(char const* name);
#if defined(_WIN32)
/// `thread`: its handle.
void name_thread(void* thread, char const* name);
#endif
/// Before the first socket.
void start_network();

}  // namespace signalos::bridge
