// The hub: what every dashboard sees of every terminal. Cores publish into it, dashboard sessions read from it.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/random.hpp"
#include "core/keyed_stream.hpp"

namespace signalos::relay {

/// An event on its way to dashboards, encoded once for all.
struct LiveEvent {
    TerminalId terminal;
    std::int64_t off = 0;
    std::string type;
    Frame frame;
    std::string command;         ///< of a command_update: the command's id
    bool command_final = false;  ///< and whether nothing more is expected of it
};

/// Told of what is new. Calls come from within publish_*: be brief, do not publish.
class HubListener {
public:
    virtual ~HubListener() = default;
    virtual void on_mission_changed() = 0;
    virtual void on_state_changed(TerminalId terminal) = 0;
    virtual void on_event(LiveEvent const& event) = 0;
    /// A terminal that the hub had not known.
    virtual void on_terminal(TerminalId terminal) = 0;
};

/// Single-threaded: all calls on the relay's I/O thread. References given out live as long as the hub.
class Hub {
public:
    /// `events_ep` names the life of the stored event sequences: the same after a restart of the relay, another after a
    /// restore from a backup. Keyed streams get a fresh random `ep` each.
    Hub(Clock const& clock, Random& random, std::string events_ep);
    ~Hub();
    Hub(Hub const&) = delete;
    Hub& operator=(Hub const&) = delete;

    /// Before the first subscriber: the highest `off` stored for this terminal. Also for a terminal made later.
    void know_terminal(OrgId org, TerminalId terminal, std::int64_t events_top);
    /// set: key → changed fields, null removes a field. What does not differ is dropped; nothing left, nothing is sent.
    void publish_state(OrgId org, TerminalId terminal, bool reset, boost::json::object set,
                       std::vector<std::string> del, std::int64_t as_of);
    /// Changed fields of the terminal's row; null removes one.
    void publish_mission(OrgId org, TerminalId terminal, boost::json::object fields, std::int64_t as_of);
    /// A revoked terminal: its keys and its row are gone. Its events stay where they are.
    void forget_terminal(OrgId org, TerminalId terminal, std::int64_t as_of);
    /// A committed row of the terminal's sequence, in the order of `off`.
    void publish_event(OrgId org, TerminalId terminal, std::int64_t off, std::string type, std::int64_t ts,
                       boost::json::object data);

    /// When the end of this command was handed to dashboards, ms UTC; nothing when that was not in this life of the
    /// relay, or long ago.
    [[nodiscard]] std::optional<std::int64_t> pushed_at(std::string_view command) const;
    /// The terminal reports more than is kept of it: what `state:` shows is not complete.
    [[nodiscard]] bool state_overflowed(OrgId org, TerminalId terminal) const;

    /// Key → fields; nullptr while the terminal has said nothing.
    [[nodiscard]] boost::json::object const* state_of(OrgId org, TerminalId terminal) const;
    /// Terminal → its row; nullptr while there is none.
    [[nodiscard]] boost::json::object const* mission_of(OrgId org) const;

    KeyedStream& mission(OrgId org);
    KeyedStream& state(OrgId org, TerminalId terminal);
    [[nodiscard]] std::int64_t events_top(OrgId org, TerminalId terminal) const;
    [[nodiscard]] std::string const& events_ep() const { return events_ep_; }

    void join(OrgId org, HubListener& listener);
    void leave(OrgId org, HubListener& listener);

private:
    struct Terminal {
        std::unique_ptr<KeyedStream> state;
        std::int64_t events_top = 0;
    };
    struct Organisation {
        std::unique_ptr<KeyedStream> mission;
        std::map<TerminalId, Terminal> terminals;
        std::vector<HubListener*> listeners;
    };

    std::string fresh_ep();
    void note_pushed(std::string const& command, boost::json::object& data);
    Terminal& terminal(OrgId org, TerminalId id);
    [[nodiscard]] Terminal const* find(OrgId org, TerminalId id) const;
    template <class Call>
    void tell(OrgId org, Call const& call);

    Clock const& clock_;
    Random& random_;
    std::string events_ep_;
    std::map<OrgId, Organisation> organisations_;
    std::map<std::string, std::int64_t, std::less<>> pushed_;  ///< command → ms UTC
    std::deque<std::string> pushed_order_;                     ///< oldest first: the map stays bounded
};

/// One event as every dashboard gets it.
Frame encode_event(std::string const& ep, TerminalId terminal, std::int64_t off, std::string type, std::int64_t ts,
                   boost::json::object data);

}  // namespace signalos::relay
