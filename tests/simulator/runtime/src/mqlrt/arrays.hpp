// The array functions of MQL5. `count` of -1 (or UINT_MAX) means all.
#pragma once

#include <limits>

#include "mqlrt/value.hpp"

namespace signalos::mql::rt {

/// Elements of all dimensions.
template <class T>
struct Flat {
    static constexpr std::size_t count = 1;
};
template <class T, std::size_t N>
struct Flat<FixedArray<T, N>> {
    static constexpr std::size_t count = N * Flat<T>::count;
};

inline std::size_t span_of(std::size_t size, std::int64_t start, std::int64_t count) {
    if (start < 0 || start >= static_cast<std::int64_t>(size)) return 0;
    auto const room = size - static_cast<std::size_t>(start);
    return count < 0 ? room : std::min(room, static_cast<std::size_t>(count));
}

/// Deduces the element of any array argument.
template <class T>
ArrayRef<T> ref(Array<T>& a) {
    return a;
}
template <class T>
ArrayRef<T const> ref(Array<T> const& a) {
    return a;
}
template <class T, std::size_t N>
ArrayRef<T> ref(FixedArray<T, N>& a) {
    return a;
}
template <class T, std::size_t N>
ArrayRef<T const> ref(FixedArray<T, N> const& a) {
    return a;
}
template <class T>
ArrayRef<T> ref(ArrayRef<T> const& a) {
    return a;
}

template <class A>
std::int32_t ArraySize(A const& a) {
    auto const r = ref(a);
    return static_cast<std::int32_t>(r.size() * Flat<typename decltype(r)::Value>::count);
}

template <class A>
std::int32_t ArrayRange(A const& a, std::int32_t rank) {
    return rank == 0 ? static_cast<std::int32_t>(ref(a).size())
                     : ArraySize(a) / std::max(1, static_cast<std::int32_t>(ref(a).size()));
}

template <class A>
std::int32_t ArrayResize(A&& a, std::int32_t n, std::int32_t) {
    auto const r = ref(a);
    if (n < 0 || r.dynamic() == nullptr) return -1;
    r.resize(static_cast<std::size_t>(n));
    return n;
}

template <class A>
void ArrayFree(A&& a) {
    ref(a).resize(0);
}

template <class A, class B>
std::int32_t ArrayCopy(A&& to_array, B const& from_array, std::int32_t to_start, std::int32_t from_start,
                       std::int32_t count) {
    auto const target = ref(to_array);
    auto const source = ref(from_array);
    auto const n = span_of(source.size(), from_start, count);
    if (n == 0 || to_start < 0) return 0;
    auto const wanted = static_cast<std::size_t>(to_start) + n;
    if (target.dynamic() != nullptr && wanted > target.size()) target.resize(wanted);
    auto const room =
        target.size() > static_cast<std::size_t>(to_start) ? target.size() - static_cast<std::size_t>(to_start) : 0;
    auto const used = std::min(n, room);
    for (std::size_t i = 0; i < used; ++i) {
        target[static_cast<std::int64_t>(i) + to_start] = source[static_cast<std::int64_t>(i) + from_start];
    }
    return static_cast<std::int32_t>(used);
}

template <class A, class V>
std::int32_t ArrayInitialize(A&& a, V value) {
    auto const r = ref(a);
    for (std::size_t i = 0; i < r.size(); ++i) r.data()[i] = value;
    return static_cast<std::int32_t>(r.size());
}

template <class A, class V>
void ArrayFill(A&& a, std::int32_t start, std::int32_t count, V value) {
    auto const r = ref(a);
    for (std::size_t i = 0, n = span_of(r.size(), start, std::max(count, 0)); i < n; ++i)
        r[start + static_cast<std::int64_t>(i)] = value;
}

template <class A, class B>
std::int32_t ArrayCompare(A const& x, B const& y, std::int32_t start1, std::int32_t start2, std::int32_t count) {
    auto const a = ref(x);
    auto const b = ref(y);
    auto const n = span_of(a.size(), start1, count), m = span_of(b.size(), start2, count);
    for (std::size_t i = 0; i < std::min(n, m); ++i) {
        auto const& p = a[start1 + static_cast<std::int64_t>(i)];
        auto const& q = b[start2 + static_cast<std::int64_t>(i)];
        if (p < q) return -1;
        if (q < p) return 1;
    }
    return n == m ? 0 : (n < m ? -1 : 1);
}

template <class A>
bool ArrayIsDynamic(A const& a) {
    return ref(a).dynamic() != nullptr;
}
template <class A>
bool ArrayGetAsSeries(A const& a) {
    return ref(a).series();
}
template <class A>
bool ArrayIsSeries(A const&) {
    return false;
}

template <class A>
bool ArraySetAsSeries(A& a, bool flag) {
    auto const r = ref(a);
    if (r.dynamic() == nullptr) return false;
    const_cast<Array<typename decltype(r)::Value>*>(r.dynamic())->set_series(flag);
    return true;
}

template <class A>
bool ArrayRemove(A&& a, std::uint32_t start, std::uint32_t count) {
    auto const r = ref(a);
    auto const n = r.size();
    if (start >= n) return false;
    auto const gone = std::min<std::size_t>(count, n - start);
    std::move(r.data() + start + gone, r.data() + n, r.data() + start);
    return r.resize(n - gone);
}

template <class A, class B>
bool ArrayInsert(A&& to_array, B const& from_array, std::uint32_t at, std::uint32_t from, std::uint32_t count) {
    auto const r = ref(to_array);
    auto const s = ref(from_array);
    if (at > r.size() || from > s.size()) return false;
    auto const n = std::min<std::size_t>(count, s.size() - from);
    auto const old = r.size();
    r.resize(old + n);
    std::move_backward(r.data() + at, r.data() + old, r.data() + old + n);
    std::copy(s.data() + from, s.data() + from + n, r.data() + at);
    return true;
}

template <class A>
bool ArrayReverse(A&& a, std::uint32_t start, std::uint32_t count) {
    auto const r = ref(a);
    if (start >= r.size()) return false;
    auto const n = std::min<std::size_t>(count, r.size() - start);
    std::reverse(r.data() + start, r.data() + start + n);
    return true;
}

template <class A>
bool ArraySort(A&& a) {
    auto const r = ref(a);
    if (r.size() != 0) std::sort(r.data(), r.data() + r.size());
    return true;
}

template <class A>
bool ArraySwap(A& a, A& b) {
    std::swap(a, b);
    return true;
}

template <class A, class V>
std::int32_t ArrayBsearch(A const& a, V value) {
    auto const r = ref(a);
    if (r.size() == 0) return -1;
    auto const at = std::lower_bound(r.data(), r.data() + r.size(), value) - r.data();
    return static_cast<std::int32_t>(std::min<std::ptrdiff_t>(at, static_cast<std::ptrdiff_t>(r.size()) - 1));
}

template <bool greatest, class A>
std::int32_t extreme(A const& a, std::int32_t start, std::int32_t count) {
    auto const r = ref(a);
    auto const n = span_of(r.size(), start, count);
    if (n == 0) return -1;
    std::int64_t best = start;
    for (auto i = best + 1; i < start + static_cast<std::int64_t>(n); ++i) {
        if (greatest ? r[best] < r[i] : r[i] < r[best]) best = i;
    }
    return static_cast<std::int32_t>(best);
}
template <class A>
std::int32_t ArrayMaximum(A const& a, std::int32_t start, std::int32_t count) {
    return extreme<true>(a, start, count);
}
template <class A>
std::int32_t ArrayMinimum(A const& a, std::int32_t start, std::int32_t count) {
    return extreme<false>(a, start, count);
}

template <class T>
void ZeroMemory(Array<T>& a) {
    ArrayInitialize(a, T{});
}
template <class T>
void ZeroMemory(ArrayRef<T> a) {
    ArrayInitialize(a, T{});
}
template <class T>
void ZeroMemory(T& value) {
    value = T{};
}

/// What an imported function gets for an array: its first element, NULL when empty.
template <class A>
auto* import_data(A&& a) {
    auto const r = ref(a);
    return r.size() == 0 ? nullptr : r.data();
}
/// An imported function gets a copy of a string's text.
inline std::u16string import_text(String const& s) {
    return s.text();
}

}  // namespace signalos::mql::rt
