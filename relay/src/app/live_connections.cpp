#include "app/live_connections.hpp"

#include <algorithm>
#include <boost/json/object.hpp>

#include "protocol/close_code.hpp"

namespace signalos::relay {
namespace json = boost::json;

namespace {

constexpr std::uint16_t gone = 4401;
constexpr std::uint16_t come_again = 1012;

struct SilentSession final : Session {
    void on_text(std::string_view) override {}
    std::vector<Frame> pull(std::size_t) override { return {}; }
    void on_tick() override {}
    void on_closed() override {}
};

bool concerns(Principal const& who, Uuid const& what) {
    return who.credential == what || who.user.value == what || who.org.value == what;
}

}  // namespace

bool LiveConnections::outdated(Principal const& who) const {
    auto const changed = [&](Uuid const& part) {
        auto const at = changes_.find(part);
        return at != changes_.end() && at->second > who.proven_mark;
    };
    return changed(who.credential) || changed(who.user.value) || changed(who.org.value);
}

std::shared_ptr<Session> LiveConnections::turned_away(SessionPort& port, Principal const& who) const {
    auto const most = limits_ == nullptr ? 0 : limits_->of(who.org).sockets;
    if (outdated(who)) {
        // Proven before a change, opened after it: asked again it gets what is true now.
        port.close(come_again, "access has changed");
    } else if (most != 0 && count(who.org) >= static_cast<std::size_t>(most)) {
        port.close(protocol::close_code::too_fast, "the organisation has as many connections as it may");
    } else {
        return nullptr;
    }
    return std::make_shared<SilentSession>();
}

void LiveConnections::add(SessionPort& port, Principal const& who, std::shared_ptr<Session> const& session,
                          ToldSession& told) {
    std::erase_if(live_, [](Live const& one) { return one.session.expired(); });
    live_.push_back({Uuid::make_v7(clock_, random_), who, clock_.utc_ms(), &port, &told, session});
}

template <class Wanted, class Act>
std::size_t LiveConnections::each(Wanted const& wanted, Act const& act) {
    std::size_t reached = 0;
    for (auto& one : live_) {
        auto const alive = one.session.lock();
        if (!alive || !wanted(one)) continue;
        ++reached;
        act(one);
    }
    return reached;
}

void LiveConnections::ended(Uuid who) {
    changes_[who] = ++mark_;
    each([&](Live const& one) { return concerns(one.who, who); },
         [](Live& one) { one.port->close(gone, "signed out"); });
}

void LiveConnections::changed(UserId user) {
    changes_[user.value] = ++mark_;
    each([&](Live const& one) { return one.who.user == user; },
         [](Live& one) { one.port->close(come_again, "access has changed"); });
}

void LiveConnections::tell(OrgId org, UserId user, json::object data) {
    each([&](Live const& one) { return one.who.org == org && one.who.user == user; },
         [&](Live& one) { one.told->tell("account_update", data); });
}

json::array LiveConnections::connections(OrgId org) const {
    json::array list;
    for (auto const& one : live_) {
        auto const alive = one.session.lock();
        if (!alive || one.who.org != org) continue;
        auto const figures = one.told->figures();
        list.push_back(json::object{{"id", one.id.text()},
                                    {"user", one.who.user.text()},
                                    {"name", one.who.name},
                                    {"credential", kind_name(one.who.kind)},
                                    {"since", one.since},
                                    {"rtt_ms", figures.rtt_ms ? json::value(*figures.rtt_ms) : json::value(nullptr)},
                                    {"queued", figures.queued},
                                    {"dropped", figures.dropped}});
    }
    return list;
}

bool LiveConnections::has(OrgId org, Uuid connection) const {
    return std::any_of(live_.begin(), live_.end(), [&](Live const& one) {
        return one.who.org == org && one.id == connection && !one.session.expired();
    });
}

std::size_t LiveConnections::count(OrgId org) const {
    auto const open = std::count_if(live_.begin(), live_.end(),
                                    [&](Live const& one) { return one.who.org == org && !one.session.expired(); });
    return static_cast<std::size_t>(open);
}

bool LiveConnections::kick(OrgId org, Uuid connection) {
    return each([&](Live const& one) { return one.who.org == org && one.id == connection; },
                [](Live& one) { one.port->close(gone, "ended by an administrator"); }) > 0;
}

std::size_t LiveConnections::broadcast(OrgId org, json::object data) {
    return each([&](Live const& one) { return org.is_nil() || one.who.org == org; },
                [&](Live& one) { one.told->tell("system_notice", data); });
}

void LiveConnections::on_tick() {
    auto const now = clock_.utc_ms();
    each([&](Live const& one) { return one.who.expires_at != 0 && one.who.expires_at <= now; },
         [](Live& one) { one.port->close(gone, "expired"); });
}

}  // namespace signalos::relay
