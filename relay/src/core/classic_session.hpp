// One plain client's end of /ws/classic: everything its user may see, in the classic dialect; nothing to subscribe to,
// no resume.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/token_bucket.hpp"
#include "core/dashboard_session.hpp"

namespace signalos::relay {

/// Account figures and positions are told when they change, at most once a second. References outlive the session.
/// Everything on the I/O thread.
class ClassicSession final : public Session, public ToldSession, private HubListener {
public:
    /// Of `ports`, visible_terminals, may_see and refused are used.
    ClassicSession(DashboardIdentity who, SessionPort& port, Clock const& clock, Random& random, Hub& hub,
                   DashboardPorts ports);
    ~ClassicSession() override;

    void on_text(std::string_view text) override;
    std::vector<Frame> pull(std::size_t max_bytes) override;
    void on_tick() override;
    void on_closed() override;
    /// Of what is told, the notices to everybody.
    void tell(std::string const& type, boost::json::object data) override {
        if (type == "system_notice") say(type, std::move(data));
    }
    [[nodiscard]] ConnectionFigures figures() const override { return {std::nullopt, frames_.size(), dropped_}; }

private:
    void on_mission_changed() override;
    void on_state_changed(TerminalId terminal) override;
    void on_event(LiveEvent const& event) override;
    void on_terminal(TerminalId terminal) override;

    void say(std::string_view type, boost::json::object data);
    void say_at(std::string_view type, boost::json::object data, std::int64_t ts);
    void refuse(errc code, std::string const& message);
    void close(std::uint16_t code, std::string_view reason);
    [[nodiscard]] bool sees(TerminalId terminal) const;
    [[nodiscard]] boost::json::object status() const;
    void tell_availability();
    void tell_status(TerminalId terminal);
    void tell_trades(TerminalId terminal);
    void tell_trade(TerminalId terminal, std::string const& key, boost::json::object const& fields);

    DashboardIdentity who_;
    SessionPort& port_;
    Clock const& clock_;
    Hub& hub_;
    DashboardPorts ports_;
    std::string id_;
    TokenBucket bucket_;
    std::deque<std::int64_t> bad_frames_;
    std::deque<Frame> frames_;
    std::size_t bytes_ = 0;
    std::int64_t dropped_ = 0;    ///< as ConnectionFigures::dropped
    std::set<TerminalId> dirty_;  ///< their state changed since the last second
    std::map<TerminalId, std::string> availability_;
    std::map<TerminalId, boost::json::object> accounts_;                       ///< as last told, without the age
    std::map<TerminalId, std::map<std::string, boost::json::object>> trades_;  ///< key → as last told
    std::int64_t next_heartbeat_ = 0;
    std::int64_t next_states_ = 0;
    bool mission_changed_ = false;
    bool open_ = true;
};

}  // namespace signalos::relay
