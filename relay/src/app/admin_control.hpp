// RelayControl over the parts of the application.
#pragma once
#include <functional>

#include "app/backup_schedule.hpp"
#include "app/running_settings.hpp"
#include "services/relay_control.hpp"

namespace signalos::relay {

/// Without a schedule and a reload it stands for a relay that does not run: it shows the settings and changes nothing.
class AdminControl final : public RelayControl {
public:
    explicit AdminControl(RunningSettings& settings) : settings_(settings) {}

    /// From now on the relay runs. `backups` outlives this.
    void running(BackupSchedule& backups, std::function<boost::json::object()> reload) {
        backups_ = &backups;
        reload_ = std::move(reload);
    }

    [[nodiscard]] boost::json::array settings() const override { return settings_.rows(); }
    [[nodiscard]] std::optional<InputFault> problem_with(boost::json::object const& wanted) const override;
    boost::json::object change(boost::json::object const& wanted) override { return settings_.change(wanted); }
    boost::json::object reload() override;
    [[nodiscard]] boost::json::object backups() const override;
    std::optional<std::string> start_backup() override;

private:
    RunningSettings& settings_;
    BackupSchedule* backups_ = nullptr;
    std::function<boost::json::object()> reload_;
};

}  // namespace signalos::relay
