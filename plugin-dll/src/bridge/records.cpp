#include "bridge/records.hpp"

#include <array>
#include <type_traits>

#include "bridge/bytes.hpp"

namespace signalos::bridge {

namespace {
struct Writing {
    ByteWriter out;
    void operator()(std::int32_t v) { out.i32(v); }
    void operator()(std::int64_t v) { out.i64(v); }
    void operator()(bool v) { out.i32(v ? 1 : 0); }
    void operator()(double v) { out.f64(v); }
    void operator()(std::string const& v) { out.text(v); }
    void operator()(OutType v) { out.i32(static_cast<std::int32_t>(v)); }
    void operator()(Outcome v) { out.i32(static_cast<std::int32_t>(v)); }
};

struct Reading {
    ByteReader in;
    void operator()(std::int32_t& v) { v = in.i32(); }
    void operator()(std::int64_t& v) { v = in.i64(); }
    void operator()(bool& v) { v = in.i32() != 0; }
    void operator()(double& v) { v = in.f64(); }
    void operator()(std::string& v) { v = in.text(); }
    void operator()(OutType& v) { v = static_cast<OutType>(in.i32()); }
    void operator()(Outcome& v) { v = static_cast<Outcome>(in.i32()); }
};

// One list of fields per record serves both directions: `R` is const when writing.
template <class Io, class R>
void fields(Io& io, R& r) {
    using T = std::remove_const_t<R>;
    auto const each = [&io](auto&... field) { (io(field), ...); };
    if constexpr (std::is_same_v<T, MetaRecord>) each(r.version, r.journal, r.instance);
    if constexpr (std::is_same_v<T, RecvRecord>) each(r.id, r.in_seq, r.received, r.data);
    if constexpr (std::is_same_v<T, IntentRecord>)
        each(r.id, r.leg, r.kind, r.side, r.magic, r.position, r.ticket, r.server_time, r.at, r.volume, r.volume_before,
             r.symbol);
    if constexpr (std::is_same_v<T, LegRecord>)
        each(r.id, r.leg, r.outcome, r.retcode, r.final, r.already, r.positions_left, r.orders_left, r.order, r.deal,
             r.position, r.ticket, r.at, r.price, r.volume, r.rule, r.text);
    if constexpr (std::is_same_v<T, ClearedRecord>) each(r.id, r.leg);
    if constexpr (std::is_same_v<T, OutRecord>) each(r.seq, r.type, r.outcome, r.deal, r.re, r.data);
    if constexpr (std::is_same_v<T, LatchRecord>)
        each(r.paused, r.pause_version, r.latch_id, r.last_id, r.level, r.scope, r.since);
    if constexpr (std::is_same_v<T, SessionRecord>) each(r.epoch, r.resume);
    if constexpr (std::is_same_v<T, AckedRecord>) each(r.seq);
    if constexpr (std::is_same_v<T, BaselineRecord>) each(r.server_ms);
}

template <std::size_t I>
std::optional<Record> decode_as(std::string_view payload) {
    std::variant_alternative_t<I, Record> record;
    Reading reading{ByteReader(payload)};
    fields(reading, record);
    if (!reading.in.ended()) return std::nullopt;
    return Record(std::move(record));
}

template <std::size_t... I>
std::optional<Record> decode_any(std::size_t index, std::string_view payload, std::index_sequence<I...>) {
    using Decode = std::optional<Record> (*)(std::string_view);
    static constexpr std::array<Decode, sizeof...(I)> decoders{&decode_as<I>...};
    return decoders[index](payload);
}
}  // namespace

std::uint8_t record_type(Record const& record) {
    return static_cast<std::uint8_t>(record.index() + 1);
}

std::string encode(Record const& record) {
    Writing writing;
    std::visit([&](auto const& r) { fields(writing, r); }, record);
    return writing.out.take();
}

std::optional<Record> decode(std::uint8_t type, std::string_view payload) {
    constexpr std::size_t count = std::variant_size_v<Record>;
    if (type == 0 || type > count) return std::nullopt;
    return decode_any(type - 1U, payload, std::make_index_sequence<count>{});
}

}  // namespace signalos::bridge
