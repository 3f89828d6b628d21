// What a process of this Windows (or Wine) holds, counted by the system.
#pragma once
#include <windows.h>
// After windows.h.
#include <tlhelp32.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace signalos::windows {

inline std::vector<DWORD> threads_of(DWORD process) {
    HANDLE const all = ::CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    THREADENTRY32 entry{};
    entry.dwSize = sizeof entry;
    std::vector<DWORD> threads;
    for (BOOL more = ::Thread32First(all, &entry); more; more = ::Thread32Next(all, &entry))
        if (entry.th32OwnerProcessID == process) threads.push_back(entry.th32ThreadID);
    ::CloseHandle(all);
    return threads;
}

// The system's whole list: Wine does not implement the count of one process.
inline int handles_of(DWORD process) {
    std::vector<std::uint64_t> buffer(1 << 12);
    ULONG const information = 16;  // SystemHandleInformation
    using Query = LONG(WINAPI*)(ULONG, void*, ULONG, ULONG*);
    auto const query = reinterpret_cast<Query>(
        reinterpret_cast<void*>(::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "NtQuerySystemInformation")));
    while (query(information, buffer.data(), static_cast<ULONG>(buffer.size() * 8), nullptr) != 0)
        buffer.resize(buffer.size() * 2);
    struct Row {
        ULONG owner;
        UCHAR type, flags;
        USHORT value;
        void* object;
        ULONG access;
    };
    auto const* const rows = reinterpret_cast<Row const*>(buffer.data() + 1);
    auto const total = *reinterpret_cast<ULONG const*>(buffer.data());
    return static_cast<int>(
        std::count_if(rows, rows + total, [process](Row const& row) { return row.owner == process; }));
}

}  // namespace signalos::windows
