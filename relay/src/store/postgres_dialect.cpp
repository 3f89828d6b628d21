#include "store/postgres_dialect.hpp"

namespace signalos::relay::postgres {

namespace {
bool in_word(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

void replace_words(std::string& text, std::string_view word, std::string_view with) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        auto const end = at + word.size();
        bool const whole = (at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end]));
        if (whole) text.replace(at, word.size(), with);
    }
}

std::string without_comments(std::string_view sql) {
    std::string text;
    while (!sql.empty()) {
        auto const end = std::min(sql.find('\n'), sql.size());
        auto const line = sql.substr(0, end);
        if (!line.starts_with("--")) text.append(line).append("\n");
        sql.remove_prefix(std::min(end + 1, sql.size()));
    }
    return text;
}
}  // namespace

std::string statement_text(std::string_view sql) {
    std::string text;
    int n = 0;
    for (char const c : sql) {
        if (c == '?') {
            text += '$' + std::to_string(++n);
        } else {
            text += c;
        }
    }
    return text;
}

std::string schema_text(std::string_view sql) {
    auto text = without_comments(sql);
    replace_words(text, "INTEGER", "BIGINT");
    replace_words(text, "TEXT", "TEXT COLLATE \"C\"");
    replace_words(text, " WITHOUT ROWID", "");
    return text;
}

}  // namespace signalos::relay::postgres
