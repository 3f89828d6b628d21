// The values of emitted programs: MQL5's string and arrays, numeric conversion, and what stops a program at once.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "mqlrt/program.hpp"

namespace signalos::mql::rt {

[[noreturn]] void critical(char const* what);
[[noreturn]] inline void unreachable() {
    critical("function ended without a value");
}

std::u16string utf16(std::string_view utf8);
std::string utf8(std::u16string_view utf16);

/// MQL5's string: UTF-16, by value; NULL and "" differ only where a program asks.
class String {
public:
    String() = default;
    explicit String(std::string_view text) : text_(utf16(text)), null_(false) {}
    explicit String(std::u16string text) : text_(std::move(text)), null_(false) {}
    explicit String(char16_t const* text) : null_(text == nullptr) {
        if (text != nullptr) text_ = text;
    }

    std::u16string const& text() const { return text_; }
    /// To change it in place; the string is no longer NULL.
    std::u16string& edit() {
        null_ = false;
        return text_;
    }
    std::string utf8() const { return rt::utf8(text_); }
    bool is_null() const { return null_; }

    String& operator+=(String const& other) {
        edit() += other.text_;
        return *this;
    }
    friend String operator+(String const& a, String const& b) { return String(a.text_ + b.text_); }
    friend bool operator==(String const& a, String const& b) { return a.text_ == b.text_; }
    friend auto operator<=>(String const& a, String const& b) { return a.text_ <=> b.text_; }

private:
    std::u16string text_;
    bool null_ = true;
};

/// `T a[N]`: bytes like a C array, every access checked.
template <class T, std::size_t N>
struct FixedArray {
    T data_[N];
    T& operator[](std::int64_t i) {
        if (i < 0 || i >= static_cast<std::int64_t>(N)) critical("array out of range");
        return data_[i];
    }
    T const& operator[](std::int64_t i) const {
        if (i < 0 || i >= static_cast<std::int64_t>(N)) critical("array out of range");
        return data_[i];
    }
};

/// `T a[]`. A series flag turns the index around, never the data.
template <class T>
class Array {
public:
    Array() = default;
    Array(std::initializer_list<T> values) : size_(values.size()), data_(new T[values.size()]()) {
        std::copy(values.begin(), values.end(), data_);
    }
    Array(Array const& other)
        : size_(other.size_), data_(other.size_ != 0 ? new T[other.size_]() : nullptr), series_(other.series_) {
        std::copy(other.data_, other.data_ + size_, data_);
    }
    Array(Array&& other) noexcept { swap(other); }
    Array& operator=(Array other) noexcept {
        swap(other);
        return *this;
    }
    ~Array() { delete[] data_; }

    void swap(Array& other) noexcept {
        std::swap(size_, other.size_);
        std::swap(data_, other.data_);
        std::swap(series_, other.series_);
    }
    T& operator[](std::int64_t i) { return data_[at(i)]; }
    T const& operator[](std::int64_t i) const { return data_[at(i)]; }
    std::size_t size() const { return size_; }
    T* data() { return data_; }
    T const* data() const { return data_; }
    bool series() const { return series_; }
    void set_series(bool on) { series_ = on; }
    void resize(std::size_t n) {
        if (n == size_) return;
        T* fresh = n != 0 ? new T[n]() : nullptr;
        std::copy(data_, data_ + std::min(n, size_), fresh);
        delete[] data_;
        data_ = fresh;
        size_ = n;
    }

private:
    std::size_t at(std::int64_t i) const {
        if (i < 0 || i >= static_cast<std::int64_t>(size_)) critical("array out of range");
        return series_ ? size_ - 1 - static_cast<std::size_t>(i) : static_cast<std::size_t>(i);
    }

    std::size_t size_ = 0;
    T* data_ = nullptr;
    bool series_ = false;
};

/// A `T &a[]` parameter: a dynamic or a fixed array.
template <class T>
class ArrayRef {
public:
    using Value = std::remove_const_t<T>;
    using Dynamic = std::conditional_t<std::is_const_v<T>, Array<Value> const, Array<Value>>;

    ArrayRef(Dynamic& array) : dynamic_(&array) {}  // NOLINT: implicit, as in MQL5
    template <std::size_t N>
    ArrayRef(FixedArray<Value, N>& array) : data_(array.data_), size_(N) {}
    template <std::size_t N>
    ArrayRef(FixedArray<Value, N> const& array) requires std::is_const_v<T> : data_(array.data_), size_(N) {}
    ArrayRef(ArrayRef<Value> const& other) requires std::is_const_v<T>
        : dynamic_(other.dynamic()), data_(other.fixed()), size_(other.fixed_size()) {}
    ArrayRef(ArrayRef const&) = default;

