// What the Windows half of the platform shares: an owned handle, and paths as Windows wants them.
#pragma once
#include <winsock2.h>
// winsock2.h must come before windows.h.
#include <windows.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace signalos::bridge {

class WindowsHandle {
public:
    WindowsHandle() = default;
    explicit WindowsHandle(HANDLE handle) : handle_(handle) {}
    WindowsHandle(WindowsHandle&& other) noexcept : handle_(std::exchange(other.handle_, INVALID_HANDLE_VALUE)) {}
    WindowsHandle& operator=(WindowsHandle&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~WindowsHandle() { reset(); }
    void reset() {
        if (*this) ::CloseHandle(std::exchange(handle_, INVALID_HANDLE_VALUE));
    }
    [[nodiscard]] HANDLE get() const { return handle_; }
    explicit operator bool() const { return handle_ != INVALID_HANDLE_VALUE; }

private:
    HANDLE handle_ = INVALID_HANDLE_VALUE;
};

/// nullopt when `text` is not UTF-8.
std::optional<std::wstring> wide(std::string_view text);
/// Absolute, with backslashes and without the limit of 260 characters; empty when it cannot be made.
std::wstring system_path(std::string const& path);

/// Refuses links: nothing is opened through a junction or a symbolic link at the end of `path`. Cloud placeholders are
/// not links. Invalid when it cannot be opened.
WindowsHandle open_unlinked(std::wstring const& path, DWORD access, DWORD share, DWORD disposition);

/// What DPAPI makes of it for this Windows user alone, and back; nullopt when DPAPI refuses.
std::optional<std::string> sealed(std::string_view secret);
std::optional<std::string> unsealed(std::string_view bytes);

}  // namespace signalos::bridge
