// What goes wrong on purpose: a list of rules, each matching some trade requests and doing one thing to them.
#pragma once

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "broker/batch.hpp"

namespace signalos::broker {

enum class Effect {
    latency,
    retcode,
    executed_but_timeout,
    lost_before,
    lost_after,
    reorder,
    displace,
    new_ticket,
    rewrite_comment,
    blank_magic,
    partial_fill,
    reject_burst
};

struct Fault {
    std::uint64_t id = 0;
    std::optional<std::string> kind, tag;
    std::optional<std::uint64_t> nth, account;
    Effect effect = Effect::latency;
    /// Milliseconds, drawn evenly from [min, max].
    Millis delay_min = 0, delay_max = 0;
    /// executed-but-timeout: when the 10012 is answered, from arrival.
    Millis answer_ms = 0;
    /// Requests it still acts on; 0 = all, until cleared.
    std::uint64_t times = 1;
    std::uint32_t retcode = retcode_reject;
    std::string comment;
    double fraction = 0.5;
    /// lost-…: the connection is cut; otherwise the answer just never comes.
    bool cut = true;
    std::uint64_t seen = 0, hits = 0;
    std::mt19937_64 random;
};

/// What all matching faults together do to one request.
struct Verdict {
    Twists twists;
    std::optional<std::uint32_t> refuse;
    Millis delay = 0;
    std::optional<Millis> timeout_answer;
    bool lost_before = false, lost_after = false, cut = true, displace = false;
    std::optional<std::uint64_t> shuffle_seed;
    /// Names of the effects, for the ledger row.
    std::vector<std::string> effects;
};

class FaultPlan {
public:
    /// Adds the fault described by `POST /fault`; its id, or words about what is wrong with it.
    boost::system::result<std::uint64_t, std::string> add(boost::json::object const& description);
    void clear() { faults_.clear(); }

    /// Called once per trade request that reached the server; counts and draws as it goes.
    Verdict decide(std::uint64_t account, std::string const& kind, std::string const& tag);

    /// Every fault with its hits, finished ones included, as `GET /fault` shows them.
    boost::json::array describe() const;

private:
    std::vector<Fault> faults_;
    std::uint64_t next_id_ = 1;
};

}  // namespace signalos::broker
