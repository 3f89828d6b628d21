#include "app/backup_schedule.hpp"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <utility>

#include "app/backup_command.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

constexpr log::Logger logger{"app"};
constexpr std::int64_t first_after_ms = 60'000;  // a relay that is started to be looked at makes none
constexpr std::int64_t again_after_ms = 15 * 60'000;
constexpr std::int64_t hour_ms = 3600 * 1000;

/// 0 for a name that is not ours.
std::int64_t made_at(std::string const& name) {
    std::tm parts{};
    char const* const rest = ::strptime(name.c_str(), "signalos-%Y%m%dT%H%M%SZ.backup", &parts);
    if (rest == nullptr || *rest != '\0') return 0;
    return static_cast<std::int64_t>(::timegm(&parts)) * 1000;
}

void prune(std::string const& folder, std::size_t keep) {
    auto const kept = kept_backups(folder);
    for (std::size_t i = 0; i + keep < kept.files.size(); ++i) {
        std::error_code ignored;
        std::filesystem::remove(folder + "/" + kept.files[i], ignored);
    }
}

}  // namespace

KeptBackups kept_backups(std::string const& folder) {
    KeptBackups kept;
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(folder, none)) {
        auto const name = entry.path().filename().string();
        if (made_at(name) != 0) kept.files.push_back(name);
    }
    std::sort(kept.files.begin(), kept.files.end());
    if (!kept.files.empty()) kept.newest = made_at(kept.files.back());
    return kept;
}

BackupSchedule::BackupSchedule(Config const& config, Clock const& clock, Post post, Alarm alarm)
    : config_(config),
      clock_(clock),
      post_(std::move(post)),
      alarm_(std::move(alarm)),
      interval_ms_(config.integer("backup.interval_hours") * hour_ms),
      last_at_(kept_backups(backup_folder(config)).newest),
      next_at_(last_at_ == 0 ? clock.utc_ms() + first_after_ms : last_at_ + interval_ms_) {}

BackupSchedule::~BackupSchedule() {
    if (worker_.joinable()) worker_.join();
}

void BackupSchedule::on_tick() {
    // A clock set back by a day must not put the next one off by a day.
    next_at_ = std::min(next_at_, clock_.utc_ms() + std::max(interval_ms_, again_after_ms));
    if (interval_ms_ == 0 || clock_.utc_ms() < next_at_) return;
    start();
}

bool BackupSchedule::start() {
    if (running_) return false;
    running_ = true;
    if (worker_.joinable()) worker_.join();
    worker_ = std::thread([this] { run(); });
    return true;
}

void BackupSchedule::run() {
    std::string failure;
    try {
        auto const report = back_up(config_, "", clock_.utc_ms());
        prune(backup_folder(config_), static_cast<std::size_t>(config_.integer("backup.keep")));
        logger.info("backup_made", {{"file", report.file}, {"rows", report.rows()}});
    } catch (std::exception const& error) {
        failure = error.what();
    }
    post_([this, failure] { ended(failure); });
}

void BackupSchedule::ended(std::string const& failure) {
    running_ = false;
    failure_ = failure;
    auto const now = clock_.utc_ms();
    next_at_ = now + (failure.empty() ? interval_ms_ : std::min(interval_ms_, again_after_ms));
    if (failure.empty()) {
        last_at_ = now;
        alarm_kept_ = false;
        return;
    }
    logger.error("backup_failed", {{"error", failure}});
    if (!alarm_kept_) alarm_("The scheduled backup failed: " + failure, [this] { alarm_kept_ = true; });
}

boost::json::object BackupSchedule::view() const {
    char const* state = last_at_ == 0 ? "none" : "ok";
    if (!failure_.empty()) state = "failed";
    if (interval_ms_ == 0 && failure_.empty()) state = "off";
    boost::json::object view{{"state", state}};
    if (last_at_ != 0) view["last_at"] = last_at_;
    return view;
}

}  // namespace signalos::relay
