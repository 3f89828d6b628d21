// Little-endian bytes of journal payloads. Reading past the end yields zeros and clears ok().
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace signalos::bridge {

class ByteWriter {
public:
    void u32(std::uint32_t v) { put(v, 4); }
    void i32(std::int32_t v) { put(static_cast<std::uint32_t>(v), 4); }
    void i64(std::int64_t v) { put(static_cast<std::uint64_t>(v), 8); }
    void f64(double v) {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &v, sizeof bits);
        put(bits, 8);
    }
    void text(std::string_view v) {
        u32(static_cast<std::uint32_t>(v.size()));
        out_ += v;
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void put(std::uint64_t v, int size) {
        for (int i = 0; i < size; ++i) out_ += static_cast<char>(v >> (8 * i));
    }
    std::string out_;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
    std::uint32_t u32() { return static_cast<std::uint32_t>(get(4)); }
    std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
    std::int64_t i64() { return static_cast<std::int64_t>(get(8)); }
    double f64() {
        std::uint64_t const bits = get(8);
        double v = 0;
        std::memcpy(&v, &bits, sizeof v);
        return v;
    }
    std::string text() {
        std::size_t const size = u32();
        if (size > rest_.size()) {
            ok_ = false;
            return {};
        }
        std::string v(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return v;
    }
    /// True when every read was inside and nothing is left over.
    [[nodiscard]] bool ended() const { return ok_ && rest_.empty(); }

private:
    std::uint64_t get(std::size_t size) {
        if (size > rest_.size()) {
            ok_ = false;
            return 0;
        }
        std::uint64_t v = 0;
        for (std::size_t i = 0; i < size; ++i) v |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
        rest_.remove_prefix(size);
        return v;
    }
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace signalos::bridge
