#include "bridge/records.hpp"

#include <array>
#include <type_traits>

#include "bridge/bytes.hpp"

namespace signalos::bridge {

namespace {
// Each takes a field's name and the field, and returns itself for the next one.
struct Writing {
    ByteWriter out;
    template <class T>
    Writing& operator()(char const*, T const& v) {
        put(v);
        return *this;
    }
    void put(std::int32_t v) { out.i32(v); }
    void put(std::int64_t v) { out.i64(v); }
    void put(bool v) { out.i32(v ? 1 : 0); }
    void put(double v) { out.f64(v); }
    void put(std::string const& v) { out.text(v); }
    void put(OutType v) { out.i32(static_cast<std::int32_t>(v)); }
    void put(Outcome v) { out.i32(static_cast<std::int32_t>(v)); }
};

struct Reading {
    ByteReader in;
    template <class T>
    Reading& operator()(char const*, T& v) {
        get(v);
        return *this;
    }
    void get(std::int32_t& v) { v = in.i32(); }
    void get(std::int64_t& v) { v = in.i64(); }
    void get(bool& v) { v = in.i32() != 0; }
    void get(double& v) { v = in.f64(); }
    void get(std::string& v) { v = in.text(); }
    void get(OutType& v) { v = static_cast<OutType>(in.i32()); }
    void get(Outcome& v) { v = static_cast<Outcome>(in.i32()); }
};

struct Naming {
    json::object out;
    template <class T>
    Naming& operator()(char const* name, T const& v) {
        if constexpr (std::is_enum_v<T>)
            out[name] = static_cast<std::int32_t>(v);
        else
            out[name] = v;
        return *this;
    }
};

// One list of fields per record serves every direction: `R` is const unless it is read.
template <class Io, class R>
void fields(Io& io, R& r) {
    using T = std::remove_const_t<R>;
    if constexpr (std::is_same_v<T, MetaRecord>) io("version", r.version)("journal", r.journal)("instance", r.instance);
    if constexpr (std::is_same_v<T, RecvRecord>)
        io("id", r.id)("in_seq", r.in_seq)("received", r.received)("data", r.data);
    if constexpr (std::is_same_v<T, IntentRecord>)
        io("id", r.id)("leg", r.leg)("kind", r.kind)("side", r.side)("magic", r.magic)("position", r.position)(
            "ticket", r.ticket)("server_time", r.server_time)("at", r.at)("volume", r.volume)(
            "volume_before", r.volume_before)("symbol", r.symbol);
    if constexpr (std::is_same_v<T, LegRecord>)
        io("id", r.id)("leg", r.leg)("outcome", r.outcome)("retcode", r.retcode)("final", r.final)(
            "already", r.already)("positions_left", r.positions_left)("orders_left", r.orders_left)("order", r.order)(
            "deal", r.deal)("position", r.position)("ticket", r.ticket)("at", r.at)("price", r.price)(
            "volume", r.volume)("rule", r.rule)("text", r.text);
    if constexpr (std::is_same_v<T, ClearedRecord>) io("id", r.id)("leg", r.leg);
    if constexpr (std::is_same_v<T, OutRecord>)
        io("seq", r.seq)("type", r.type)("outcome", r.outcome)("deal", r.deal)("re", r.re)("data", r.data);
    if constexpr (std::is_same_v<T, LatchRecord>)
        io("paused", r.paused)("pause_version", r.pause_version)("latch_id", r.latch_id)("last_id", r.last_id)(
            "level", r.level)("scope", r.scope)("since", r.since);
    if constexpr (std::is_same_v<T, SessionRecord>) io("epoch", r.epoch)("resume", r.resume);
    if constexpr (std::is_same_v<T, AckedRecord>) io("seq", r.seq);
    if constexpr (std::is_same_v<T, BaselineRecord>) io("server_ms", r.server_ms);
    if constexpr (std::is_same_v<T, FinishedRecord>) io("id", r.id)("outcome", r.outcome)("stop_lane", r.stop_lane);
    if constexpr (std::is_same_v<T, CarriedRecord>) {
        io("id", r.id)("outcome", r.outcome)("began", r.began)("answered", r.answered)("report", r.report)("closing",
                                                                                                           r.closing);
        if (r.closing) fields(io, r.last);
    }
    if constexpr (std::is_same_v<T, ForgottenRecord>) io("made", r.made);
    if constexpr (std::is_same_v<T, DealsRecord>) io("of_legs", r.of_legs)("deals", r.deals);
    if constexpr (std::is_same_v<T, RunRecord>) io("spoken_out", r.spoken_out);
    if constexpr (std::is_same_v<T, OwnStopRecord>) io("latch_id", r.latch_id)("reason", r.reason);
}

constexpr std::array<std::string_view, std::variant_size_v<Record>> names{
    "meta",  "recv",     "intent",   "leg",     "cleared",   "out",   "latch", "session",
    "acked", "baseline", "finished", "carried", "forgotten", "deals", "run",   "own_stop"};

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

std::string_view record_name(Record const& record) {
    return names[record.index()];
}

json::object to_json(Record const& record) {
    Naming naming;
    std::visit([&](auto const& r) { fields(naming, r); }, record);
    return std::move(naming.out);
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
