// The relay's machine is destroyed and a backup is put back.
#include <algorithm>

#include "sim/world.hpp"
#include "store/rows.hpp"

namespace signalos::sim {

namespace {
std::map<CommandId, std::string> commands_in(relay::sqlite::Db& db) {
    std::map<CommandId, std::string> kinds;
    auto query = db.query("SELECT id, kind FROM commands");
    while (query.next()) {
        auto const id = relay::sql::id_of<CommandId>(query.text());
        kinds[id] = query.text();
    }
    return kinds;
}
}  // namespace

void World::make_backup() {
    trace_.line("relay", "backup");
    backup_ = relay_disk_.db().dump();
    backed_up_at_ = relay_clock_.utc_ms();
}

void World::destroy_relay() {
    if (healing_) return;
    trace_.line("relay", "destroyed");
    kill_relay(true, plan_.restored->away);
    // Behind the end of the process, whichever trouble ended it.
    scheduler_.after(1, [this] { put_back(); });
}

void World::put_back() {
    if (relay_) return;
    auto const known = commands_in(relay_disk_.db());
    relay_disk_.restore(backup_, {relay_clock_.utc_ms(), backed_up_at_});
    auto const kept = commands_in(relay_disk_.db());
    for (auto const& [id, kind] : known)
        if (!kept.contains(id)) forgotten_[id] = kind;
    // A stop that neither disk has any more is gone: nothing can carry it over the terminal's restart.
    for (auto& stop : stops_)
        if (stop.in_memory && stop.from > plan_.restored->backup) stop.until = std::min(stop.until, scheduler_.now());
    trace_.line("relay", "restored, " + std::to_string(forgotten_.size()) + " forgotten");
}

void World::judge_forgotten(Verdict& verdict) {
    for (auto const& [id, kind] : forgotten_) {
        auto query = relay_disk_.db().query("SELECT 1 FROM orphans WHERE command_id=?");
        bool const told = query.bind(id.text()).next();
        judge_orphan(id, kind, told, broker_.server().rows(), verdict);
    }
}

}  // namespace signalos::sim
