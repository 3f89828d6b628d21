// Every golden frame of protocol/fixtures, which the dashboard's tests read too.
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "protocol/command_args.hpp"
#include "protocol/envelope.hpp"
#include "protocol/limits.hpp"
#include "protocol/link_messages.hpp"
#include "protocol/pairing.hpp"
#include "protocol/recall.hpp"

using namespace signalos;
using namespace signalos::protocol;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

/// Decodes `data` and encodes what was understood.
using RoundTrip = Result<json::object> (*)(json::object const& data, InputFault& fault);

template <auto decode>
Result<json::object> round_trip(json::object const& data, InputFault& fault) {
    auto const message = decode(data, fault);
    if (!message) return message.error();
    return encode_data(*message);
}

Result<json::object> command_round_trip(json::object const& data, InputFault& fault) {
    auto command = decode_command(data, fault);
    if (!command) return command.error();
    auto const kind = command_kind_from(command->kind);
    if (!kind) return make_error_code(errc::bad_request);
    auto const args = decode_args(*kind, command->args, fault);
    if (!args) return args.error();
    command->args = encode_args(*args);
    auto encoded = encode_data(*command);
    // Absent and null both say "never".
    for (auto const* key : {"ttl_ms", "deadline"})
        if (!encoded.contains(key)) encoded[key] = nullptr;
    return encoded;
}

Result<json::object> as_it_is(json::object const& data, InputFault&) {
    return data;
}

RoundTrip round_trip_of(std::string const& type, json::object const& data) {
    static std::map<std::string, RoundTrip> const typed{
        {"hello", round_trip<decode_hello>},
        {"welcome", round_trip<decode_welcome>},
        {"heartbeat_ack", round_trip<decode_heartbeat_ack>},
        {"command", command_round_trip},
        {"command_step", round_trip<decode_command_step>},
        {"command_result", round_trip<decode_command_result>},
        {"latch_state", round_trip<decode_latch_state>},
        {"pair", round_trip<decode_pair>},
        {"pairing", round_trip<decode_pairing>},
        {"paired", round_trip<decode_paired>},
        {"pairing_refused", round_trip<decode_pairing_refused>},
        {"recall", round_trip<decode_recall>},
        {"recalled", round_trip<decode_recalled>},
        {"reset", round_trip<decode_reset>},
        {"state", round_trip<decode_state_patch>},
    };
    // A dashboard's heartbeat has the same name and other members.
    if (type == "heartbeat") return data.contains("n") ? round_trip<decode_heartbeat> : as_it_is;
    auto const at = typed.find(type);
    return at == typed.end() ? as_it_is : at->second;
}

std::vector<fs::path> frames_in(char const* folder) {
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(fs::path(SIGNALOS_FIXTURES) / folder))
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

json::value read_json(fs::path const& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return json::parse(text.str());
}

}  // namespace

TEST_CASE("every valid golden frame is understood and encoded again unchanged") {
    auto const files = frames_in("valid");
    REQUIRE(files.size() >= 50);
    for (auto const& file : files) {
        INFO(file.filename());
        auto const frame = read_json(file);
        InputFault fault;
        auto envelope = decode_envelope(json::serialize(frame), max_terminal_frame_bytes, fault);
        REQUIRE(envelope.has_value());
        auto data = round_trip_of(envelope->type, envelope->data)(envelope->data, fault);
        INFO(fault.path << ' ' << fault.message);
        REQUIRE(data.has_value());
        envelope->data = std::move(*data);
        CHECK(json::parse(encode(*envelope)) == frame);
    }
}

TEST_CASE("every invalid golden frame is refused with the code and path it names") {
    auto const files = frames_in("invalid");
    REQUIRE(files.size() >= 25);
    for (auto const& file : files) {
        INFO(file.filename());
        auto const fixture = read_json(file).as_object();
        InputFault fault;
        auto const envelope = decode_envelope(json::serialize(fixture.at("frame")), max_terminal_frame_bytes, fault);
        if (envelope) REQUIRE_FALSE(round_trip_of(envelope->type, envelope->data)(envelope->data, fault).has_value());
        CHECK(code_name(fault.code) == std::string_view(fixture.at("_code").as_string()));
        CHECK(fault.path == std::string_view(fixture.at("_path").as_string()));
        CHECK_FALSE(fault.message.empty());
    }
}
