#if defined(_WIN32)
#include <windows.h>

#include <filesystem>

#include "terminal/libraries.hpp"

namespace signalos::terminal {

namespace {
HMODULE module_of(void* handle) {
    return static_cast<HMODULE>(handle);
}
}  // namespace

FileLibraries::~FileLibraries() {
    for (auto const& [module, handle] : handles_) {
        if (handle) ::FreeLibrary(module_of(handle));
    }
}

std::string FileLibraries::file_of(std::string const& module) const {
    if (module == "SignalOSBridge.dll" && !bridge_.empty()) return bridge_;
    return folder_ + "/" + module;
}

void* FileLibraries::find(std::string_view module, std::string_view function) {
    std::string const name(module);
    auto found = handles_.find(name);
    if (found == handles_.end()) {
        // As MetaTrader: a module of that name which is already in the process is taken; its own imports may lie beside
        // it.
        std::filesystem::path const file = std::filesystem::absolute(file_of(name)).make_preferred();
        HMODULE const opened = ::LoadLibraryExW(file.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
        if (!opened) problem_ = "cannot load library '" + name + "': error " + std::to_string(::GetLastError());
        found = handles_.emplace(name, opened).first;
    }
    if (!found->second) return nullptr;
    auto const address = ::GetProcAddress(module_of(found->second), std::string(function).c_str());
    if (!address) problem_ = "cannot find '" + std::string(function) + "' in '" + name + "'";
    return reinterpret_cast<void*>(address);
}

}  // namespace signalos::terminal
#endif
