#include "library.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <stdexcept>
#include <vector>

#if defined(_WIN32)
#include "windows/process_counts.hpp"
// After windows.h.
#include <psapi.h>
#else
#include <dlfcn.h>
#include <unistd.h>
#endif

namespace signalos::shipped {

namespace fs = std::filesystem;

Folder::Folder() : path(fs::temp_directory_path() / ("signalos-shipped-" + std::to_string(std::random_device{}()))) {
    fs::create_directories(path);
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

sos_open_args open_args(Folder const& folder, std::int64_t login) {
    sos_open_args args{};
    auto const put = [](auto& field, std::string const& text) { std::memcpy(field, text.data(), text.size()); };
    args.login = login;
    args.struct_size = sizeof args;
    args.abi_version = SOS_ABI_VERSION;
    args.magic_prefix = 0x5341;
    args.margin_mode = SOS_MARGIN_HEDGING;
    args.currency_digits = 2;
    put(args.server, "Shipped-Demo");
    put(args.currency, "USD");
    put(args.relay_address, "wss://localhost:1/ws/terminal");
    put(args.pairing_code, "no key of " + std::to_string(login));  // one serves one account
    put(args.data_dir, folder.path.string());
    put(args.ea_version, "0.1.0");
    return args;
}

#if defined(_WIN32)

namespace {
fs::path program() {
    wchar_t name[1024];
    ::GetModuleFileNameW(nullptr, name, static_cast<DWORD>(std::size(name)));
    return name;
}
}  // namespace

Library::Library() {
    auto const file = program().parent_path() / "SignalOSBridge.dll";
    handle_ = ::LoadLibraryW(file.c_str());
    if (handle_ == nullptr) throw std::runtime_error("the DLL cannot be loaded: " + std::to_string(::GetLastError()));
}
Library::~Library() {
    ::FreeLibrary(static_cast<HMODULE>(handle_));
}
void* Library::address(char const* name) const {
    return reinterpret_cast<void*>(::GetProcAddress(static_cast<HMODULE>(handle_), name));
}

namespace {
std::string name_of(DWORD thread) {
    using GetDescription = HRESULT(WINAPI*)(HANDLE, wchar_t**);
    auto const get = reinterpret_cast<GetDescription>(
        reinterpret_cast<void*>(::GetProcAddress(::GetModuleHandleW(L"kernel32.dll"), "GetThreadDescription")));
    HANDLE const opened = ::OpenThread(THREAD_QUERY_LIMITED_INFORMATION, FALSE, thread);
    wchar_t* text = nullptr;
    std::string name;
    if (get != nullptr && opened != nullptr && get(opened, &text) >= 0)
        for (wchar_t const* at = text; *at != 0; ++at) name += static_cast<char>(*at);
    ::LocalFree(text);
    ::CloseHandle(opened);
    return name;
}
}  // namespace

std::vector<std::string> other_thread_names() {
    std::vector<std::string> names;
    for (DWORD const thread : windows::threads_of(::GetCurrentProcessId()))
        if (thread != ::GetCurrentThreadId()) names.push_back(name_of(thread));
    return names;
}

int threads() {
    return static_cast<int>(windows::threads_of(::GetCurrentProcessId()).size());
}
int handles() {
    return windows::handles_of(::GetCurrentProcessId());
}
long resident_kb() {
    PROCESS_MEMORY_COUNTERS memory{};
    ::GetProcessMemoryInfo(::GetCurrentProcess(), &memory, sizeof memory);
    return static_cast<long>(memory.WorkingSetSize / 1024);
}

#else

Library::Library() {
    auto const file = fs::read_symlink("/proc/self/exe").parent_path() / "libSignalOSBridge.so";
    handle_ = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) throw std::runtime_error(::dlerror());
}
Library::~Library() {
    ::dlclose(handle_);
}
void* Library::address(char const* name) const {
    return ::dlsym(handle_, name);
}

namespace {
int entries(char const* folder) {
    return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}
}  // namespace

int threads() {
    return entries("/proc/self/task");
}
std::vector<std::string> other_thread_names() {
    std::string const own = std::to_string(::gettid());
    std::vector<std::string> names;
    for (auto const& task : fs::directory_iterator("/proc/self/task")) {
        if (task.path().filename() == own) continue;
        std::string name;
        std::getline(std::ifstream(task.path() / "comm"), name);
        names.push_back(name);
    }
    return names;
}
int handles() {
    return entries("/proc/self/fd");
}
long resident_kb() {
    std::ifstream file("/proc/self/statm");
    long pages = 0, resident = 0;
    file >> pages >> resident;
    return resident * 4;
}

#endif

}  // namespace signalos::shipped
