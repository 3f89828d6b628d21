#include <catch2/catch.hpp>

#include "mqlrt/arrays.hpp"

using namespace signalos::mql;
using namespace signalos::mql::rt;

TEST_CASE("arrays: an index outside the array is a critical error") {
    Array<int> a{1, 2};
    FixedArray<int, 3> f{{1, 2, 3}};
    CHECK_THROWS_AS(a[2], CriticalError);
    CHECK_THROWS_AS(a[-1], CriticalError);
    CHECK_THROWS_AS(f[3], CriticalError);
    CHECK_THROWS_AS(ArrayRef<int>(f)[3], CriticalError);
}

TEST_CASE("arrays: a series flag turns the index, not the data") {
    Array<int> a{1, 2, 3};
    CHECK(ArraySetAsSeries(a, true));
    CHECK(a[0] == 3);
    CHECK(a.data()[0] == 1);
    FixedArray<int, 3> f{{1, 2, 3}};
    CHECK_FALSE(ArraySetAsSeries(f, true));
}

TEST_CASE("arrays: a copy grows a dynamic target and stops at the end of a fixed one") {
    Array<int> from{1, 2, 3, 4}, to;
    CHECK(ArrayCopy(to, from, 1, 1, -1) == 3);
    CHECK(ArraySize(to) == 4);
    CHECK(to[3] == 4);
    FixedArray<int, 2> small{};
    CHECK(ArrayCopy(small, from, 0, 0, -1) == 2);
    CHECK(small[1] == 2);
}

TEST_CASE("arrays: sizes count every dimension") {
    FixedArray<FixedArray<int, 4>, 3> grid{};
    CHECK(ArraySize(grid) == 12);
    CHECK(ArrayRange(grid, 0) == 3);
    CHECK(ArrayRange(grid, 1) == 4);
}

TEST_CASE("arrays: resizing a fixed array is refused") {
    Array<int> a;
    FixedArray<int, 2> f{};
    CHECK(ArrayResize(a, 5, 0) == 5);
    CHECK(ArrayResize(f, 5, 0) == -1);
    CHECK(ArrayResize(a, -1, 0) == -1);
}

TEST_CASE("arrays: removing and inserting keep the order") {
    Array<int> a{1, 2, 3, 4};
    CHECK(ArrayRemove(a, 1, 2));
    CHECK(ArraySize(a) == 2);
    CHECK(a[1] == 4);
    Array<int> const more{7, 8};
    CHECK(ArrayInsert(a, more, 1, 0, 0xFFFFFFFF));
    CHECK(a[1] == 7);
    CHECK(a[3] == 4);
}

TEST_CASE("arrays: an import gets the first element, or NULL for an empty array") {
    Array<int> empty, one{5};
    CHECK(import_data(empty) == nullptr);
    CHECK(*import_data(one) == 5);
}

TEST_CASE("arithmetic: integers wrap, zero divisors stop, reals saturate") {
    std::int32_t a = std::numeric_limits<std::int32_t>::max();
    assign<'+'>(a, 1);
    CHECK(a == std::numeric_limits<std::int32_t>::min());
    CHECK(divide(a, -1) == a);
    CHECK(modulo(a, -1) == 0);
    CHECK_THROWS_AS(divide(1, 0), CriticalError);
    CHECK_THROWS_AS(divide(1.0, 0.0), CriticalError);
    CHECK(to<std::int32_t>(1e20) == std::numeric_limits<std::int32_t>::max());
    std::uint8_t byte = 250;
    assign<'+'>(byte, 10);
    CHECK(byte == 4);
}
