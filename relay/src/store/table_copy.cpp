#include "store/table_copy.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <set>
#include <stdexcept>

#include "base/hex.hpp"
#include "domain/text.hpp"
#include "store/sqlite_db.hpp"

namespace signalos::relay {

namespace {
/// What a backup tells of itself stands in a table of its own, which belongs to no store.
constexpr char const* tables_in_order =
    "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name<>'backup_info' ORDER BY "
    "rootpage";

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
    std::string text() {
        unsigned char bytes[EVP_MAX_MD_SIZE];
        unsigned size = 0;
        EVP_DigestFinal_ex(context_.get(), bytes, &size);
        return hex(std::span(bytes, size));
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// Where a table lies in the file says nothing: a later migration may have found a free page in front of an older
/// table.
std::vector<TableShape> parents_first(std::vector<TableShape> tables) {
    std::vector<TableShape> ordered;
    std::set<std::string> placed;
    while (!tables.empty()) {
        auto const next = std::find_if(tables.begin(), tables.end(), [&](TableShape const& table) {
            return std::all_of(table.refers_to.begin(), table.refers_to.end(), [&](std::string const& parent) {
                return parent == table.name || placed.contains(parent);
            });
        });
        if (next == tables.end()) throw std::runtime_error("the tables refer to each other in a circle");
        placed.insert(next->name);
        ordered.push_back(std::move(*next));
        tables.erase(next);
    }
    return ordered;
}

std::string insert_of(TableShape const& table, std::size_t rows) {
    std::string row = "(";
    for (std::size_t i = 0; i < table.columns.size(); ++i) row += i == 0 ? "?" : ",?";
    row += ")";
    auto text = "INSERT INTO " + table.name + "(" + table.list() + ") VALUES " + row;
    for (std::size_t i = 1; i < rows; ++i) text += "," + row;
    return text;
}

void write_rows(sql::Session& to, TableShape const& table, std::vector<std::string>& values) {
    if (values.empty()) return;
    auto insert = to.query(insert_of(table, values.size() / table.columns.size()));
    for (auto const& value : values) insert.bind(value);
    insert.run();
    values.clear();
}

using Step = std::function<void(sql::Query& row)>;

void each_by_cursor(sql::Session& db, std::string const& select, std::string const& name, Step const& step) {
    db.exec(("DECLARE pages CURSOR FOR " + select).c_str());
    auto const fetch = "FETCH 5000 FROM pages /* " + name + " */";
    for (bool more = true; more;) {
        more = false;
        auto rows = db.query(fetch);
        while (rows.next()) {
            more = true;
            step(rows);
        }
    }
    db.exec("CLOSE pages");
}
}  // namespace

std::string TableShape::list() const {
    std::string text;
    for (auto const& column : columns) text += (text.empty() ? "" : ",") + column;
    return text;
}

std::vector<TableShape> tables_of(sqlite::Db& db) {
    std::vector<TableShape> tables;
    {
        auto names = db.query(tables_in_order);
        while (names.next()) tables.push_back({names.text(), {}, {}, {}});
    }
    for (auto& table : tables) {
        auto columns = db.query("SELECT name FROM pragma_table_info(?) ORDER BY cid");
        columns.bind(table.name);
        while (columns.next()) table.columns.push_back(columns.text());
        auto keys = db.query("SELECT name FROM pragma_table_info(?) WHERE pk>0 ORDER BY pk");
        keys.bind(table.name);
        while (keys.next()) table.key += (table.key.empty() ? "" : ",") + keys.text();
        auto parents = db.query("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)");
        parents.bind(table.name);
        while (parents.next()) table.refers_to.push_back(parents.text());
    }
    return parents_first(std::move(tables));
}

CopiedTable read_table(TableSource from, TableShape const& table, EachRow const& each) {
    CopiedTable read{table.name, 0, {}};
    Digest digest;
    std::vector<std::string> values;
    Step const step = [&](sql::Query& row) {
        ++read.rows;
        values.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            values.push_back(storable(row.text()));
            digest.add(values.back());
        }
        if (each) each(values);
    };
    auto const select = "SELECT " + table.list() + " FROM " + table.name + " ORDER BY " + table.key;
    if (from.paging == Paging::cursor) {
        each_by_cursor(from.session, select, table.name, step);
    } else {
        auto rows = from.session.query(select);
        while (rows.next()) step(rows);
    }
    read.checksum = digest.text();
    return read;
}

CopiedTable copy_table(TableSource from, sql::Session& to, TableShape const& table) {
    std::vector<std::string> waiting;
    auto copied = read_table(from, table, [&](std::vector<std::string>& row) {
        for (auto& value : row) waiting.push_back(std::move(value));
        if (waiting.size() == rows_at_once * table.columns.size()) write_rows(to, table, waiting);
    });
    write_rows(to, table, waiting);
    return copied;
}

std::vector<CopiedTable> copy_tables(TableSource from, TableSource to, std::vector<TableShape> const& tables) {
    std::vector<CopiedTable> copied;
    for (auto const& table : tables) {
        copied.push_back(copy_table(from, to.session, table));
        if (read_table(to, table, {}).checksum != copied.back().checksum)
            throw std::runtime_error("the table " + table.name +
                                     " does not read back as it was written; nothing is kept");
    }
    return copied;
}

}  // namespace signalos::relay
