#if !defined(_WIN32)
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "platform/machine.hpp"

namespace signalos::bridge {

namespace {
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_;
};

Descriptor open_file(std::string const& path, int flags) {
    return Descriptor(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600));
}

bool write_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t const n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

std::optional<std::string> read_all_of(int fd, std::size_t limit) {
    std::string bytes;
    char buffer[65536];
    for (off_t at = 0;;) {
        ssize_t const n = ::pread(fd, buffer, sizeof buffer, at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || bytes.size() + static_cast<std::size_t>(n) > limit) return std::nullopt;
        if (n == 0) return bytes;
        bytes.append(buffer, static_cast<std::size_t>(n));
        at += n;
    }
}

bool flush_folder_of(std::string const& path) {
    Descriptor const folder(::open(path.substr(0, path.rfind('/')).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder && ::fsync(folder.get()) == 0;
}

constexpr char const* successor_suffix = ".new";

class PosixFile final : public DurableFile {
public:
    PosixFile(Descriptor fd, std::string path) : fd_(std::move(fd)), path_(std::move(path)) {}
    bool append(std::string_view bytes) override { return write_all(fd_.get(), bytes); }
    bool flush() override { return ::fdatasync(fd_.get()) == 0; }
    std::optional<std::string> read_all() override { return read_all_of(fd_.get(), std::size_t{1} << 30); }
    bool truncate(std::uint64_t size) override { return ::ftruncate(fd_.get(), static_cast<off_t>(size)) == 0; }
    std::unique_ptr<DurableFile> make_successor() override {
        std::string const fresh = path_ + successor_suffix;
        ::unlink(fresh.c_str());
        Descriptor fd = open_file(fresh, O_RDWR | O_CREAT | O_EXCL | O_APPEND);
        return fd ? std::make_unique<PosixFile>(std::move(fd), fresh) : nullptr;
    }
    bool take_place() override {
        std::string const place = path_.substr(0, path_.rfind(successor_suffix));
        if (::rename(path_.c_str(), place.c_str()) != 0) return false;
        path_ = place;
        return true;
    }
    bool settle_place() override { return flush_folder_of(path_); }

private:
    Descriptor fd_;
    std::string path_;
};

class PosixLock final : public FolderLock {
public:
    explicit PosixLock(Descriptor fd) : fd_(std::move(fd)) {}

private:
    Descriptor fd_;  // flock ends with the descriptor
};

class PosixFiles final : public FileSystem {
public:
    bool make_dirs(std::string const& path) override {
        for (std::size_t at = 1; at != std::string::npos;) {
            at = path.find('/', at + 1);
            std::string const part = path.substr(0, at);
            if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return false;
        }
        return true;
    }
    std::unique_ptr<FolderLock> lock(std::string const& path) override {
        Descriptor fd = open_file(path, O_RDWR | O_CREAT);
        if (!fd || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return nullptr;
        return std::make_unique<PosixLock>(std::move(fd));
    }
    std::unique_ptr<DurableFile> open(std::string const& path) override {
        Descriptor fd = open_file(path, O_RDWR | O_CREAT | O_APPEND);
        if (!fd || !flush_folder_of(path)) return nullptr;
        return std::make_unique<PosixFile>(std::move(fd), path);
    }
    std::optional<std::string> read(std::string const& path) override {
        Descriptor const fd = open_file(path, O_RDONLY);
        if (!fd) return std::nullopt;
        return read_all_of(fd.get(), 65536);
    }
    bool replace(std::string const& path, std::string_view contents) override {
        std::string const fresh = path + ".new";
        ::unlink(fresh.c_str());
        Descriptor const fd = open_file(fresh, O_WRONLY | O_CREAT | O_EXCL);
        if (!fd || !write_all(fd.get(), contents) || ::fsync(fd.get()) != 0) return false;
        return ::rename(fresh.c_str(), path.c_str()) == 0 && flush_folder_of(path);
    }
};
}  // namespace

FileSystem& machine_files() {
    static auto& files = *new PosixFiles;
    return files;
}

void pin_module(void const* inside) {
    Dl_info info{};
    // RTLD_NODELETE stays in force although the reference is dropped with the process alone.
    if (::dladdr(inside, &info) != 0 && info.dli_fname != nullptr)
        ::dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

void name_this_thread(char const* name) {
    ::pthread_setname_np(::pthread_self(), name);
}

void start_network() {}

}  // namespace signalos::bridge
#endif
