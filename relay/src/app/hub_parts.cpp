#include "app/hub_parts.hpp"

namespace signalos::relay {
namespace {

// Until the hub stands behind the seam: nobody listens.
class NobodyListens final : public StreamPort {
public:
    void publish_event(EventRow const&) override {}
    void publish_state(OrgId, TerminalId, StateChange) override {}
    void publish_mission(OrgId, TerminalId, boost::json::object) override {}
    [[nodiscard]] std::optional<KnownPosition> find_position(OrgId, TerminalId, std::string_view) const override { return std::nullopt; }
};

// Closes at once with "cannot serve now".
class NoDashboard final : public Session {
public:
    explicit NoDashboard(SessionPort& port) { port.close(4503, "no dashboards yet"); }
    void on_text(std::string_view) override {}
    std::vector<Frame> pull(std::size_t) override { return {}; }
    void on_tick() override {}
    void on_closed() override {}
};

}  // namespace

struct HubParts::Parts {
    NobodyListens streams;
};

HubParts::HubParts(RelayClock&, Random&, Store&) : parts_(std::make_unique<Parts>()) {}
HubParts::~HubParts() = default;
StreamPort& HubParts::streams() { return parts_->streams; }
void HubParts::known_terminal(Terminal const&) {}
std::shared_ptr<Session> HubParts::dashboard(SessionPort& port, LoginSession const&, CommandService&) { return std::make_shared<NoDashboard>(port); }

}  // namespace signalos::relay
