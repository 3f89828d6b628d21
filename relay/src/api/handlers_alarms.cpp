#include <boost/json/array.hpp>
#include <charconv>

#include "api/handlers.hpp"

namespace signalos::relay::api {

namespace json = boost::json;

// GET /api/alarms: what somebody must see to, and what somebody has.
void list_alarms(ContextPtr context) {
    std::size_t limit = 100;
    if (!read_limit(context, limit)) return;
    context->services().relay.list_alarms(context->principal(), limit, [context](Result<json::array> alarms) {
        if (!alarms) return context->fail(alarms.error());
        json::object answer;
        answer["alarms"] = std::move(*alarms);
        context->answer_json(200, answer);
    });
}

// POST /api/alarms/{id}/acknowledge: {id} = <terminal>:<place among its events>.
void acknowledge_alarm(ContextPtr context) {
    auto const& id = context->path_id();
    auto const colon = id.find(':');
    auto const terminal = TerminalId::parse(id.substr(0, colon));
    if (colon == std::string::npos || !terminal) return context->fail(errc::not_found);
    std::int64_t off = 0;
    auto const* const end = id.data() + id.size();
    auto const read = std::from_chars(id.data() + colon + 1, end, off);
    if (read.ec != std::errc{} || read.ptr != end || off <= 0) return context->fail(errc::not_found);
    context->services().relay.acknowledge_alarm(context->principal(), *terminal, off,
                                                [context](Result<json::object> alarm) {
                                                    if (!alarm) return context->fail(alarm.error());
                                                    json::object answer;
                                                    answer["alarm"] = std::move(*alarm);
                                                    context->answer_json(200, answer);
                                                });
}

}  // namespace signalos::relay::api
