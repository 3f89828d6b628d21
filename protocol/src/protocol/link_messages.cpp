#include "protocol/link_messages.hpp"

#include <boost/json.hpp>

namespace signalos::protocol {

namespace json = boost::json;

namespace {

/// What every peer can count, a browser included; nobody sends that many frames.
constexpr std::int64_t max_seq = 9'007'199'254'740'991;

template <class T>
Result<T> done(JsonReader& reader, T value) {
    if (reader.ok()) return value;
    return make_error_code(reader.fault().code);
}

template <class T>
void put(json::object& object, std::string_view key, std::optional<T> const& value) {
    if (value) object[key] = *value;
}

void put(json::object& object, std::string_view key, std::optional<Decimal> const& value) {
    if (value) object[key] = value->text();
}

Latch read_latch(JsonReader reader) {
    Latch latch;
    latch.id = reader.digits("id");
    latch.level = reader.text("level");
    latch.scope = reader.text("scope");
    latch.since = reader.maybe_integer("since").value_or(0);
    latch.reason = reader.maybe_text("reason").value_or("");
    return latch;
}

std::optional<Latch> maybe_latch(JsonReader& reader) {
    auto const* object = reader.maybe_object("latch");
    if (object == nullptr) return std::nullopt;
    return read_latch(JsonReader(*object, reader.fault(), reader.path_of("latch")));
}

AccountIdentity read_account(JsonReader reader) {
    AccountIdentity account;
    account.login = reader.text("login");
    account.server = reader.text("server");
    account.company = reader.maybe_text("company").value_or("");
    account.currency = reader.text("currency");
    account.currency_digits = reader.maybe_integer("currency_digits").value_or(2);
    account.margin_mode = reader.text("margin_mode");
    account.trade_mode = reader.text("trade_mode");
    account.leverage = reader.maybe_integer("leverage").value_or(0);
    return account;
}

/// Each element of an array of objects, with its path.
template <class Each>
void for_objects(JsonReader& reader, std::string_view key, Each each) {
    auto const* array = reader.maybe_array(key);
    if (array == nullptr) return;
    std::size_t index = 0;
    for (auto const& item : *array) {
        std::string const path = reader.path_of(key) + '/' + std::to_string(index++);
        if (auto const* object = item.if_object())
            each(JsonReader(*object, reader.fault(), path));
        else
            reader.fail(key, "must hold objects only");
    }
}

}  // namespace

Result<Hello> decode_hello(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Hello hello;
    hello.role = reader.text("role");
    hello.platform = reader.text("platform");
    hello.proto.clear();
    if (auto const* versions = reader.maybe_array("proto"))
        for (auto const& item : *versions)
            if (auto const* number = item.if_int64()) hello.proto.push_back(*number);
    if (auto const* agent = reader.maybe_object("agent")) {
        JsonReader inner(*agent, fault, "/agent");
        hello.ea_version = inner.maybe_text("ea").value_or("");
        hello.dll_version = inner.maybe_text("dll").value_or("");
        hello.os = inner.maybe_text("os").value_or("");
        hello.build = inner.maybe_integer("build").value_or(0);
    }
    hello.instance = reader.uuid("instance");
    hello.journal = reader.uuid("journal");
    hello.resume = reader.maybe_text("resume");
    hello.account = read_account(JsonReader(reader.object("account"), fault, "/account"));
    hello.mode = reader.maybe_text("mode").value_or("live");
    hello.magic_prefix = reader.maybe_integer("magic_prefix").value_or(0);
    hello.last_in = reader.integer("last_in");
    hello.last_out = reader.integer("last_out");
    hello.paused = reader.maybe_boolean("paused").value_or(false);
    hello.pause_version = reader.maybe_integer("pause_version").value_or(0);
    hello.latch = maybe_latch(reader);
    hello.session_epoch = reader.maybe_integer("session_epoch").value_or(0);
    for_objects(reader, "open_commands", [&](JsonReader item) {
        OpenCommand command;
        command.id = item.uuid("id");
        command.state = item.text("state");
        hello.open_commands.push_back(std::move(command));
    });
    return done(reader, std::move(hello));
}

Result<Welcome> decode_welcome(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Welcome welcome;
    welcome.session_id = reader.text("session_id");
    welcome.session_epoch = reader.integer("session_epoch");
    welcome.terminal = reader.uuid("terminal");
    welcome.terminal_name = reader.maybe_text("terminal_name").value_or("");
    welcome.hb_ms = reader.integer("hb_ms");
    welcome.server_ts = reader.integer("server_ts");
    welcome.resume = reader.text("resume");
    welcome.recv_max = reader.integer("recv_max");
    welcome.last_in = reader.integer("last_in");
    welcome.store_epoch = reader.maybe_integer("store_epoch").value_or(0);
    return done(reader, std::move(welcome));
}

Result<Heartbeat> decode_heartbeat(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Heartbeat beat{reader.integer("n"), reader.time_ms("server_ts"), reader.maybe_integer("rtt_ms")};
    return done(reader, beat);
}

Result<HeartbeatAck> decode_heartbeat_ack(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    HeartbeatAck ack{reader.integer("n"), reader.time_ms("client_ts")};
    return done(reader, ack);
}

Result<Command> decode_command(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Command command;
    command.session_epoch = reader.integer("session_epoch");
    command.cmd_seq = reader.integer("cmd_seq");
    command.kind = reader.text("kind");
    command.lane = reader.maybe_text("lane").value_or("normal");
    command.ttl_ms = reader.maybe_integer("ttl_ms");
    command.deadline = reader.maybe_integer("deadline");
    command.settled = reader.maybe_boolean("settled").value_or(false);
    command.stop_behind = reader.maybe_boolean("stop_behind").value_or(false);
    command.args = reader.object("args");
    return done(reader, std::move(command));
}

Result<CommandStep> decode_command_step(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    CommandStep step{reader.text("step"), reader.maybe_text("message")};
    return done(reader, std::move(step));
}

Result<CommandResult> decode_command_result(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    CommandResult result;
    result.state = reader.text("state");
    result.retcode = reader.maybe_integer("retcode");
    result.retcode_text = reader.maybe_text("retcode_text");
    result.rule = reader.maybe_text("rule");
    result.message = reader.maybe_text("message");
    result.evidence = reader.maybe_text("evidence");
    if (auto const* figures = reader.maybe_object("figures")) result.figures = *figures;
    result.order = reader.maybe_text("order");
    result.deal = reader.maybe_text("deal");
    result.ticket = reader.maybe_text("ticket");
    result.position = reader.maybe_text("position");
    result.price = reader.maybe_decimal("price");
    result.volume = reader.maybe_decimal("volume");
    result.already = reader.maybe_boolean("already").value_or(false);
    result.late = reader.maybe_boolean("late").value_or(false);
    for_objects(reader, "legs", [&](JsonReader item) {
        ResultLeg leg;
        leg.ticket = item.text("ticket");
        leg.state = item.text("state");
        leg.retcode = item.maybe_integer("retcode").value_or(0);
        leg.deal = item.maybe_text("deal");
        leg.volume = item.maybe_decimal("volume");
        leg.message = item.maybe_text("message");
        result.legs.push_back(std::move(leg));
    });
    if (auto const* scan = reader.maybe_object("scan")) {
        JsonReader inner(*scan, fault, "/scan");
        result.scan = ResultScan{inner.integer("positions"), inner.integer("orders")};
    }
    if (auto const* times = reader.maybe_object("times")) result.times = *times;
    return done(reader, std::move(result));
}

Result<LatchState> decode_latch_state(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    LatchState state;
    state.paused = reader.boolean("paused");
    state.pause_version = reader.integer("pause_version");
    state.latch = maybe_latch(reader);
    state.by = reader.text("by");
    return done(reader, std::move(state));
}

Result<Reset> decode_reset(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Reset reset{reader.integer("seq"), reader.maybe_text("reason").value_or("")};
    if (reader.ok() && (reset.seq < 1 || reset.seq > max_seq)) reader.fail("seq", "must be the number of a frame");
    return done(reader, std::move(reset));
}

Result<StatePatch> decode_state_patch(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    StatePatch patch;
    patch.reset = reader.maybe_boolean("reset").value_or(false);
    patch.more = reader.maybe_boolean("more").value_or(false);
    if (auto const* set = reader.maybe_object("set")) patch.set = *set;
    for (auto const& entry : patch.set)
        if (!entry.value().is_object()) reader.fail("set", "must hold objects only");
    if (auto const* del = reader.maybe_array("del")) {
        for (auto const& item : *del) {
            if (auto const* key = item.if_string())
                patch.del.emplace_back(key->data(), key->size());
            else
                reader.fail("del", "must hold strings only");
        }
    }
    return done(reader, std::move(patch));
}

json::object encode_data(Latch const& latch) {
    json::object data{
        {"id", std::to_string(latch.id)}, {"level", latch.level}, {"scope", latch.scope}, {"since", latch.since}};
    if (!latch.reason.empty()) data["reason"] = latch.reason;
    return data;
}

json::object encode_data(Hello const& hello) {
    json::array proto(hello.proto.begin(), hello.proto.end());
    auto const& a = hello.account;
    json::object data{
        {"role", hello.role},
        {"platform", hello.platform},
        {"proto", std::move(proto)},
        {"agent", {{"ea", hello.ea_version}, {"dll", hello.dll_version}, {"build", hello.build}, {"os", hello.os}}},
        {"instance", hello.instance.text()},
        {"journal", hello.journal.text()},
        {"account",
         {{"login", a.login},
          {"server", a.server},
          {"company", a.company},
          {"currency", a.currency},
          {"currency_digits", a.currency_digits},
          {"margin_mode", a.margin_mode},
          {"trade_mode", a.trade_mode},
          {"leverage", a.leverage}}},
        {"mode", hello.mode},
        {"magic_prefix", hello.magic_prefix},
        {"last_in", hello.last_in},
        {"last_out", hello.last_out},
        {"paused", hello.paused},
        {"pause_version", hello.pause_version},
        {"session_epoch", hello.session_epoch}};
    put(data, "resume", hello.resume);
    if (hello.latch) data["latch"] = encode_data(*hello.latch);
    json::array open;
    for (auto const& command : hello.open_commands)
        open.push_back(json::object{{"id", command.id.text()}, {"state", command.state}});
    data["open_commands"] = std::move(open);
    return data;
}

json::object encode_data(Welcome const& welcome) {
    return {{"session_id", welcome.session_id},
            {"session_epoch", welcome.session_epoch},
            {"terminal", welcome.terminal.text()},
            {"terminal_name", welcome.terminal_name},
            {"hb_ms", welcome.hb_ms},
            {"server_ts", welcome.server_ts},
            {"resume", welcome.resume},
            {"recv_max", welcome.recv_max},
            {"last_in", welcome.last_in},
            {"store_epoch", welcome.store_epoch}};
}

json::object encode_data(Heartbeat const& beat) {
    json::object data{{"n", beat.n}, {"server_ts", beat.server_ts}};
    put(data, "rtt_ms", beat.rtt_ms);
    return data;
}

json::object encode_data(HeartbeatAck const& ack) {
    return {{"n", ack.n}, {"client_ts", ack.client_ts}};
}

json::object encode_data(Command const& command) {
    json::object data{{"session_epoch", command.session_epoch},
                      {"cmd_seq", command.cmd_seq},
                      {"kind", command.kind},
                      {"lane", command.lane},
                      {"ttl_ms", nullptr},
                      {"deadline", nullptr},
                      {"args", command.args}};
    put(data, "ttl_ms", command.ttl_ms);
    put(data, "deadline", command.deadline);
    if (command.settled) data["settled"] = true;
    if (command.stop_behind) data["stop_behind"] = true;
    return data;
}

json::object encode_data(CommandStep const& step) {
    json::object data{{"step", step.step}};
    put(data, "message", step.message);
    return data;
}

json::object encode_data(CommandResult const& result) {
    json::object data{{"state", result.state}};
    put(data, "retcode", result.retcode);
    put(data, "retcode_text", result.retcode_text);
    put(data, "rule", result.rule);
    if (!result.figures.empty()) data["figures"] = result.figures;
    put(data, "message", result.message);
    put(data, "order", result.order);
    put(data, "deal", result.deal);
    put(data, "ticket", result.ticket);
    put(data, "position", result.position);
    put(data, "price", result.price);
    put(data, "volume", result.volume);
    if (result.already) data["already"] = true;
    if (result.late) data["late"] = true;
    if (!result.legs.empty()) {
        json::array legs;
        for (auto const& leg : result.legs) {
            json::object item{{"ticket", leg.ticket}, {"state", leg.state}, {"retcode", leg.retcode}};
            put(item, "deal", leg.deal);
            put(item, "volume", leg.volume);
            put(item, "message", leg.message);
            legs.push_back(std::move(item));
        }
        data["legs"] = std::move(legs);
    }
    if (result.scan) data["scan"] = {{"positions", result.scan->positions}, {"orders", result.scan->orders}};
    if (!result.times.empty()) data["times"] = result.times;
    put(data, "evidence", result.evidence);
    return data;
}

json::object encode_data(LatchState const& state) {
    json::object data{
        {"paused", state.paused}, {"pause_version", state.pause_version}, {"latch", nullptr}, {"by", state.by}};
    if (state.latch) data["latch"] = encode_data(*state.latch);
    return data;
}

json::object encode_data(Reset const& reset) {
    return {{"seq", reset.seq}, {"reason", reset.reason}};
}

json::object encode_data(StatePatch const& patch) {
    json::object data;
    if (patch.reset) data["reset"] = true;
    if (patch.more) data["more"] = true;
    data["set"] = patch.set;
    data["del"] = json::array(patch.del.begin(), patch.del.end());
    return data;
}

}  // namespace signalos::protocol
