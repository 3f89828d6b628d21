#include "api/handlers.hpp"
#include "api/openapi_document.hpp"

namespace signalos::relay::api {
namespace json = boost::json;

// GET /api/system/health: the public summary.
void system_health(ContextPtr context) {
    context->services().relay.health([context](HealthSummary health) {
        auto const& services = context->services();
        json::object answer{
            {"status", health.store_ok ? "ok" : "degraded"},
            {"version", services.version},
            {"uptime_s", (services.clock.steady_ms() - services.started_steady_ms) / 1000},
            {"store", health.store_ok ? "ok" : "unavailable"},
            {"terminals", json::object{{"known", health.terminals_known}, {"live", health.terminals_live}}},
            {"refused", services.refusals != nullptr ? services.refusals->view() : json::object{}},
        };
        if (services.backups) answer["backup"] = services.backups();
        context->answer_json(200, answer);
    });
}

// GET /healthz: 200 while the store answers, else 503.
void healthz(ContextPtr context) {
    context->services().relay.health([context](HealthSummary health) {
        if (!health.store_ok) return context->fail(errc::unavailable);
        context->answer_json(200, json::object{{"status", "ok"}});
    });
}

// GET /api/openapi.json
void openapi(ContextPtr context) {
    Response response;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-cache");
    // One copy for all: a thousand readers that do not read hold none of their own.
    static auto const document = std::make_shared<std::string const>(openapi_document());
    response.shared_body = document;
    context->answer(std::move(response));
}

}  // namespace signalos::relay::api
