// Decodes JSON objects field by field: unknown fields are ignored, and the first fault is remembered with its path.
#pragma once
#include <boost/json/fwd.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/decimal.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"

namespace signalos {

/// What is wrong with an input and where, for people and for problem documents.
struct InputFault {
    errc code = errc::bad_request;
    std::string path;     ///< "/args/volume"; empty = the whole
    std::string message;  ///< "must be a decimal string"
};

/// Reads one object. After all reads ask ok(); when it is false every value read may be a default. Not for keeping: it
/// refers to the object and to the fault it reports into.
class JsonReader {
public:
    JsonReader(boost::json::object const& object, InputFault& fault, std::string path = "");

    [[nodiscard]] bool ok() const { return fault_.message.empty(); }
    /// Remembers the first fault only.
    void fail(std::string_view key, std::string message, errc code = errc::bad_request);

    std::string text(std::string_view key);
    std::int64_t integer(std::string_view key);
    bool boolean(std::string_view key);
    Decimal decimal(std::string_view key);
    Uuid uuid(std::string_view key);
    /// Milliseconds since 1970 UTC up to the year 9999: a bound that no difference of two times can overflow.
    std::int64_t time_ms(std::string_view key);
    /// A string of digits, as tickets and magics are written.
    std::int64_t digits(std::string_view key);
    boost::json::object const& object(std::string_view key);

    std::optional<std::string> maybe_text(std::string_view key);
    std::optional<std::int64_t> maybe_integer(std::string_view key);
    std::optional<bool> maybe_boolean(std::string_view key);
    std::optional<Decimal> maybe_decimal(std::string_view key);
    std::optional<Uuid> maybe_uuid(std::string_view key);
    std::optional<std::int64_t> maybe_digits(std::string_view key);
    /// nullptr when absent or null.
    boost::json::object const* maybe_object(std::string_view key);
    boost::json::array const* maybe_array(std::string_view key);

    /// The value whose name stands under key in a table of {name, value} pairs.
    template <class Value, std::size_t N>
    Value choice(std::string_view key, std::pair<std::string_view, Value> const (&table)[N]) {
        std::string const name = text(key);
        for (auto const& [known, value] : table)
            if (known == name) return value;
        if (ok()) fail(key, choices(table));
        return table[0].second;
    }
    template <class Value, std::size_t N>
    std::optional<Value> maybe_choice(std::string_view key, std::pair<std::string_view, Value> const (&table)[N]) {
        if (!present(key)) return std::nullopt;
        return choice(key, table);
    }

    /// The path of a field, for nested readers.
    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] bool present(std::string_view key) const;
    InputFault& fault() { return fault_; }

private:
    boost::json::value const* find(std::string_view key, bool required);
    template <class Value, std::size_t N>
    static std::string choices(std::pair<std::string_view, Value> const (&table)[N]) {
        std::string words = "must be one of";
        for (auto const& row : table) words += ' ' + std::string(row.first);
        return words;
    }

    boost::json::object const& object_;
    InputFault& fault_;
    std::string path_;
};

/// A decimal from a JSON string or number. Numbers of up to 15 significant digits are taken exactly.
Result<Decimal> decimal_from(boost::json::value const& value);

}  // namespace signalos
