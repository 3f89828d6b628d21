// Global variables and the file sandbox.
#include <filesystem>

#include "terminal/program_host.hpp"

namespace signalos::terminal {

namespace fs = std::filesystem;

namespace {

constexpr std::int32_t file_read_flag = 1, file_write_flag = 2, file_common_flag = 4096, file_rewrite_flag = 512;

}  // namespace

ProgramHost::~ProgramHost() {
    for (auto const& [handle, stream] : files_) std::fclose(stream);
}

bool ProgramHost::global_check(std::string const& name) {
    return services_.globals.check(name);
}

std::optional<double> ProgramHost::global_get(std::string const& name) {
    auto const value = services_.globals.get(name);
    if (!value) error_ = error::global_not_found;
    return value;
}

std::int64_t ProgramHost::global_set(std::string const& name, double value) {
    constexpr std::size_t longest_name = 63;
    if (name.empty() || name.size() > longest_name) {
        error_ = error::invalid_parameter;
        return 0;
    }
    return services_.globals.set(name, value);
}

bool ProgramHost::global_set_on_condition(std::string const& name, double value, double expected) {
    return services_.globals.set_on_condition(name, value, expected) || fail(error::global_not_found);
}

bool ProgramHost::global_temp(std::string const& name) {
    return services_.globals.make_temporary(name) || fail(error::global_exists);
}

bool ProgramHost::global_delete(std::string const& name) {
    return services_.globals.erase(name) || fail(error::global_not_found);
}

std::int64_t ProgramHost::global_time(std::string const& name) {
    return services_.globals.time(name);
}
std::int32_t ProgramHost::globals_total() {
    return services_.globals.total();
}
std::string ProgramHost::global_name(std::int32_t index) {
    return services_.globals.name(index);
}
std::int32_t ProgramHost::globals_delete_all(std::string const& prefix) {
    return services_.globals.erase_all(prefix);
}
void ProgramHost::globals_flush() {
    check_alive();
    services_.globals.flush();
}

// Nothing outside the sandbox: no absolute name, no way up.
std::optional<std::string> ProgramHost::path_of(std::string const& name, std::int32_t flags) {
    check_alive();
    std::string relative = name;
    for (char& c : relative) {
        if (c == '\\') c = '/';
    }
    bool bad =
        !services_.has_disk || relative.empty() || relative.front() == '/' || relative.find(':') != std::string::npos;
    for (auto const& part : fs::path(relative)) bad = bad || part == "..";
    if (bad) {
        error_ = error::wrong_file_name;
        return std::nullopt;
    }
    bool const common = (flags & file_common_flag) != 0;
    return services_.data_path + (common ? "/Common/Files/" : "/MQL5/Files/") + relative;
}

std::FILE* ProgramHost::file(std::int32_t handle) {
    auto const found = files_.find(handle);
    if (found != files_.end()) return found->second;
    error_ = error::wrong_handle;
    return nullptr;
}

std::int32_t ProgramHost::file_open(std::string const& name, std::int32_t flags) {
    auto const path = path_of(name, flags);
    if (!path) return -1;
    bool const reads = (flags & file_read_flag) != 0, writes = (flags & file_write_flag) != 0;
    std::error_code ignored;
    if (writes) fs::create_directories(fs::path(*path).parent_path(), ignored);
    char const* mode = writes ? "w+b" : "rb";
    if (reads && writes) mode = fs::exists(*path, ignored) ? "r+b" : "w+b";
    std::FILE* const stream = std::fopen(path->c_str(), mode);
    if (!stream) {
        error_ = error::cannot_open_file;
        return -1;
    }
    files_[next_file_] = stream;
    return next_file_++;
}

void ProgramHost::file_close(std::int32_t handle) {
    if (auto* stream = file(handle)) {
        std::fclose(stream);
        files_.erase(handle);
    }
}

void ProgramHost::file_flush(std::int32_t handle) {
    if (auto* stream = file(handle)) std::fflush(stream);
}

std::size_t ProgramHost::file_read(std::int32_t handle, std::span<std::byte> bytes) {
    auto* stream = file(handle);
    return stream ? std::fread(bytes.data(), 1, bytes.size(), stream) : 0;
}

std::size_t ProgramHost::file_write(std::int32_t handle, std::span<std::byte const> bytes) {
    auto* stream = file(handle);
    return stream ? std::fwrite(bytes.data(), 1, bytes.size(), stream) : 0;
}

bool ProgramHost::file_seek(std::int32_t handle, std::int64_t offset, std::int32_t origin) {
    auto* stream = file(handle);
    int const whence = origin == 0 ? SEEK_SET : origin == 1 ? SEEK_CUR : SEEK_END;
    return stream && ::fseeko(stream, offset, whence) == 0;
}

std::uint64_t ProgramHost::file_tell(std::int32_t handle) {
    auto* stream = file(handle);
    return stream ? static_cast<std::uint64_t>(::ftello(stream)) : 0;
}

std::uint64_t ProgramHost::file_size(std::int32_t handle) {
    auto* stream = file(handle);
    if (!stream) return 0;
    off_t const here = ::ftello(stream);
    ::fseeko(stream, 0, SEEK_END);
    off_t const end = ::ftello(stream);
    ::fseeko(stream, here, SEEK_SET);
    return static_cast<std::uint64_t>(end);
}

bool ProgramHost::file_exists(std::string const& name, std::int32_t common_flag) {
    auto const path = path_of(name, common_flag);
    std::error_code ignored;
    return path && (fs::is_regular_file(*path, ignored) || fail(error::file_not_exist));
}

bool ProgramHost::file_delete(std::string const& name, std::int32_t common_flag) {
    auto const path = path_of(name, common_flag);
    std::error_code ignored;
    return path && (fs::remove(*path, ignored) || fail(error::file_not_exist));
}

bool ProgramHost::file_move(std::string const& from, std::int32_t from_common_flag, std::string const& to,
                            std::int32_t mode_flags) {
    auto const source = path_of(from, from_common_flag);
    auto const target = path_of(to, mode_flags);
    if (!source || !target) return false;
    std::error_code ec;
    if (fs::exists(*target, ec) && (mode_flags & file_rewrite_flag) == 0) return fail(error::cannot_open_file);
    fs::rename(*source, *target, ec);
    return !ec || fail(error::file_not_exist);
}

bool ProgramHost::folder_create(std::string const& name, std::int32_t common_flag) {
    auto const path = path_of(name, common_flag);
    std::error_code ec;
    if (path) fs::create_directories(*path, ec);
    return path && !ec;
}

}  // namespace signalos::terminal
