// What nearly every operation of a transaction touches again: the counters and the link of a terminal, the end of the
// audit chain, new events. Read once, changed in memory, written together.
#pragma once
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "store/rows.hpp"

namespace signalos::relay::sql {

/// A terminal as far as a draft holds it. Of the link, last_in, out_seq, out_acked and recall_from may change here.
struct DraftedTerminal {
    Link link;
    std::int64_t cmd_seq = 0;
    std::int64_t event_seq = 0;
    std::int64_t pause_version = 0;
    bool revoked = false;
};

/// Belongs to one session and its open transaction. Nobody else may write these rows meanwhile: a store has one writer.
/// The session writes a draft before any other statement that names one of its tables, before text that it cannot
/// judge, and before COMMIT; so what a statement sees never differs from what the draft holds.
class Draft {
public:
    explicit Draft(Session& db) : db_(db) {}
    Draft(Draft const&) = delete;
    Draft& operator=(Draft const&) = delete;

    /// rejected(not_found). Valid until the next statement.
    DraftedTerminal const& terminal(OrgId org, TerminalId terminal);
    /// The same, to be changed.
    DraftedTerminal& change(OrgId org, TerminalId terminal);
    /// Its `off` is the caller's: the terminal's event_seq, raised by one.
    void add(EventRow const& event);
    /// The newest entry; n = 0 when there is none. Of it, n and hash are set.
    AuditEntry const& last_audit(OrgId org);
    /// `entry` follows the last one.
    void add(OrgId org, AuditEntry const& entry);

    /// How often something was changed or added, ever.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }
    /// true = this statement would miss what is not written yet, or change it behind the draft's back.
    [[nodiscard]] static bool concerns(std::string_view sql);
    void write();
    void forget() noexcept;

private:
    struct Held {
        DraftedTerminal was;
        DraftedTerminal now;
    };
    using Key = std::pair<OrgId, TerminalId>;

    Held& held(OrgId org, TerminalId terminal);
    Query own(std::string_view sql);
    void write_terminal(Key const& key, Held const& held);
    void write_events();
    void write_audit();

    Session& db_;
    std::map<Key, Held> terminals_;
    std::map<OrgId, AuditEntry> chains_;
    std::vector<EventRow> events_;
    std::vector<std::pair<OrgId, AuditEntry>> audit_;
    std::uint64_t changes_ = 0;
};

}  // namespace signalos::relay::sql
