#include "protocol/command_args.hpp"

#include <boost/json.hpp>

namespace signalos::protocol {

namespace json = boost::json;

namespace {

EmergencyStopArgs read_emergency_stop(JsonReader& reader) {
    static constexpr std::pair<std::string_view, std::string_view> levels[] = {
        {"flatten", "flatten"}, {"halt_cancel", "halt_cancel"}, {"halt", "halt"}, {"pause", "pause"}};
    static constexpr std::pair<std::string_view, std::string_view> scopes[] = {{"account", "account"},
                                                                               {"ours", "ours"}};
    EmergencyStopArgs args;
    args.level = reader.maybe_choice("level", levels).value_or("flatten");
    args.scope = reader.maybe_choice("scope", scopes).value_or("account");
    args.issued_at = reader.maybe_integer("issued_at").value_or(0);
    return args;
}

struct Encode {
    json::object operator()(NoArgs const&) const { return {}; }
    json::object operator()(OpenArgs const& args) const { return encode(args); }
    json::object operator()(ModifyArgs const& args) const { return encode(args); }
    json::object operator()(CancelOrderArgs const& args) const { return encode(args); }
    json::object operator()(CloseArgs const& args) const { return encode(args); }
    json::object operator()(PartialCloseArgs const& args) const { return encode(args); }
    json::object operator()(CloseByArgs const& args) const { return encode(args); }
    json::object operator()(CloseAllArgs const& args) const { return encode(args); }
    json::object operator()(PauseArgs const& args) const { return {{"version", args.version}}; }
    json::object operator()(ResumeArgs const& args) const {
        json::object data{{"version", args.version}};
        if (args.latch_id) data["latch_id"] = std::to_string(*args.latch_id);
        return data;
    }
    json::object operator()(EmergencyStopArgs const& args) const {
        return {{"level", args.level}, {"scope", args.scope}, {"issued_at", args.issued_at}};
    }
};

CommandArgs read_args(CommandKind kind, JsonReader& reader, json::object const& args) {
    switch (kind) {
        case CommandKind::open:
            return read_open(reader);
        case CommandKind::close:
            return read_close(reader);
        case CommandKind::partial_close:
            return read_partial_close(reader);
        case CommandKind::close_by:
            return read_close_by(reader);
        case CommandKind::modify:
            return read_modify(reader, args);
        case CommandKind::cancel_order:
            return read_cancel_order(reader);
        case CommandKind::close_all:
            return read_close_all(reader);
        case CommandKind::pause:
            return PauseArgs{reader.maybe_integer("version").value_or(0)};
        case CommandKind::resume:
            return ResumeArgs{reader.maybe_integer("version").value_or(0), reader.maybe_digits("latch_id")};
        case CommandKind::emergency_stop:
            return read_emergency_stop(reader);
        case CommandKind::force_sync:
        case CommandKind::health_check:
            return NoArgs{};
    }
    reader.fail("kind", "is not supported by this version");
    return NoArgs{};
}

}  // namespace

Result<CommandArgs> decode_args(CommandKind kind, json::object const& args, InputFault& fault) {
    JsonReader reader(args, fault, "/args");
    CommandArgs decoded = read_args(kind, reader, args);
    if (!reader.ok()) return make_error_code(fault.code);
    return decoded;
}

json::object encode_args(CommandArgs const& args) {
    return std::visit(Encode{}, args);
}

}  // namespace signalos::protocol
