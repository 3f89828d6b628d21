#include "util/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace signalos::relay::log {
namespace {

std::atomic<bool> json_lines{false};
std::mutex registry_mutex;
Options current;

spdlog::level::level_enum native(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warn:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
        case Level::off:
            return spdlog::level::off;
    }
    return spdlog::level::info;
}

Level level_of(Options const& options, std::string_view module) {
    for (std::string_view const item : options.module_levels) {
        auto const equals = item.find('=');
        if (equals != std::string_view::npos && item.substr(0, equals) == module)
            return parse_level(item.substr(equals + 1));
    }
    return options.level;
}

void apply(spdlog::logger& logger) {
    logger.set_level(native(level_of(current, logger.name())));
    logger.set_pattern(current.json ? "%v" : "%Y-%m-%dT%H:%M:%S.%e %L [%n] %v");
}

std::shared_ptr<spdlog::logger> logger_of(char const* module) {
    std::lock_guard lock(registry_mutex);
    if (auto existing = spdlog::get(module)) return existing;
    auto made = spdlog::stderr_logger_mt(module);
    made->flush_on(spdlog::level::warn);
    apply(*made);
    return made;
}

void append_escaped(std::string& out, std::string_view text) {
    // Control characters and quotes never reach a log line raw: input cannot forge a line.
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += c;
        }
    }
}

bool plain(std::string_view text) {
    return !text.empty() && text.find_first_of(" \"\\=\n\r\t") == std::string_view::npos &&
           text.find_first_of(std::string_view("\0\x01\x1b\x7f", 4)) == std::string_view::npos;
}

std::string text_line(std::uint64_t connection, std::string_view event, std::initializer_list<Field> fields) {
    std::string line;
    if (connection != 0) line += fmt::format("[c={}] ", connection);
    line += event;
    for (auto const& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        if (!field.quoted || plain(field.value)) {
            line += field.value;
            continue;
        }
        line += '"';
        append_escaped(line, field.value);
        line += '"';
    }
    return line;
}

std::string json_line(char const* module, Level level, std::uint64_t connection, std::string_view event,
                      std::initializer_list<Field> fields) {
    auto const now =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    std::string line = fmt::format(R"({{"ts":{},"level":"{}","module":"{}")", now.count(),
                                   spdlog::level::to_string_view(native(level)), module);
    if (connection != 0) line += fmt::format(R"(,"c":{})", connection);
    line += R"(,"event":")";
    append_escaped(line, event);
    line += '"';
    for (auto const& field : fields) {
        line += fmt::format(R"(,"{}":)", field.key);
        if (field.quoted) line += '"';
        append_escaped(line, field.value);
        if (field.quoted) line += '"';
    }
    line += '}';
    return line;
}

}  // namespace

Level parse_level(std::string_view text) {
    if (text == "debug") return Level::debug;
    if (text == "warn") return Level::warn;
    if (text == "error") return Level::error;
    if (text == "off") return Level::off;
    return Level::info;
}

bool is_module_level(std::string_view text) {
    static constexpr std::string_view modules[] = {"api", "app", "auth", "net", "ws"};
    static constexpr std::string_view levels[] = {"debug", "info", "warn", "error", "off"};
    auto const equals = text.find('=');
    if (equals == std::string_view::npos) return false;
    return std::ranges::find(modules, text.substr(0, equals)) != std::end(modules) &&
           std::ranges::find(levels, text.substr(equals + 1)) != std::end(levels);
}

void configure(Options const& options) {
    std::lock_guard lock(registry_mutex);
    current = options;
    json_lines = options.json;
    spdlog::apply_all([](std::shared_ptr<spdlog::logger> const& logger) { apply(*logger); });
}

void Logger::write(Level level, std::uint64_t connection, std::string_view event,
                   std::initializer_list<Field> fields) const {
    auto const logger = logger_of(module_);
    if (!logger->should_log(native(level))) return;
    auto const line =
        json_lines ? json_line(module_, level, connection, event, fields) : text_line(connection, event, fields);
    logger->log(native(level), "{}", line);
}

}  // namespace signalos::relay::log
