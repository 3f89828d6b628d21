// Which terminals are live on this relay, and who sends to them.
#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.hpp"
#include "store/command_types.hpp"

namespace signalos::relay {

/// What the registry asks of a live terminal's session.
class LiveTerminal {
public:
    virtual ~LiveTerminal() = default;
    /// A newer session of this terminal is live: send nothing more, close with 4410.
    virtual void supersede() = 0;
    /// Its credential was revoked: close with 4401 and say nothing more about it.
    virtual void revoke() = 0;
    virtual void renamed(std::string name) = 0;
    /// Something may be queued: claim and send.
    virtual void wake() = 0;
    /// Already `sent` in storage under this session's epoch.
    virtual void send(CommandRow const& command) = 0;
    /// The store may have noted commands as `sent` and its answer was lost: whatever this session has not sent yet is
    /// looked up there and sent.
    virtual void look_for_unsent() = 0;
    /// A stop or pause that the store could not take: without a number, the terminal knows it again by its id.
    virtual void send_unrecorded(CommandRow const& command) = 0;
    /// One of this terminal's commands changed: its availability may have.
    virtual void command_changed(CommandRow const& command) = 0;
    [[nodiscard]] virtual std::int64_t epoch() const = 0;
    /// It has said something since its welcome: it holds the newest resume secret.
    [[nodiscard]] virtual bool has_answered() const = 0;
};

/// All calls on the I/O thread. Sessions enter after welcome's commit and leave in on_closed.
class TerminalRegistry {
public:
    /// The session must call leave() before it dies. An older one of the same terminal is superseded.
    void enter(OrgId org, TerminalId terminal, std::string account, LiveTerminal& session);
    void leave(TerminalId terminal, LiveTerminal& session);
    /// Between hello and welcome the terminal counts as live already: two newcomers cannot both be first.
    void begin_opening(TerminalId terminal) { ++opening_[terminal]; }
    void end_opening(TerminalId terminal);

    [[nodiscard]] bool live_or_opening(TerminalId terminal) const;
    /// The live session holds the newest resume secret for certain.
    [[nodiscard]] bool has_answered(TerminalId terminal) const;
    /// nullptr when not live.
    [[nodiscard]] LiveTerminal* find(OrgId org, TerminalId terminal) const;
    /// Every live terminal of the organisation.
    [[nodiscard]] std::vector<TerminalId> live_of(OrgId org) const;
    /// Whether this account (server and login) is live under another terminal of the organisation.
    [[nodiscard]] bool account_live_elsewhere(OrgId org, TerminalId terminal, std::string const& account) const;
    [[nodiscard]] std::size_t live_count() const { return live_.size(); }
    /// Finds what a lost wake-up missed. Once a second.
    void sweep();

private:
    struct Entry {
        OrgId org;
        std::string account;
        LiveTerminal* session;
    };
    std::unordered_map<TerminalId, Entry> live_;
    std::unordered_map<TerminalId, int> opening_;
};

}  // namespace signalos::relay
