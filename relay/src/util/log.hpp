// Logging: one named logger per module, one line per event: `[net] [c=17] event key=value`, or one JSON object.
#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace signalos::relay::log {

/// error: somebody must act. warn: degraded but handled. info: a change that a user would ask about. debug: protocol
/// steps.
enum class Level { debug, info, warn, error, off };

/// One key=value pair. Built from numbers, booleans and text only: a Secret does not convert.
struct Field {
    Field(std::string_view field_key, std::string_view text) : key(field_key), value(text), quoted(true) {}
    Field(std::string_view field_key, char const* text) : Field(field_key, std::string_view(text)) {}
    Field(std::string_view field_key, std::string const& text) : Field(field_key, std::string_view(text)) {}
    Field(std::string_view field_key, bool flag) : key(field_key), value(flag ? "true" : "false") {}
    template <std::integral Number>
    Field(std::string_view field_key, Number number) : key(field_key), value(std::to_string(number)) {}

    std::string_view key;
    std::string value;
    bool quoted = false;
};

/// How the process logs. `module_levels` holds "net=debug" for the modules that differ.
struct Options {
    Level level = Level::info;
    bool json = false;
    std::vector<std::string> module_levels;
};

/// Sets the format and levels for all loggers, present and later. Lines go to standard error. Any thread.
void configure(Options const& options);

/// "debug" … "off"; info for anything else.
Level parse_level(std::string_view text);
/// Whether "net=debug" names a module of this program and a level.
bool is_module_level(std::string_view text);

/// The logger of one module. Cheap to copy the name around: make one static per translation unit. Any thread.
class Logger {
public:
    /// `module` must outlive the logger: a literal.
    explicit constexpr Logger(char const* module) : module_(module) {}

    void debug(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write(Level::debug, 0, event, fields);
    }
    void info(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write(Level::info, 0, event, fields);
    }
    void warn(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write(Level::warn, 0, event, fields);
    }
    void error(std::string_view event, std::initializer_list<Field> fields = {}) const {
        write(Level::error, 0, event, fields);
    }
    /// `connection` > 0 becomes the tag [c=N].
    void write(Level level, std::uint64_t connection, std::string_view event,
               std::initializer_list<Field> fields) const;

private:
    char const* module_;
};

}  // namespace signalos::relay::log