    // NOLINTNEXTLINE: constness belongs to the element, the reference itself is fixed
    T& operator[](std::int64_t i) const {
        if (dynamic_ != nullptr) return (*dynamic_)[i];
        if (i < 0 || i >= static_cast<std::int64_t>(size_)) critical("array out of range");
        return data_[i];
    }
    std::size_t size() const { return dynamic_ != nullptr ? dynamic_->size() : size_; }
    T* data() const { return dynamic_ != nullptr ? dynamic_->data() : data_; }
    Dynamic* dynamic() const { return dynamic_; }
    T* fixed() const { return data_; }
    std::size_t fixed_size() const { return size_; }
    bool series() const { return dynamic_ != nullptr && dynamic_->series(); }
    /// False when a fixed array is too small.
    bool resize(std::size_t n) const requires(!std::is_const_v<T>) {
        if (dynamic_ == nullptr) return n <= size_;
        dynamic_->resize(n);
        return true;
    }

private:
    Dynamic* dynamic_ = nullptr;
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

/// MQL5's conversion between numbers; a real outside the target's range saturates instead of being undefined.
template <class To, class From>
To to(From value) {
    if constexpr (std::is_same_v<To, bool>) {
        return value != From{};
    } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
        if (std::isnan(value)) return 0;
        if (value >= static_cast<From>(std::numeric_limits<To>::max())) return std::numeric_limits<To>::max();
        if (value <= static_cast<From>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
        return static_cast<To>(value);
    } else {
        return static_cast<To>(value);
    }
}

template <class T>
T divide(T a, T b) {
    if (b == T{}) critical("zero divide");
    if constexpr (std::is_signed_v<T> && std::is_integral_v<T>) {
        if (b == -1) return static_cast<T>(0 - static_cast<std::make_unsigned_t<T>>(a));
    }
    return static_cast<T>(a / b);
}

template <class T>
T modulo(T a, T b) {
    if (b == T{}) critical("zero divide");
    if constexpr (std::is_signed_v<T>) {
        if (b == -1) return 0;
    }
    return static_cast<T>(a % b);
}

/// Shifts; the count is taken modulo the width, as the processor does for a program that shifts too far.
template <class T, class U>
T shift_left(T a, U b) {
    return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) << (static_cast<unsigned>(b) & (sizeof(T) * 8 - 1)));
}
template <class T, class U>
T shift_right(T a, U b) {
    return static_cast<T>(a >> (static_cast<unsigned>(b) & (sizeof(T) * 8 - 1)));
}

/// `a op= b` with MQL5's conversions; '<' and '>' are the shifts.
template <char op, class T, class U>
T& assign(T& a, U b) {
    using C = std::common_type_t<decltype(a + b), std::int32_t>;
    auto const x = static_cast<C>(a);
    auto const y = static_cast<C>(b);
    if constexpr (op == '+') a = to<T>(static_cast<C>(x + y));
    if constexpr (op == '-') a = to<T>(static_cast<C>(x - y));
    if constexpr (op == '*') a = to<T>(static_cast<C>(x * y));
    if constexpr (op == '/') a = to<T>(divide(x, y));
    if constexpr (op == '%') a = to<T>(modulo(x, y));
    if constexpr (op == '&') a = to<T>(x & y);
    if constexpr (op == '|') a = to<T>(x | y);
    if constexpr (op == '^') a = to<T>(x ^ y);
    if constexpr (op == '<') a = to<T>(shift_left(x, y));
    if constexpr (op == '>') a = to<T>(shift_right(x, y));
    return a;
}

/// Fills a plain local with 0xCD: MQL5 leaves it uninitialised.
template <class T>
void poison(T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) std::memset(static_cast<void*>(&value), 0xCD, sizeof(T));
}

struct DateTime {
    std::int64_t value;
};
struct Color {
    std::uint32_t value;
};

/// Stops runaway recursion as the terminal does (stack overflow is a critical error).
class CallGuard {
public:
    explicit CallGuard(int& depth) : depth_(depth) {
        if (++depth_ > 2000) critical("stack overflow");
    }
    ~CallGuard() { --depth_; }
    CallGuard(CallGuard const&) = delete;
    CallGuard& operator=(CallGuard const&) = delete;

private:
    int& depth_;
};

}  // namespace signalos::mql::rt
