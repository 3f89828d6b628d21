// Configuration: one table of keys; values come from a TOML file, then SIGNALOS_* variables, then the command line.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace signalos::relay {

enum class ConfigType { text, integer, boolean, text_list, choice };

/// One row of the table. All views are literals.
struct ConfigKey {
    std::string_view name;  ///< "tls.certificate"; the variable is SIGNALOS_TLS_CERTIFICATE
    ConfigType type;
    std::string_view default_value;  ///< in the form the environment uses; lists are comma separated
    std::int64_t min;                ///< integers only, inclusive
    std::int64_t max;                ///< integers only, inclusive
    std::string_view choices;        ///< choice only, "a|b|c"
    std::string_view doc;            ///< one sentence for a person, with the unit
    bool reloads = false;            ///< a running relay takes a new value over
};

using ConfigValue = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;

/// Where a value comes from; later ones win.
enum class ConfigSource { preset, file, environment, command_line, running };
/// "default", "file", "environment", "command_line", "running".
std::string_view source_name(ConfigSource source);

/// Why the program refuses to start: the key, what was given, and what to do.
struct ConfigError {
    std::string key;
    std::string value;
    std::string remedy;
    [[nodiscard]] std::string text() const { return "configuration: " + key + " = " + value + ": " + remedy; }
};

/// A complete set of values: every key of the table has one.
class Config {
public:
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    /// Later sources win: defaults, the file, `environment` (whole variable names; others than SIGNALOS_* are ignored),
    /// `overrides` (key names). Unknown keys in any of them, wrong types and values out of range are
    /// errors; the first one is answered.
    static std::variant<Config, ConfigError> load(std::span<ConfigKey const> table,
                                                  std::optional<std::string> const& file, Pairs const& environment,
                                                  Pairs const& overrides);

    /// A key that is not in the table, or of another type, is a programming error: std::logic_error.
    [[nodiscard]] std::string const& text(std::string_view key) const;
    [[nodiscard]] std::int64_t integer(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> const& list(std::string_view key) const;
    [[nodiscard]] ConfigValue const& value(std::string_view key) const;
    [[nodiscard]] ConfigSource source(std::string_view key) const;
    /// Of the TOML file; empty: none was given.
    [[nodiscard]] std::string const& file() const { return file_; }
    /// The same with one value changed while running, given in its environment form.
    [[nodiscard]] std::variant<Config, ConfigError> with(ConfigKey const& key, std::string_view text) const;
    /// Takes one value, with its source, over from `other`.
    void take(std::string_view key, Config const& other);
    /// The keys that have another value here than in `other`, which was loaded by the same table.
    [[nodiscard]] std::vector<std::string> differing(Config const& other) const;

private:
    std::map<std::string, ConfigValue, std::less<>> values_;
    std::map<std::string, ConfigSource, std::less<>> sources_;
    std::string file_;
};

/// Reads one value in its environment form.
std::variant<ConfigValue, ConfigError> parse_config_value(ConfigKey const& key, std::string_view text);
/// "tls.certificate" -> "SIGNALOS_TLS_CERTIFICATE".
std::string environment_name(std::string_view key);

}  // namespace signalos::relay
