// Prints "THREADS HANDLES" of the one process with this file name. usage: process_counts NAME.exe
#include "windows/process_counts.hpp"

#include <iostream>

namespace {
std::vector<DWORD> processes_named(std::string const& name) {
    HANDLE const all = ::CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    PROCESSENTRY32 entry{};
    entry.dwSize = sizeof entry;
    std::vector<DWORD> found;
    for (BOOL more = ::Process32First(all, &entry); more; more = ::Process32Next(all, &entry))
        if (name == entry.szExeFile) found.push_back(entry.th32ProcessID);
    ::CloseHandle(all);
    return found;
}
}  // namespace

int main(int count, char** arguments) {
    using namespace signalos::windows;
    auto const found = processes_named(count == 2 ? arguments[1] : "");
    if (found.size() != 1) {
        std::cerr << "process_counts: " << found.size() << " processes of that name\n";
        return 1;
    }
    std::cout << threads_of(found[0]).size() << ' ' << handles_of(found[0]) << '\n';
    return 0;
}
