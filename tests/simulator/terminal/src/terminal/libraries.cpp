#if !defined(_WIN32)
#include "terminal/libraries.hpp"

#include <dlfcn.h>

namespace signalos::terminal {

FileLibraries::~FileLibraries() {
    for (auto const& [module, handle] : handles_) {
        if (handle) ::dlclose(handle);
    }
}

std::string FileLibraries::file_of(std::string const& module) const {
    if (module == "SignalOSBridge.dll") return bridge_;
    return folder_ + "/" + module.substr(0, module.rfind(".dll")) + ".so";
}

void* FileLibraries::find(std::string_view module, std::string_view function) {
    std::string const name(module);
    auto found = handles_.find(name);
    if (found == handles_.end()) {
        void* const opened = ::dlopen(file_of(name).c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!opened) problem_ = "cannot load library '" + name + "': " + ::dlerror();
        found = handles_.emplace(name, opened).first;
    }
    if (!found->second) return nullptr;
    void* const address = ::dlsym(found->second, std::string(function).c_str());
    if (!address) problem_ = "cannot find '" + std::string(function) + "' in '" + name + "'";
    return address;
}

}  // namespace signalos::terminal
#endif
