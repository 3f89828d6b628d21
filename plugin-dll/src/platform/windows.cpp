#if defined(_WIN32)
#include "platform/windows_handle.hpp"
// The handles come first: they bring the Windows headers in their order.
#include <atomic>
#include <mutex>

#include "platform/machine.hpp"

namespace signalos::bridge {

namespace {
constexpr DWORD read_write = GENERIC_READ | GENERIC_WRITE;
constexpr char const* successor_suffix = ".new";

bool write_at_end(HANDLE file, std::string_view bytes) {
    while (!bytes.empty()) {
        OVERLAPPED end{};
        end.Offset = end.OffsetHigh = 0xFFFFFFFFU;  // wherever the end is by then
        auto const most = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1U << 30));
        DWORD written = 0;
        if (!::WriteFile(file, bytes.data(), most, &written, &end) || written == 0) return false;
        bytes.remove_prefix(written);
    }
    return true;
}

std::optional<std::string> read_all_of(HANDLE file, std::size_t limit) {
    std::string bytes;
    char buffer[65536];
    for (;;) {
        OVERLAPPED at{};
        at.Offset = static_cast<DWORD>(bytes.size() & 0xFFFFFFFFU);
        at.OffsetHigh = static_cast<DWORD>(bytes.size() >> 32);
        DWORD got = 0;
        if (!::ReadFile(file, buffer, sizeof buffer, &got, &at))
            return ::GetLastError() == ERROR_HANDLE_EOF ? std::optional(std::move(bytes)) : std::nullopt;
        if (got == 0) return bytes;
        if (bytes.size() + got > limit) return std::nullopt;
        bytes.append(buffer, got);
    }
}

// A journal's file. Windows replaces no file that is open, so its successor closes it for the moment of the step.
class JournalFile final : public DurableFile {
public:
    struct Place {
        std::mutex mutex;
        WindowsHandle file;
        bool gone = false;  // another file has the name now; as on other systems, what is still written goes nowhere
    };

    JournalFile(WindowsHandle file, std::wstring path, std::shared_ptr<Place> replaces = nullptr)
        : path_(std::move(path)), replaces_(std::move(replaces)) {
        place_->file = std::move(file);
    }

    bool append(std::string_view bytes) override {
        std::lock_guard lock(place_->mutex);
        return place_->gone || write_at_end(place_->file.get(), bytes);
    }
    // The handle is duplicated, so that a slow flush holds no append up.
    bool flush() override {
        WindowsHandle file;
        {
            std::lock_guard lock(place_->mutex);
            if (place_->gone) return true;
            file = duplicate(place_->file);
        }
        bool const flushed = file && ::FlushFileBuffers(file.get()) != 0;
        return flushed;
    }
    std::optional<std::string> read_all() override {
        std::lock_guard lock(place_->mutex);
        if (place_->gone) return std::nullopt;
        return read_all_of(place_->file.get(), std::size_t{1} << 30);
    }
    bool truncate(std::uint64_t size) override {
        std::lock_guard lock(place_->mutex);
        FILE_END_OF_FILE_INFO end{};
        end.EndOfFile.QuadPart = static_cast<LONGLONG>(size);
        return place_->gone ||
               ::SetFileInformationByHandle(place_->file.get(), FileEndOfFileInfo, &end, sizeof end) != 0;
    }

