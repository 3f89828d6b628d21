#include "app/admin_control.hpp"

#include "app/backup_command.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
constexpr char const* not_running = "no relay runs on this data_dir";

json::array names_of(KeptBackups const& kept) {
    json::array names;
    for (auto at = kept.files.rbegin(); at != kept.files.rend(); ++at) names.emplace_back(*at);
    return names;
}

}  // namespace

std::optional<InputFault> AdminControl::problem_with(json::object const& wanted) const {
    if (backups_ == nullptr)
        return InputFault{errc::bad_request, "/settings",
                          std::string(not_running) + ": change its configuration, and start it"};
    return settings_.problem_with(wanted);
}

json::object AdminControl::reload() {
    if (!reload_) return {{"error", std::string(not_running) + ": there is nothing to reload"}};
    return reload_();
}

json::object AdminControl::backups() const {
    auto const kept = kept_backups(backup_folder(settings_.now()));
    json::object view;
    if (backups_ != nullptr) view = backups_->view();
    if (backups_ == nullptr) view["state"] = kept.newest == 0 ? "none" : "ok";
    if (kept.newest != 0 && !view.contains("last_at")) view["last_at"] = kept.newest;
    view["running"] = backups_ != nullptr && backups_->running();
    view["files"] = names_of(kept);
    return view;
}

std::optional<std::string> AdminControl::start_backup() {
    if (backups_ == nullptr) return std::string(not_running) + ": give `signalos-relay backup`";
    if (!backups_->start()) return "a backup is being made";
    return std::nullopt;
}

}  // namespace signalos::relay
