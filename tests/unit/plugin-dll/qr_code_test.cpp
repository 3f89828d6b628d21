// The QR encoder against matrices of another, independent encoder (libqrencode 4.1.1), module by module.
#include "bridge/qr_code.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>

using namespace signalos::bridge;

namespace {
struct Known {
    std::string text;
    std::vector<std::string> rows;
};

std::vector<Known> known_codes() {
    std::ifstream file(std::string(SIGNALOS_TEST_DATA) + "/qr/known.txt");
    REQUIRE(file.good());
    std::vector<Known> all;
    std::string line;
    while (std::getline(file, line)) {
        Known known{line, {}};
        while (std::getline(file, line) && !line.empty()) known.rows.push_back(line);
        all.push_back(std::move(known));
    }
    return all;
}

std::vector<std::string> rows_of(QrCode const& code) {
    std::vector<std::string> rows;
    for (int y = 0; y < code.size; ++y) {
        rows.emplace_back();
        for (int x = 0; x < code.size; ++x) rows.back() += code.dark(x, y) ? '#' : ' ';
    }
    return rows;
}
}  // namespace

TEST_CASE("a QR code is module for module what another encoder draws", "[qr]") {
    auto const all = known_codes();
    REQUIRE(all.size() == 6);
    for (auto const& known : all) {
        INFO(known.text);
        // Encoders weigh the penalties of masks in slightly different ways; every mask is right.
        int matching = 0;
        for (int mask = 0; mask < 8; ++mask) matching += rows_of(*make_qr_code(known.text, mask)) == known.rows ? 1 : 0;
        CHECK(matching == 1);
    }
}

TEST_CASE("the mask that is chosen is one of the eight", "[qr]") {
    for (auto const& known : known_codes()) {
        auto const chosen = rows_of(*make_qr_code(known.text));
        int matching = 0;
        for (int mask = 0; mask < 8; ++mask) matching += rows_of(*make_qr_code(known.text, mask)) == chosen ? 1 : 0;
        CHECK(matching == 1);
    }
}

TEST_CASE("the smallest version that holds the text is drawn, and too long a text is not", "[qr]") {
    CHECK(make_qr_code("")->size == 21);
    CHECK(make_qr_code(std::string(14, 'a'))->size == 21);
    CHECK(make_qr_code(std::string(15, 'a'))->size == 25);
    CHECK(make_qr_code(std::string(213, 'a'))->size == 57);
    CHECK_FALSE(make_qr_code(std::string(214, 'a')).has_value());
}