    std::unique_ptr<DurableFile> make_successor() override {
        std::wstring const fresh = path_ + L".new";
        ::DeleteFileW(fresh.c_str());
        WindowsHandle file = open_unlinked(fresh, read_write, share, CREATE_NEW);
        return file ? std::make_unique<JournalFile>(std::move(file), fresh, place_) : nullptr;
    }
    bool take_place() override {
        if (!replaces_) return false;
        std::scoped_lock lock(place_->mutex, replaces_->mutex);
        std::wstring const name = path_.substr(0, path_.size() - std::string_view(successor_suffix).size());
        place_->file.reset();
        replaces_->file.reset();
        bool const moved =
            ::MoveFileExW(path_.c_str(), name.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
        if (!moved) {
            // A virus scanner may hold the name for a moment. The old file goes on; if it cannot be opened again, its
            // next append fails and the bridge refuses commands.
            replaces_->file = open_unlinked(name, read_write, share, OPEN_EXISTING);
            return false;
        }
        replaces_->gone = true;
        replaces_.reset();
        path_ = name;
        place_->file = open_unlinked(name, read_write, share, OPEN_EXISTING);
        return true;
    }
    // NTFS journals the name itself; MOVEFILE_WRITE_THROUGH waited for it.
    bool settle_place() override { return flush(); }

    static constexpr DWORD share = FILE_SHARE_READ | FILE_SHARE_DELETE;

private:
    static WindowsHandle duplicate(WindowsHandle const& file) {
        HANDLE copy = INVALID_HANDLE_VALUE;
        HANDLE const here = ::GetCurrentProcess();
        if (!::DuplicateHandle(here, file.get(), here, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS)) return {};
        return WindowsHandle(copy);
    }

    std::shared_ptr<Place> place_ = std::make_shared<Place>();
    std::wstring path_;
    std::shared_ptr<Place> replaces_;
};

// Opened for nobody else to share: the system frees it when the process ends, however it ends.
class ExclusiveFile final : public FolderLock {
public:
    explicit ExclusiveFile(WindowsHandle file) : file_(std::move(file)) {}

private:
    WindowsHandle file_;
};

// The folder lies in the user's own profile, whose access list keeps other users out.
class WindowsFiles final : public FileSystem {
public:
    bool make_dirs(std::string const& path) override {
        std::wstring const full = system_path(path);
        if (full.empty()) return false;
        // After the drive, or after the server and the share: what lies above cannot be made.
        std::size_t at =
            full.starts_with(L"\\\\?\\UNC\\") ? full.find(L'\\', full.find(L'\\', 8) + 1) : full.find(L':') + 1;
        while (at != std::wstring::npos) {
            at = full.find(L'\\', at + 1);
            std::wstring const part = full.substr(0, at);
            if (!::CreateDirectoryW(part.c_str(), nullptr) && !is_folder(part)) return false;
        }
        return true;
    }
    std::unique_ptr<FolderLock> lock(std::string const& path) override {
        WindowsHandle file = open_unlinked(system_path(path), read_write, 0, OPEN_ALWAYS);
        return file ? std::make_unique<ExclusiveFile>(std::move(file)) : nullptr;
    }
    std::unique_ptr<DurableFile> open(std::string const& path) override {
        std::wstring const full = system_path(path);
        WindowsHandle file = open_unlinked(full, read_write, JournalFile::share, OPEN_ALWAYS);
        return file ? std::make_unique<JournalFile>(std::move(file), full) : nullptr;
    }
    std::optional<std::string> read(std::string const& path) override {
        WindowsHandle const file = open_unlinked(system_path(path), GENERIC_READ,
                                                 FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, OPEN_EXISTING);
        if (!file) return std::nullopt;
        return read_all_of(file.get(), 65536);
    }
    bool replace(std::string const& path, std::string_view contents) override {
        std::wstring const full = system_path(path), fresh = full + L".new";
        ::DeleteFileW(fresh.c_str());
        {
            WindowsHandle const file = open_unlinked(fresh, read_write, 0, CREATE_NEW);
            if (!file || !write_at_end(file.get(), contents) || !::FlushFileBuffers(file.get())) return false;
        }
        return ::MoveFileExW(fresh.c_str(), full.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0;
    }
    std::optional<std::string> read_secret(std::string const& path) override {
        auto const bytes = read(path);
        return bytes ? unsealed(*bytes) : std::nullopt;
    }
    bool replace_secret(std::string const& path, std::string_view secret) override {
        auto const bytes = sealed(secret);
        return bytes && replace(path, *bytes);
    }

private:
    static bool is_folder(std::wstring const& path) {
        DWORD const attributes = ::GetFileAttributesW(path.c_str());
        return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    }
};
}  // namespace

FileSystem& machine_files() {
    static auto& files = *new WindowsFiles;
    return files;
}

void pin_module(void const* inside) {
    HMODULE module = nullptr;
    ::GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                         static_cast<wchar_t const*>(inside), &module);
}

void name_thread(void* thread, char const* name) {
    // Looked up, because a Windows before 10 1607 has no such function, and a name is not worth a refusal to load.
    using SetDescription = HRESULT(WINAPI*)(HANDLE, wchar_t const*);
    HMODULE const kernel = ::GetModuleHandleW(L"kernel32.dll");
    auto const address = kernel ? ::GetProcAddress(kernel, "SetThreadDescription") : nullptr;
    if (address == nullptr) return;
    auto const set = reinterpret_cast<SetDescription>(reinterpret_cast<void*>(address));
    set(thread, wide(name).value_or(L"sos").c_str());
}

void name_this_thread(char const* name) {
    name_thread(::GetCurrentThread(), name);
}

void start_network() {
    // Asio would do this in a constructor that runs while the DLL is being loaded, where Windows forbids it.
    static bool const started = [] {
        WSADATA data{};
        return ::WSAStartup(MAKEWORD(2, 2), &data) == 0;
    }();
    static_cast<void>(started);
}

}  // namespace signalos::bridge
#endif
