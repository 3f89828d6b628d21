// The bridge as a terminal meets it: a file that is loaded, and functions found by name.
#pragma once
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "signalos/bridge.h"

namespace signalos::shipped {

/// The library beside the test program; thrown away at the end, like a terminal's.
class Library {
public:
    Library();
    ~Library();
    Library(Library const&) = delete;
    Library& operator=(Library const&) = delete;

    /// F: the declaration in bridge.h, as in `find<decltype(sos_open)>("sos_open")`.
    template <class F>
    F* find(char const* name) const {
        return reinterpret_cast<F*>(address(name));
    }

private:
    void* address(char const* name) const;
    void* handle_ = nullptr;
};

/// The functions the tests call.
struct Bridge {
    Library library;
#define SIGNALOS_FIND(name) decltype(::sos_##name)* name = library.find<decltype(::sos_##name)>("sos_" #name)
    SIGNALOS_FIND(abi_version);
    SIGNALOS_FIND(open);
    SIGNALOS_FIND(attach);
    SIGNALOS_FIND(close);
    SIGNALOS_FIND(status);
    SIGNALOS_FIND(wait);
    SIGNALOS_FIND(next);
    SIGNALOS_FIND(push_account);
    SIGNALOS_FIND(push_positions);
    SIGNALOS_FIND(push_orders);
    SIGNALOS_FIND(push_log);
    SIGNALOS_FIND(last_error);
#undef SIGNALOS_FIND

    std::string words() const {
        std::uint8_t text[512];
        std::int32_t const size = last_error(text, sizeof text);
        return std::string(text, text + (size > 0 ? size : 0));
    }
};

/// A folder that is empty now and gone afterwards.
struct Folder {
    Folder();
    ~Folder();
    std::filesystem::path path;
};

/// Threads of this process.
int threads();
/// Names of the threads of this process other than the calling one; empty where there is none.
std::vector<std::string> other_thread_names();
/// Open files, sockets, events: descriptors or handles of this process.
int handles();
/// Resident kilobytes of this process.
long resident_kb();

/// What an EA passes for this account; nobody listens at the relay's address.
sos_open_args open_args(Folder const& folder, std::int64_t login);

}  // namespace signalos::shipped
