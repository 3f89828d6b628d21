#include "api/handlers.hpp"
#include "api/operations_port.hpp"

namespace signalos::relay::api {
namespace json = boost::json;

// GET /readyz: 200 while requests should be sent here, else 503 with what speaks against it.
void readyz(ContextPtr context) {
    auto* const operations = context->services().operations;
    if (operations == nullptr) return context->fail(errc::unavailable);
    operations->readiness([context](Readiness readiness) {
        json::object const body{{"status", readiness.ready ? "ready" : "not_ready"},
                                {"checks", std::move(readiness.checks)}};
        context->answer_json(readiness.ready ? 200 : 503, body);
    });
}

// GET /metrics: for those whom the configuration lets read it; for all others there is nothing here.
void metrics(ContextPtr context) {
    auto* const operations = context->services().operations;
    if (operations == nullptr || !operations->may_read_metrics(context->request()))
        return context->fail(errc::not_found);
    Response response;
    response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    response.headers.add("Cache-Control", "no-store");
    response.body = operations->metrics();
    context->answer(std::move(response));
}

}  // namespace signalos::relay::api
