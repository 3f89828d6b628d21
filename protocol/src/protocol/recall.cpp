#include "protocol/recall.hpp"

#include <boost/json.hpp>

namespace signalos::protocol {

namespace json = boost::json;

namespace {
constexpr std::string_view not_ended = "open";

KnownCommand read_known(JsonReader reader) {
    KnownCommand known;
    known.id = reader.uuid("id");
    auto const name = reader.text("state");
    if (name == not_ended) return known;
    known.ended = command_state_from(name);
    bool const final = known.ended && is_final(*known.ended) && *known.ended != CommandState::cancelled;
    if (reader.ok() && !final) reader.fail("state", "must be open or how a command ended");
    return known;
}
}  // namespace

Result<Recall> decode_recall(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    Recall const recall{reader.time_ms("since")};
    if (!reader.ok()) return make_error_code(reader.fault().code);
    return recall;
}

Result<RecallPage> decode_recalled(json::object const& data, InputFault& fault) {
    JsonReader reader(data, fault);
    RecallPage page;
    page.forgotten = reader.maybe_integer("forgotten").value_or(0);
    page.more = reader.maybe_boolean("more").value_or(false);
    auto const* const commands = reader.maybe_array("commands");
    if (commands == nullptr) reader.fail("commands", "must be an array");
    std::size_t index = 0;
    for (auto const& item : commands != nullptr ? *commands : json::array()) {
        auto const path = reader.path_of("commands") + '/' + std::to_string(index++);
        if (auto const* const object = item.if_object())
            page.commands.push_back(read_known(JsonReader(*object, reader.fault(), path)));
        else
            reader.fail("commands", "must hold objects only");
    }
    if (!reader.ok()) return make_error_code(reader.fault().code);
    return page;
}

json::object encode_data(Recall const& recall) {
    return {{"since", recall.since}};
}

json::object encode_data(RecallPage const& page) {
    json::array commands;
    for (auto const& known : page.commands) {
        auto const state = known.ended ? name_of(*known.ended) : not_ended;
        commands.push_back(
            json::object{{"id", known.id.text()}, {"state", json::string_view(state.data(), state.size())}});
    }
    json::object data{{"forgotten", page.forgotten}, {"commands", std::move(commands)}};
    if (page.more) data["more"] = true;
    return data;
}

}  // namespace signalos::protocol
