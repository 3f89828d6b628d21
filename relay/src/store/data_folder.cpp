#include "store/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace signalos::relay {

namespace {
constexpr unsigned network_file_systems[] = {0x6969u /* nfs */,      0x517bu /* smb */,    0xff534d42u /* cifs */,
                                             0xfe534d42u /* smb2 */, 0x01021997u /* 9p */, 0x5346414fu /* afs */};

bool on_network(std::string const& path) {
    struct statfs info {};
    if (::statfs(path.c_str(), &info) != 0) return false;
    for (unsigned const type : network_file_systems) {
        if (static_cast<unsigned>(info.f_type) == type) return true;
    }
    return false;
}
}  // namespace

DataFolder::DataFolder(std::string path) : path_(std::move(path)) {
    if (!std::filesystem::exists(path_)) {
        std::filesystem::create_directories(path_);
        ::chmod(path_.c_str(), 0700);
    }
    if (on_network(path_)) {
        throw std::runtime_error(
            "the data folder " + path_ +
            " is on a network file system, where locks and flushes cannot be trusted: use a local disk");
    }
    auto const name = file("lock");
    lock_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) throw std::runtime_error(name + ": " + std::strerror(errno));
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        throw std::runtime_error("another relay is running on the data folder " + path_ +
                                 ": stop it, or give this one its own folder");
    }
}

void flush_path(std::string const& path) {
    int const opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    int const flushed = opened < 0 ? -1 : ::fsync(opened);
    auto const words = std::string(std::strerror(errno));
    if (opened >= 0) ::close(opened);
    if (flushed != 0) throw std::runtime_error(path + ": " + words);
}

DataFolder::~DataFolder() {
    if (lock_ >= 0) ::close(lock_);
}

}  // namespace signalos::relay
