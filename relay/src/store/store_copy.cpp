#include "store/store_copy.hpp"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "domain/text.hpp"
#include "store/data_folder.hpp"
#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

namespace {
/// Parents before children, so that no reference hangs while copying.
constexpr char const* tables_in_order =
    "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY rootpage";

/// Rows of one insert: one round trip for many.
constexpr std::size_t rows_at_once = 100;

class Digest {
public:
    Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }
    void add(std::string const& value) {
        // Preceded by its length, so that no two rows read alike.
        auto const framed = std::to_string(value.size()) + ':' + value;
        EVP_DigestUpdate(context_.get(), framed.data(), framed.size());
    }
    std::string hex() {
        unsigned char bytes[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), bytes, &size);
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            text += digits[bytes[i] >> 4];
            text += digits[bytes[i] & 0x0f];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::string key;  ///< columns of the primary key, with commas
    [[nodiscard]] std::string list() const {
        std::string text;
        for (auto const& column : columns) text += (text.empty() ? "" : ",") + column;
        return text;
    }
};

std::vector<Table> tables_of(sqlite::Db& db) {
    std::vector<Table> tables;
    {
        auto names = db.query(tables_in_order);
        while (names.next()) tables.push_back({names.text(), {}, {}});
    }
    for (auto& table : tables) {
        auto columns = db.query("SELECT name FROM pragma_table_info(?) ORDER BY cid");
        columns.bind(table.name);
        while (columns.next()) table.columns.push_back(columns.text());
        auto keys = db.query("SELECT name FROM pragma_table_info(?) WHERE pk>0 ORDER BY pk");
        keys.bind(table.name);
        while (keys.next()) table.key += (table.key.empty() ? "" : ",") + keys.text();
    }
    return tables;
}

std::string insert_of(Table const& table, std::size_t rows) {
    std::string row = "(";
    for (std::size_t i = 0; i < table.columns.size(); ++i) row += i == 0 ? "?" : ",?";
    row += ")";
    auto text = "INSERT INTO " + table.name + "(" + table.list() + ") VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i) text += "," + row;
    return text;
}

void write(postgres::Session& to, Table const& table, std::vector<std::string>& values) {
    if (values.empty()) return;
    auto insert = to.query(insert_of(table, values.size() / table.columns.size()));
    for (auto const& value : values) insert.bind(value);
    insert.run();
    values.clear();
}

CopiedTable copy_table(sqlite::Db& from, postgres::Session& to, Table const& table) {
    CopiedTable copied{table.name, 0, {}};
    Digest digest;
    std::vector<std::string> values;
    auto rows = from.query("SELECT " + table.list() + " FROM " + table.name + " ORDER BY " + table.key);
    while (rows.next()) {
        ++copied.rows;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            values.push_back(storable(rows.text()));
            digest.add(values.back());
        }
        if (values.size() == rows_at_once * table.columns.size()) write(to, table, values);
    }
    write(to, table, values);
    copied.checksum = digest.hex();
    return copied;
}

/// Read in pages of a cursor: a table need not fit into memory.
std::string checksum_of(postgres::Session& db, Table const& table) {
    db.exec(
        ("DECLARE pages CURSOR FOR SELECT " + table.list() + " FROM " + table.name + " ORDER BY " + table.key).c_str());
    Digest digest;
    auto const fetch = "FETCH 5000 FROM pages /* " + table.name + " */";
    for (bool more = true; more;) {
        more = false;
        auto rows = db.query(fetch);
        while (rows.next()) {
            more = true;
            for (std::size_t i = 0; i < table.columns.size(); ++i) digest.add(rows.text());
        }
    }
    db.exec("CLOSE pages");
    return digest.hex();
}
}  // namespace

std::vector<CopiedTable> copy_to_postgres(std::string const& data_folder, postgres::Options const& target) {
    DataFolder const folder(data_folder);
    sqlite::Db from(folder.file("signalos.db"));
    sqlite::migrate(from);
    postgres::Session to(target, sql::Access::writes);
    postgres::migrate(to);
    to.begin();
    to.exec("SET LOCAL statement_timeout=0");
    if (to.query("SELECT 1 FROM organisations LIMIT 1").next())
        throw std::runtime_error("the " + place_of(target) + " is not empty: give a new one");
    to.exec("DELETE FROM settings");
    std::vector<CopiedTable> copied;
    for (auto const& table : tables_of(from)) {
        copied.push_back(copy_table(from, to, table));
        if (checksum_of(to, table) != copied.back().checksum)
            throw std::runtime_error("the table " + table.name +
                                     " does not read back as it was written; nothing is kept");
    }
    to.commit();
    return copied;
}

}  // namespace signalos::relay
