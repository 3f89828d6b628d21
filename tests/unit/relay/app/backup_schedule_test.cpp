// Backups by the clock when they fail: who is told, when it is tried again, and what is left of the old ones.
#include "app/backup_schedule.hpp"

#include <fstream>
#include <optional>

#include "../core_terminal/core_fixture.hpp"
#include "app/config_keys.hpp"
#include "store/backup.hpp"
#include "store/sqlite_db.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;

/// A relay's store with a terminal to tell alarms at, and the schedule on it.
struct Backups {
    Core core;
    std::string folder = (core.folder / "backups").string();
    Config config = made();
    std::optional<BackupSchedule> schedule;

    Backups() {
        core.submit("pause", {}, "key");  // the audit log holds a line
        core.commands.reset();
        core.store.reset();
        core.store = open_sqlite_store(core.folder.string(), poster());  // with everything in its one file
        schedule.emplace(config, core.clock, poster(), [this](std::string const& words, auto const& kept) {
            core.store->alarm_operator(words, core.clock.utc, [kept](Reply<CommandChange> told) {
                if (told.ok()) kept();
            });
        });
    }
    Config made() const {
        auto loaded = Config::load(config_keys(), std::nullopt, {},
                                   {{"data_dir", core.folder.string()},
                                    {"backup.folder", folder},
                                    {"backup.interval_hours", "24"},
                                    {"backup.keep", "2"}});
        return std::get<Config>(std::move(loaded));
    }
    PostToLoop poster() {
        return [this](std::function<void()> task) {
            {
                std::lock_guard const lock(core.mutex);
                core.tasks.push_back(std::move(task));
            }
            core.wake.notify_one();
        };
    }
    /// Lets time go by and the clock tick; whether a backup was tried, which has ended then and told what it tells.
    bool tries_after(std::int64_t ms) {
        core.clock.forward(ms);
        schedule->on_tick();
        if (!schedule->running()) return false;
        core.until([&] { return !schedule->running(); });
        core.settle();
        return true;
    }
    [[nodiscard]] std::string state() const { return std::string(schedule->view().at("state").as_string()); }
    /// The words of the alarms that users see, newest first.
    std::vector<std::string> alarms() {
        auto const listed = core.ask<std::vector<AlarmRow>>(
            [&](auto done) { core.store->list_alarms(core.org, TerminalScope::all(), 100, done); });
        std::vector<std::string> words;
        for (auto const& alarm : listed.value)
            words.emplace_back(json::parse(alarm.event.data).at("error").as_string());
        return words;
    }
};

/// Takes away what it was given when it goes.
struct Undo {
    explicit Undo(std::function<void()> how) : undo(std::move(how)) {}
    ~Undo() { undo(); }
    Undo(Undo const&) = delete;
    Undo& operator=(Undo const&) = delete;
    std::function<void()> undo;
};

std::unique_ptr<Undo> file_in_place_of_folder(Backups& b) {
    std::filesystem::rename(b.folder, b.folder + ".away");
    std::ofstream(b.folder) << "no folder";
    return std::make_unique<Undo>([&b] {
        std::filesystem::remove(b.folder);
        std::filesystem::rename(b.folder + ".away", b.folder);
    });
}

// Room for what the store writes, none for a copy of it.
std::unique_ptr<Undo> disk_full(Backups& b) {
    auto const half = std::filesystem::file_size(b.core.folder / "signalos.db") / 2;
    auto full = std::make_shared<FullDisk>(static_cast<rlim_t>(half));
    return std::make_unique<Undo>([full]() mutable { full.reset(); });
}

// The copy is made and read again, and what it holds is not what was once written.
std::unique_ptr<Undo> audit_changed(Backups& b) {
    auto const change = [&b](char const* from, char const* to) {
        sqlite::Db db(b.core.folder / "signalos.db");
        db.query("UPDATE audit SET action=? WHERE action=?").all(to, from).run();
        REQUIRE(db.changes() > 0);
    };
    change("command_accepted", "nothing_happened");
    return std::make_unique<Undo>([change] { change("nothing_happened", "command_accepted"); });
}

/// What keeps a backup from being made, until it goes.
struct Trouble {
    char const* name;
    char const* words;
    std::unique_ptr<Undo> (*begin)(Backups&);
};
constexpr Trouble troubles[] = {{"the folder is no folder", "Not a directory", file_in_place_of_folder},
                                {"the disk is full", "disk", disk_full},
                                {"what was written does not verify", "audit chain", audit_changed}};

std::vector<std::string> whole_files(std::string const& folder) {
    auto const kept = kept_backups(folder).files;
    for (auto const& file : kept) CHECK(verify_backup(folder + "/" + file).rows() > 0);
    return kept;
}
}  // namespace

TEST_CASE("a scheduled backup that fails is an alarm once, is tried again until one succeeds, and costs no old one",
          "[backup]") {
    for (auto const& trouble : troubles) {
        DYNAMIC_SECTION(trouble.name) {
            Backups b;
            CHECK_FALSE(b.tries_after(minute_ms - 1));
            REQUIRE(b.tries_after(1));
            REQUIRE(b.tries_after(24 * hour_ms));
            REQUIRE(b.state() == "ok");
            auto const good_at = b.schedule->view().at("last_at");
            auto const before = whole_files(b.folder);
            REQUIRE(before.size() == 2);

            auto undo = trouble.begin(b);
            REQUIRE(b.tries_after(24 * hour_ms));
            CHECK(b.state() == "failed");
            CHECK(b.schedule->view().at("last_at") == good_at);
            REQUIRE(b.alarms().size() == 1);
            INFO(b.alarms().front());
            CHECK(b.alarms().front().find("The scheduled backup failed: ") == 0);
            CHECK(b.alarms().front().find(trouble.words) != std::string::npos);
            CHECK_FALSE(b.tries_after(15 * minute_ms - 1));
            CHECK(b.tries_after(1));
            CHECK(b.state() == "failed");
            CHECK(b.alarms().size() == 1);
            undo.reset();

            CHECK(whole_files(b.folder) == before);
            CHECK(b.tries_after(15 * minute_ms));
            CHECK(b.state() == "ok");
            CHECK(b.alarms().size() == 1);
            auto const after = whole_files(b.folder);
            REQUIRE(after.size() == 2);
            CHECK(after.front() == before.back());
            CHECK_FALSE(b.tries_after(24 * hour_ms - 1));

            undo = trouble.begin(b);  // another trouble is another alarm
            CHECK(b.tries_after(1));
            CHECK(b.alarms().size() == 2);
        }
    }
}

TEST_CASE("an alarm about a backup that could not be kept is raised again with the next failure", "[backup]") {
    Backups b;
    REQUIRE(b.tries_after(minute_ms));
    {
        FullDisk const full;  // the store's disk is the backups' too
        REQUIRE(b.tries_after(24 * hour_ms));
    }
    CHECK(b.state() == "failed");
    CHECK(b.alarms().empty());
    auto const undo = file_in_place_of_folder(b);
    REQUIRE(b.tries_after(15 * minute_ms));
    CHECK(b.alarms().size() == 1);
}
