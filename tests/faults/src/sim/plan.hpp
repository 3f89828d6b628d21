// What a seed means: who wants what when, what goes wrong when, and where processes die. Data only; the world carries
// it out.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scheduler.hpp"

namespace signalos::sim {

/// A user's click.
struct Wish {
    enum class Kind {
        open,
        pending,
        close,
        partial,
        close_by,
        close_all,
        modify,
        cancel_order,
        pause,
        resume,
        stop,
        sync,
        check,
        cancel
    };
    Micros at = 0;
    Kind kind = Kind::open;
    int terminal = 0;
    std::int64_t choice = 0;  ///< symbol, position, level …: taken modulo what there is
    bool impatient = false;   ///< clicks twice with one key
};

/// Something that goes wrong for a while.
struct Trouble {
    enum class Kind {
        kill_relay,
        kill_terminal,
        cut,           ///< both ends hear of it
        half_open,     ///< nobody does; `choice` says which way still works
        refuse,        ///< no new connection
        slow,          ///< up to some seconds a frame
        scramble,      ///< frames doubled and swapped
        broker_fault,  ///< one request is mistreated
        broker_away,   ///< the terminal's way to the broker is cut
        disk_full,
        flush_fails,
        clock_jump,
        store_away,
        user_trade,  ///< the user's own hand at the broker
        autotrading,
        store_faulty,  ///< single operations fail, each in its own way; drawn apart from the others
    };
    Micros at = 0;
    Micros lasts = 0;
    Kind kind = Kind::cut;
    int terminal = 0;
    std::int64_t choice = 0;
};

/// A process dies where it stands: at the n-th passing of a named point.
struct Ambush {
    std::string point;
    int nth = 1;
    bool power = false;  ///< the machine's power goes, not only the process
    Micros away = 0;     ///< until it is started again
};

/// The relay's machine is destroyed and a backup is put back.
struct Restored {
    Micros backup = 0;  ///< when it was made
    Micros at = 0;
    Micros away = 0;  ///< until the relay runs again
};

struct Plan {
    std::uint64_t seed = 0;
    int terminals = 1;
    Micros length = 0;  ///< troubles end here; then everything heals
    std::vector<Wish> wishes;
    std::vector<Trouble> troubles;
    std::vector<Ambush> ambushes;
    std::optional<Restored> restored;
    std::int64_t reconcile_wait_ms = 0;
    std::int64_t broker_latency_most_ms = 0;
    std::uint64_t journal_least = 0;  ///< bytes from which on a journal is rewritten
};

/// At least ten wishes and three faults.
Plan make_plan(std::uint64_t seed);
/// Every named crash point, R1 … R9, T1 … T9.
std::vector<std::string> const& crash_points();
/// One of the broker's faults, as POST /fault takes it.
boost::json::object broker_fault(std::int64_t choice);

}  // namespace signalos::sim
