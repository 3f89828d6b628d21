// signalos-journal FILE: prints what a journal holds, a JSON line per record, and whether it is whole. Never writes.
// Exit code: 0 whole, 1 with a torn tail (the next start cuts it), 2 damaged, 3 it cannot be read.
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "bridge/bytes.hpp"
#include "bridge/journal.hpp"
#include "bridge/records.hpp"

namespace {
using namespace signalos::bridge;
namespace json = boost::json;

void print(json::object const& line) {
    std::puts(json::serialize(line).c_str());
}

json::array numbers(std::string_view bytes) {
    json::array list;
    ByteReader in(bytes);
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) list.emplace_back(in.i64());
    return list;
}

json::object describe(Record const& record) {
    json::object fields = to_json(record);
    if (std::holds_alternative<SessionRecord>(record)) fields["resume"] = "(secret)";
    if (auto const* deals = std::get_if<DealsRecord>(&record)) fields["deals"] = numbers(deals->deals);
    for (char const* key : {"data", "report"}) {
        auto const* const text = fields.if_contains(key);
        if (text == nullptr || !text->is_string()) continue;
        if (auto parsed = parse_object(std::string_view(text->get_string().data(), text->get_string().size())))
            fields[key] = std::move(*parsed);
    }
    return fields;
}

int read(std::string const& bytes) {
    std::uint64_t at = 0;
    auto const visit = [&at](std::uint8_t type, std::string_view payload) {
        auto const record = decode(type, payload);
        if (!record) return false;
        auto const name = record_name(*record);
        json::object line{{"offset", at}, {"record", json::string_view(name.data(), name.size())}};
        for (auto& [key, value] : describe(*record)) line[key] = value;
        print(line);
        at += Journal::framed_size(payload);
        return true;
    };
    auto const contents = Journal::scan(bytes, visit);
    std::uint64_t const behind = bytes.size() - contents.whole;
    char const* const state = !contents.damage.empty() ? "damaged" : behind > 0 ? "torn" : "whole";
    print({{"file", state}, {"whole_bytes", contents.whole}, {"bytes_behind", behind}, {"words", contents.damage}});
    return !contents.damage.empty() ? 2 : behind > 0 ? 1 : 0;
}
}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: signalos-journal FILE\n", stderr);
        return 3;
    }
    std::ifstream in(argv[1], std::ios::binary);
    std::string const bytes((std::istreambuf_iterator<char>(in)), {});
    if (!in) {
        std::fprintf(stderr, "%s cannot be read\n", argv[1]);
        return 3;
    }
    return read(bytes);
}
