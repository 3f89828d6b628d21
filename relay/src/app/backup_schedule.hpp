// Backups by the clock: when the next is due, on a thread of its own, with the oldest deleted behind it.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "util/config.hpp"

namespace signalos::relay {

/// What stands in the folder of scheduled backups.
struct KeptBackups {
    std::vector<std::string> files;  ///< names of ours, oldest first
    std::int64_t newest = 0;         ///< ms UTC from the newest name; 0 = there is none
};
KeptBackups kept_backups(std::string const& folder);

/// Lives on the I/O thread; its destructor waits for a backup that is being made.
class BackupSchedule {
public:
    using Post = std::function<void(std::function<void()>)>;
    /// Raises an alarm with these words, and calls `kept` on the I/O thread once it is stored.
    using Alarm = std::function<void(std::string words, std::function<void()> kept)>;
    /// `config` outlives it. `alarm` is raised at the first failure after a success, and at each one after that until
    /// it was kept: what fills a backup's disk may be the store's own.
    BackupSchedule(Config const& config, Clock const& clock, Post post, Alarm alarm);
    ~BackupSchedule();
    BackupSchedule(BackupSchedule const&) = delete;
    BackupSchedule& operator=(BackupSchedule const&) = delete;

    void on_tick();
    /// Makes one now, whatever the clock says; false while one is being made.
    bool start();
    /// A backup is being made.
    [[nodiscard]] bool running() const { return running_; }
    /// For the public health summary: {state: off|none|ok|failed, last_at?}. Never a path.
    [[nodiscard]] boost::json::object view() const;

private:
    void run();
    void ended(std::string const& failure);

    Config const& config_;
    Clock const& clock_;
    Post post_;
    Alarm alarm_;
    std::int64_t interval_ms_;
    std::int64_t last_at_ = 0;  // ms UTC of the newest good one; 0 = none
    std::int64_t next_at_;      // ms UTC
    std::string failure_;       // words; empty: the last one was good
    bool alarm_kept_ = false;   // of the failures since the last good one
    bool running_ = false;
    std::thread worker_;
};

}  // namespace signalos::relay
