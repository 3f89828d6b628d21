#if defined(_WIN32)
#include "platform/windows_handle.hpp"

#include <wincrypt.h>

namespace signalos::bridge {

namespace {
std::optional<std::string> taken(BOOL done, DATA_BLOB& blob) {
    if (!done) return std::nullopt;
    std::string bytes(reinterpret_cast<char const*>(blob.pbData), blob.cbData);
    ::SecureZeroMemory(blob.pbData, blob.cbData);
    ::LocalFree(blob.pbData);
    return bytes;
}

// DPAPI takes its input by a pointer to non-const, and leaves it alone.
DATA_BLOB blob_of(std::string& bytes) {
    return {static_cast<DWORD>(bytes.size()), reinterpret_cast<BYTE*>(bytes.data())};
}
}  // namespace

std::optional<std::wstring> wide(std::string_view text) {
    if (text.empty()) return std::wstring();
    int const size = static_cast<int>(text.size());
    int const needed = ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, nullptr, 0);
    if (needed <= 0) return std::nullopt;
    std::wstring out(static_cast<std::size_t>(needed), L'\0');
    ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, out.data(), needed);
    return out;
}

std::wstring system_path(std::string const& path) {
    auto const given = wide(path);
    if (!given || given->empty()) return {};
    DWORD const needed = ::GetFullPathNameW(given->c_str(), 0, nullptr, nullptr);
    std::wstring full(needed, L'\0');
    full.resize(::GetFullPathNameW(given->c_str(), needed, full.data(), nullptr));
    if (full.empty() || full.starts_with(L"\\\\?\\") || full.starts_with(L"\\\\.\\")) return full;
    return full.starts_with(L"\\\\") ? L"\\\\?\\UNC" + full.substr(1) : L"\\\\?\\" + full;
}

WindowsHandle open_unlinked(std::wstring const& path, DWORD access, DWORD share, DWORD disposition) {
    if (path.empty()) return {};
    WindowsHandle file(::CreateFileW(path.c_str(), access, share, nullptr, disposition,
                                     FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    FILE_ATTRIBUTE_TAG_INFO info{};
    if (!file || !::GetFileInformationByHandleEx(file.get(), FileAttributeTagInfo, &info, sizeof info)) return {};
    bool const link = (info.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 &&
                      (info.ReparseTag & 0x20000000U) != 0;  // a "name surrogate": it stands for another name
    if (link || (info.FileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) return {};
    return file;
}

std::optional<std::string> sealed(std::string_view secret) {
    std::string copy(secret);
    DATA_BLOB in = blob_of(copy), out{};
    return taken(
        ::CryptProtectData(&in, L"SignalOS terminal key", nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out),
        out);
}

std::optional<std::string> unsealed(std::string_view bytes) {
    std::string copy(bytes);
    DATA_BLOB in = blob_of(copy), out{};
    return taken(::CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out), out);
}

}  // namespace signalos::bridge
#endif
