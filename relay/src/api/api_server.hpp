// The relay's HttpHandler: finds the route, proves the caller, and lets the handler answer; opens WebSockets; serves
// the dashboard's files.
#pragma once
#include "api/context.hpp"
#include "api/origin_policy.hpp"
#include "api/route_table.hpp"
#include "api/socket_view.hpp"
#include "net/http_types.hpp"
#include "net/static_files.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Holds references that outlive it.
class ApiServer final : public HttpHandler {
public:
    ApiServer(ApiServices services, OriginPolicy const& origins, StaticFiles const& files);

    std::size_t body_limit(Request const& head) override;
    bool is_stop(Request const& head) override;
    void handle(Request request, Respond respond) override;
    void upgrade(Request request, RespondUpgrade respond) override;

private:
    [[nodiscard]] Response refusal(errc code) const;
    void refuse_upgrade(RespondUpgrade const& respond, errc counted, std::uint16_t code, std::string reason) const;
    void serve_file(Request const& request, Respond const& respond) const;
    /// Answers the problem itself when the caller asks too fast; a stop never does.
    void authorise(ContextPtr context, Route const& route);
    void upgrade_dashboard(Request const& request, SocketView const& view, RespondUpgrade respond);
    void upgrade_terminal(Request const& request, RespondUpgrade respond);

    ApiServices services_;
    OriginPolicy const& origins_;
    StaticFiles const& files_;
};

}  // namespace signalos::relay
