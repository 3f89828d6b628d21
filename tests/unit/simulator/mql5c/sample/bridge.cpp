// The library the sample expert imports: plain C ABI, packed records.
#include <cstdint>
#include <cstring>

#pragma pack(push, 1)
struct SampleRow {
    std::int64_t ticket;
    double volume;
    std::int32_t kind;
    std::uint8_t symbol[16];
};
struct SampleReport {
    std::int32_t struct_size;
    std::uint8_t server[64];
    std::uint16_t tags[3];
    double total;
};
#pragma pack(pop)

#define SAMPLE_EXPORT extern "C" __attribute__((visibility("default")))

SAMPLE_EXPORT std::int32_t sample_sum(SampleRow const* rows, std::int32_t count, double* total) {
    *total = 0;
    for (std::int32_t i = 0; i < count; ++i) {
        if (rows[i].ticket != 1000 + i || rows[i].kind != i || std::memcmp(rows[i].symbol, "EURUSD", 7) != 0) return -1;
        *total += rows[i].volume;
    }
    return count;
}

SAMPLE_EXPORT std::int32_t sample_fill(SampleReport* report) {
    if (report->struct_size != static_cast<std::int32_t>(sizeof(SampleReport))) return -1;
    std::memcpy(report->server, "Demo-1", 7);
    report->tags[2] = 65535;
    report->total = 0.5;
    return 1;
}

SAMPLE_EXPORT std::int32_t sample_text(char16_t const* text, std::uint8_t* out, std::int32_t size) {
    std::int32_t n = 0;
    for (; text[n] != 0 && n < size; ++n) out[n] = static_cast<std::uint8_t>(text[n] < 128 ? text[n] : '?');
    return n;
}

SAMPLE_EXPORT std::int64_t sample_bits(std::int64_t value, bool flag) {
    return flag ? value * 1000000000000 : 0;
}
