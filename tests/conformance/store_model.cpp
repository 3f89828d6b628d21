// Seeded random operations against a small model in memory: every outcome and the final states must agree.
#include <map>
#include <random>

#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
struct ModelCommand {
    CommandState state = CommandState::queued;
    std::int64_t out_seq = 0;
    int lineage = 0;
    std::int64_t expires_at = 0;
};

/// One terminal, as README sections 3 to 5 describe it.
struct Model {
    std::int64_t epoch = 0;
    int lineage = 0;
    std::int64_t last_in = 0, out_seq = 0, acked = 0;
    std::vector<std::pair<CommandId, ModelCommand>> commands;  // in cmd_seq order

    void accept_upto(std::int64_t seq) {
        auto const upto = std::min(seq, out_seq);
        for (auto& [id, c] : commands) {
            if (c.lineage == lineage && c.out_seq > acked && c.out_seq <= upto && c.state == CommandState::sent)
                c.state = CommandState::accepted;
        }
        acked = std::max(acked, upto);
    }
    void doubt_flying() {
        for (auto& [id, c] : commands) {
            bool const flying = c.state == CommandState::sent || c.state == CommandState::accepted ||
                                c.state == CommandState::executing;
            if (flying) c.state = CommandState::in_doubt;
        }
    }
    void open(bool fresh) {
        if (fresh) {
            doubt_flying();
            ++lineage;
            last_in = out_seq = acked = 0;
        }
        ++epoch;
    }
    std::size_t claim(int window, std::int64_t now) {
        std::size_t claimed = 0;
        for (auto& [id, c] : commands) {
            if (c.state != CommandState::queued || c.expires_at <= now) continue;
            if (out_seq - acked >= window - 4) break;
            c.state = CommandState::sent;
            c.out_seq = ++out_seq;
            c.lineage = lineage;
            ++claimed;
        }
        return claimed;
    }
};

void run(Fixture& f, unsigned seed, int operations) {
    INFO("seed " << seed);
    std::mt19937 draw(seed);
    Model m;
    int journal = 0;
    m.lineage = 1;
    f.open_session("journal-0");
    m.epoch = 1;
    auto const pick = [&](unsigned n) { return static_cast<unsigned>(draw() % n); };
    for (int i = 0; i < operations; ++i) {
        switch (pick(10)) {
            case 0:
            case 1: {
                auto command = f.command();
                command.expires_at = f.now + 1000 + pick(5000);
                auto const reply = f.accept(command);
                REQUIRE(reply.ok());
                CHECK(reply.value.commands[0].cmd_seq == static_cast<std::int64_t>(m.commands.size()) + 1);
                m.commands.push_back({reply.value.commands[0].id, {CommandState::queued, 0, 0, command.expires_at}});
                break;
            }
            case 2: {
                auto const stale = pick(4) == 0;
                auto const reply = f.claim(stale ? m.epoch - 1 : m.epoch, 12);
                if (stale) {
                    CHECK(reply.reason == errc::stale_epoch);
                } else {
                    CHECK(reply.value.commands.size() == m.claim(12, f.now));
                }
                break;
            }
            case 3: {
                auto const upto = m.acked + pick(4);
                f.ask<CommandChange>(
                    [&](auto done) { f.store->mark_accepted(f.org, f.terminal, m.epoch, upto, f.now, done); });
                m.accept_upto(upto);
                break;
            }
            case 4:
            case 5: {
                if (m.commands.empty()) break;
                auto& [id, c] = m.commands[pick(static_cast<unsigned>(m.commands.size()))];
                if (c.state == CommandState::queued) break;
                constexpr CommandState results[] = {CommandState::in_doubt, CommandState::done, CommandState::rejected,
                                                    CommandState::not_executed};
                auto const state = results[pick(4)];
                auto const seq = m.last_in + pick(3);  // a repeat, the next, or a gap
                auto const reply = f.result(m.epoch, seq, id, state);
                if (seq == m.last_in + 2) {
                    CHECK(reply.reason == errc::conflict);
                } else if (seq <= m.last_in) {
                    CHECK(reply.value.duplicate);
                }
                if (seq != m.last_in + 1) break;
                m.last_in = seq;
                bool const late = c.state == CommandState::not_executed && state == CommandState::done;
                if (late || rank_of(state) > rank_of(c.state)) c.state = state;
                break;
            }
            case 6: {
                bool const fresh = pick(4) == 0;
                if (fresh) ++journal;
                auto const opened = f.open_session("journal-" + std::to_string(journal));
                m.open(fresh);
                CHECK(opened.terminal.session_epoch == m.epoch);
                CHECK(opened.last_in == m.last_in);
                CHECK(opened.new_lineage == fresh);
                break;
            }
            case 7: {
                f.now += pick(1500);
                auto const reply = f.ask<CommandChange>([&](auto done) { f.store->expire_queued(f.now, done); });
                std::size_t expected = 0;
                for (auto& [id, c] : m.commands) {
                    if (c.state != CommandState::queued || c.expires_at > f.now) continue;
                    c.state = CommandState::expired;
                    ++expected;
                }
                CHECK(reply.value.commands.size() == expected);
                break;
            }
            case 8: {
                auto const after = m.last_in + pick(3) - 1;  // behind, at or before what is in storage
                auto const seq = after + 1 + pick(3);
                auto const reply = f.apply(m.epoch, {seq, f.now, LostFrames{after, "gone"}});
                if (seq <= m.last_in) {
                    CHECK(reply.value.duplicate);
                } else if (after > m.last_in) {
                    CHECK(reply.reason == errc::conflict);
                } else {
                    CHECK(reply.value.last_in == seq);
                    m.last_in = seq;
                    m.doubt_flying();
                }
                break;
            }
            default: {
                if (m.commands.empty()) break;
                auto& [id, c] = m.commands[pick(static_cast<unsigned>(m.commands.size()))];
                auto const reply = f.ask<CommandChange>(
                    [&, wanted = id](auto done) { f.store->cancel_command(f.org, wanted, f.now, done); });
                CHECK(reply.ok() == (c.state == CommandState::queued));
                if (reply.ok()) c.state = CommandState::cancelled;
            }
        }
    }
    for (auto const& [id, c] : m.commands) CHECK(protocol::name_of(f.find(id).state) == protocol::name_of(c.state));
    f.events();  // asserts that numbers and top agree
}
}  // namespace

FOR_EACH_ENGINE("random operations leave the store exactly where the model is, seed 1", "[store][model]") {
    run(f, 1, 2000);
}
FOR_EACH_ENGINE("random operations leave the store exactly where the model is, seed 2", "[store][model]") {
    run(f, 2, 2000);
}
FOR_EACH_ENGINE("random operations leave the store exactly where the model is, seed 3", "[store][model]") {
    run(f, 3, 2000);
}
