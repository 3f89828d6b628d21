// A machine's disk. What was appended lies in the system's cache until it is flushed: it survives a killed process and
// is lost, or torn, when the power goes.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>

#include "bridge/ports.hpp"
#include "sim/dice.hpp"
#include "sim/life.hpp"
#include "sim/scheduler.hpp"

namespace signalos::sim {

struct StoredFile {
    std::string cached;       // what a process reads
    std::size_t durable = 0;  // so many bytes of it are on the platter
    std::set<int> unflushed;  // journal record types behind `durable`
};

/// Name of the fibre that plays a bridge's link thread.
inline constexpr std::string_view link_fibre = "link";

/// Troubles a disk may be in.
struct DiskWeather {
    bool full = false;  // nothing can be appended
    bool flush_fails = false;
    Micros flush_least = 50;  // how long a flush of the link takes
    Micros flush_most = 3000;
};

/// Outlives the processes that use it.
class Disk {
public:
    Disk(Scheduler& scheduler, Dice dice) : scheduler_(scheduler), dice_(dice) {}

    /// For one process. Files of a dead process do nothing any more.
    std::unique_ptr<bridge::FileSystem> mount(std::shared_ptr<Life> life);
    /// What was not flushed is gone, or half of it is, or it is garbage.
    void lose_power();
    DiskWeather weather;
    [[nodiscard]] std::string const* find(std::string const& path) const;

private:
    friend class MountedFile;
    friend class Mounted;
    Scheduler& scheduler_;
    Dice dice_;
    std::map<std::string, std::shared_ptr<StoredFile>> files_;
    std::map<std::string, std::shared_ptr<StoredFile>> unsettled_;  // by name: who had it, as a power cut may show
    std::set<std::string> locks_;
};

}  // namespace signalos::sim
