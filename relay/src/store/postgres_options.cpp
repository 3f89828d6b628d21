#include "store/postgres_options.hpp"

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <stdexcept>

namespace signalos::relay::postgres {

namespace {
/// A connection that says nothing must be found dead in seconds: stops wait for it.
constexpr std::pair<char const*, char const*> defaults[] = {
    {"application_name", "signalos-relay"}, {"connect_timeout", "3"},  {"keepalives_idle", "10"},
    {"keepalives_interval", "3"},           {"keepalives_count", "3"}, {"tcp_user_timeout", "5000"},
};

using Values = std::map<std::string, std::string>;

Values values_of(std::string const& dsn) {
    char* words = nullptr;
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const parsed(PQconninfoParse(dsn.c_str(), &words),
                                                                              &PQconninfoFree);
    if (!parsed) {
        // libpq's words may quote the whole text, and a password with it.
        PQfreemem(words);
        throw std::runtime_error(
            "the PostgreSQL DSN cannot be read: write \"host=… port=… dbname=… user=…\" or \"postgresql://…\"");
    }
    Values values;
    for (auto const* option = parsed.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) values[option->keyword] = option->val;
    if (values.contains("password"))
        throw std::runtime_error(
            "the PostgreSQL DSN holds a password: put it in a file and name that file, or use PGPASSFILE");
    return values;
}

std::string quoted(std::string const& value) {
    std::string text = "'";
    for (char const c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}
}  // namespace

Secret<std::string> connection_string(Options const& options) {
    auto values = values_of(options.dsn);
    for (auto const& [key, value] : defaults) values.emplace(key, value);
    values["client_encoding"] = "UTF8";
    if (!options.password.reveal().empty()) values["password"] = options.password.reveal();
    std::string text;
    for (auto const& [key, value] : values) text += (text.empty() ? "" : " ") + key + "=" + quoted(value);
    return Secret<std::string>(text);
}

std::string place_of(Options const& options) {
    auto values = values_of(options.dsn);
    auto const or_else = [&](char const* key, char const* otherwise) {
        auto const found = values.find(key);
        return found == values.end() ? std::string(otherwise) : found->second;
    };
    return "database " + or_else("dbname", "(default)") + " at " + or_else("host", "(local)") + ":" +
           or_else("port", "5432");
}

}  // namespace signalos::relay::postgres
