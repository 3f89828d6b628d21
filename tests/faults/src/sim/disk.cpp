#include "sim/disk.hpp"

#include <algorithm>

namespace signalos::sim {

namespace {
// Numbers of the journal's record types, as in its file.
constexpr int recv_record = 2, intent_record = 3, leg_record = 4, out_record = 6, acked_record = 9;
constexpr std::size_t type_at = 8;  // behind length and checksum

class HeldLock final : public bridge::FolderLock {
public:
    HeldLock(std::set<std::string>& locks, std::string path) : locks_(locks), path_(std::move(path)) {}
    ~HeldLock() override { locks_.erase(path_); }

private:
    std::set<std::string>& locks_;
    std::string path_;
};
}  // namespace

class MountedFile final : public bridge::DurableFile {
public:
    MountedFile(Disk& disk, std::shared_ptr<Life> life, std::shared_ptr<StoredFile> file, std::string path)
        : disk_(disk), life_(std::move(life)), file_(std::move(file)), path_(std::move(path)) {}

    bool append(std::string_view bytes) override {
        if (life_->dead || disk_.weather.full) return false;
        file_->cached += bytes;
        if (bytes.size() > type_at) file_->unflushed.insert(bytes[type_at]);
        return true;
    }

    bool flush() override {
        if (life_->dead) return false;
        auto const pending = std::exchange(file_->unflushed, {});
        std::size_t const end = file_->cached.size();
        if (!place_.empty() ? !life_->pass("T9") : !before(pending)) return false;
        // The link flushes beside the EA: others run meanwhile. The EA's own flush holds the session's lock.
        if (disk_.scheduler_.running() == link_fibre) wait_for_platter();
        if (life_->dead || disk_.weather.flush_fails) return false;
        file_->durable = std::max(file_->durable, std::min(end, file_->cached.size()));
        return !place_.empty() || after(pending);
    }

    std::optional<std::string> read_all() override {
        if (life_->dead) return std::nullopt;
        return file_->cached;
    }

    bool truncate(std::uint64_t size) override {
        if (life_->dead) return false;
        file_->cached.resize(static_cast<std::size_t>(size));
        file_->durable = std::min(file_->durable, file_->cached.size());
        return true;
    }

    std::unique_ptr<bridge::DurableFile> make_successor() override {
        if (life_->dead) return nullptr;
        auto fresh = std::make_shared<StoredFile>();
        disk_.files_[path_ + ".new"] = fresh;
        auto file = std::make_unique<MountedFile>(disk_, life_, std::move(fresh), path_ + ".new");
        file->place_ = path_;
        return file;
    }

    bool take_place() override {
        if (!life_->pass("T9")) return false;
        disk_.unsettled_[place_] = disk_.files_[place_];
        disk_.files_[place_] = file_;
        disk_.files_.erase(path_);
        path_ = std::exchange(place_, {});
        return life_->pass("T9");
    }

    bool settle_place() override {
        if (disk_.scheduler_.running() == link_fibre) wait_for_platter();
        if (life_->dead || disk_.weather.flush_fails) return false;
        disk_.unsettled_.erase(path_);
        return life_->pass("T9");
    }

private:
    bool before(std::set<int> const& types) {
        if (types.contains(recv_record) && !life_->pass("T1")) return false;
        if (types.contains(intent_record) && !life_->pass("T3")) return false;
        if (types.contains(leg_record) && !life_->pass("T6")) return false;
        return !types.contains(acked_record) || life_->pass("T8");
    }
    bool after(std::set<int> const& types) {
        if (types.contains(recv_record) && !life_->pass("T2")) return false;
        if (types.contains(intent_record) && !life_->pass("T4")) return false;
        return !types.contains(leg_record) || life_->pass("T7");
    }
    void wait_for_platter() {
        Micros const takes = disk_.dice_.between(disk_.weather.flush_least, disk_.weather.flush_most);
        disk_.scheduler_.rest_until(disk_.scheduler_.now() + takes);
    }

    Disk& disk_;
    std::shared_ptr<Life> life_;
    std::shared_ptr<StoredFile> file_;
    std::string path_;
    std::string place_;  // of a successor: where it belongs
};

class Mounted final : public bridge::FileSystem {
public:
    Mounted(Disk& disk, std::shared_ptr<Life> life) : disk_(disk), life_(std::move(life)) {}

    bool make_dirs(std::string const&) override { return !life_->dead; }

    std::unique_ptr<bridge::FolderLock> lock(std::string const& path) override {
        if (life_->dead || !disk_.locks_.insert(path).second) return nullptr;
        return std::make_unique<HeldLock>(disk_.locks_, path);
    }

    std::unique_ptr<bridge::DurableFile> open(std::string const& path) override {
        if (life_->dead) return nullptr;
        auto& file = disk_.files_[path];
        if (!file) file = std::make_shared<StoredFile>();
        disk_.unsettled_.erase(path);  // opening flushes the folder
        return std::make_unique<MountedFile>(disk_, life_, file, path);
    }

    std::optional<std::string> read(std::string const& path) override {
        auto const found = disk_.files_.find(path);
        if (life_->dead || found == disk_.files_.end()) return std::nullopt;
        return found->second->cached;
    }

    bool replace(std::string const& path, std::string_view contents) override {
        if (life_->dead || disk_.weather.full) return false;
        auto fresh = std::make_shared<StoredFile>();
        fresh->cached = contents;
        fresh->durable = contents.size();
        disk_.files_[path] = std::move(fresh);
        return true;
    }

private:
    Disk& disk_;
    std::shared_ptr<Life> life_;
};

std::unique_ptr<bridge::FileSystem> Disk::mount(std::shared_ptr<Life> life) {
    return std::make_unique<Mounted>(*this, std::move(life));
}

void Disk::lose_power() {
    for (auto& [path, old] : std::exchange(unsettled_, {}))
        if (dice_.chance(0.5)) files_[path] = old;
    for (auto& [path, file] : files_) {
        std::size_t const unflushed = file->cached.size() - file->durable;
        std::size_t const kept = static_cast<std::size_t>(dice_.between(0, static_cast<std::int64_t>(unflushed)));
        file->cached.resize(file->durable + kept);
        // The last sector may hold anything.
        if (kept > 0 && dice_.chance(0.3)) file->cached.back() = static_cast<char>(dice_.draw());
        file->durable = file->cached.size();
        file->unflushed.clear();
    }
}

std::string const* Disk::find(std::string const& path) const {
    auto const found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second->cached;
}

}  // namespace signalos::sim
