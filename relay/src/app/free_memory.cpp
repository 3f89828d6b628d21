#include "app/free_memory.hpp"

#include <malloc.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>

namespace signalos::relay {
namespace {

// Above what is in use; program and libraries are a third of it.
constexpr std::size_t worth_giving_back = 64 * 1024 * 1024;

std::size_t resident_bytes() {
    std::size_t size = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> size >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

void FreeMemory::on_tick() {
    if (clock_.steady_ms() < next_look_) return;
    next_look_ = clock_.steady_ms() + look_every_ms;
    // What lies free but was given back already counts as free, not as resident: it is not given back again.
    auto const heap = mallinfo2();
    if (resident_bytes() >= heap.uordblks + heap.hblkhd + worth_giving_back) malloc_trim(0);
}

}  // namespace signalos::relay
