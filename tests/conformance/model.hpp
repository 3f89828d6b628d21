// The store's rules in memory, as protocol/README.md sections 3 to 5 tell them: what an engine must answer.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace signalos::relay::test {

/// What an answer must be, as far as the rules say it: no words for people.
struct Expected {
    Outcome outcome = Outcome::committed;
    errc reason{};
    std::vector<CommandRow> commands;
    std::vector<EventRow> events;
    std::vector<std::int64_t> numbers;  ///< further parts of the answer, in an order that both sides know
};

class Model {
public:
    struct Command {
        CommandRow row;
        std::string journal;
        bool asked = false;
    };
    struct Link {
        std::int64_t epoch = 0, last_in = 0, out_seq = 0, out_acked = 0, recall_from = 0;
        std::string journal;
        std::int64_t cmd_seq = 0, event_seq = 0, pause_version = 0;
        std::map<std::int64_t, bool> alarms;  ///< by off: seen to
        std::set<CommandId> orphans;
    };

    explicit Model(OrgId org, std::vector<TerminalId> const& terminals) : org_(org) {
        for (auto const& terminal : terminals) links[terminal];
    }

    Expected accept(AcceptRequest const& request);
    Expected claim(TerminalId terminal, std::int64_t epoch, int recv_max, std::int64_t now);
    Expected list_sent(TerminalId terminal, std::int64_t epoch, std::int64_t from);
    Expected mark_accepted(TerminalId terminal, std::int64_t epoch, std::int64_t out_seq, std::int64_t now);
    Expected step(TerminalId terminal, std::int64_t epoch, CommandId command, std::string const& step,
                  std::int64_t now);
    Expected apply(TerminalId terminal, std::int64_t epoch, TerminalFrame const& frame);
    Expected recalled(TerminalId terminal, std::int64_t epoch, Recalled const& page);
    Expected open(TerminalId terminal, SessionRequest const& request);
    Expected expire(std::int64_t now);
    Expected cancel(CommandId command, std::int64_t now);
    Expected acknowledge(TerminalId terminal, std::int64_t off, std::int64_t now);

    std::map<TerminalId, Link> links;
    std::vector<Command> commands;  ///< as they were accepted
    [[nodiscard]] Command* find(CommandId id);

private:
    void event(Expected& to, TerminalId terminal, std::string type, std::int64_t at);
    void alarm(Expected& to, TerminalId terminal, std::int64_t at);
    void change(Expected& to, Command& command, std::int64_t at);
    void doubt(Expected& to, TerminalId terminal, std::string const& journal, std::int64_t at);
    void ask(Expected& to, TerminalId terminal, std::string const& journal, std::int64_t upto, std::int64_t at);
    void outcome(Expected& to, TerminalId terminal, CommandOutcome const& told, std::int64_t at);
    void accept_upto(Expected& to, TerminalId terminal, std::int64_t seq, std::int64_t at);
    [[nodiscard]] bool waits(NewCommand const& command) const;

    OrgId org_;
    std::map<std::string, std::pair<std::string, std::vector<CommandId>>> keys_;
};

}  // namespace signalos::relay::test
