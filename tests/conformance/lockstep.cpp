#include "lockstep.hpp"

#include <memory>

#include "store/postgres_session.hpp"
#include "store/sqlite_db.hpp"
#include "store/table_copy.hpp"

namespace signalos::relay::test {

namespace {
constexpr std::int64_t start_ms = 1'700'000'000'000;
constexpr std::size_t at_once = 64;
constexpr std::size_t dump_every = 1000;
constexpr int window = 12;

Uuid made_id(std::uint64_t time_ms, std::uint64_t low) {
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(time_ms >> (40 - 8 * i));
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    for (std::size_t i = 0; i < 6; ++i) bytes[10 + i] = static_cast<std::uint8_t>(low >> (40 - 8 * i));
    return Uuid(bytes);
}

std::string brief(Outcome outcome, errc reason, std::vector<CommandRow> const& commands,
                  std::vector<EventRow> const& events, std::vector<std::int64_t> const& numbers) {
    auto text = "outcome " + std::to_string(static_cast<int>(outcome));
    if (outcome != Outcome::committed) return text + " reason " + std::to_string(static_cast<int>(reason));
    for (auto const& c : commands)
        text += "\n  " + c.id.text() + " " + std::string(protocol::name_of(c.state)) + " seq " +
                std::to_string(c.cmd_seq) + " out " + std::to_string(c.out_seq) + " epoch " +
                std::to_string(c.session_epoch) + (c.late ? " late" : "");
    for (auto const& e : events)
        text += "\n  " + e.terminal.text() + " " + std::to_string(e.off) + " " + e.type + " " + std::to_string(e.at);
    for (auto const number : numbers) text += " " + std::to_string(number);
    return text;
}

std::string whole(std::vector<CommandRow> const& commands, std::vector<EventRow> const& events) {
    std::string text;
    for (auto const& c : commands) text += c.args + c.message + c.step + c.rule + c.result + c.actor_name + "\n";
    for (auto const& e : events) text += e.data + "\n";
    return text;
}

/// What one engine answered: the part that rules say, and everything.
struct Answer {
    std::string brief;
    std::string whole;
};

template <class T>
Answer answer_of(Reply<T> const& reply, std::vector<std::int64_t> const& numbers) {
    return {brief(reply.outcome, reply.reason, reply.value.commands, reply.value.events, numbers),
            whole(reply.value.commands, reply.value.events)};
}
Answer answer_of(Reply<CommandChange> const& reply) {
    return answer_of(reply, {});
}
Answer answer_of(Reply<Accepted> const& reply) {
    return answer_of(reply, {reply.value.replayed ? 1 : 0});
}
Answer answer_of(Reply<AppliedFrame> const& reply) {
    return answer_of(reply, {reply.value.last_in});
}
Answer answer_of(Reply<OpenedSession> const& reply) {
    auto const& v = reply.value;
    return answer_of(reply, {v.terminal.session_epoch, v.last_in, v.new_lineage ? 1 : 0, v.out_seq, v.recall_from,
                             static_cast<std::int64_t>(v.open_commands.size())});
}
Answer answer_of(Reply<std::vector<CommandRow>> const& reply) {
    return {brief(reply.outcome, reply.reason, reply.value, {}, {}), whole(reply.value, {})};
}
Answer answer_of(Reply<Acknowledged> const& reply) {
    return {brief(reply.outcome, reply.reason, {}, reply.value.events, {}), whole({}, reply.value.events)};
}

using Tell = std::function<void(Answer)>;
using Call = std::function<void(Store&, Tell)>;
template <class T>
Done<T> telling(Tell tell) {
    return [tell = std::move(tell)](Reply<T> reply) { tell(answer_of(reply)); };
}

struct Subject {
    explicit Subject(Engine const& e) : engine(e), store(e.open(folder.path.string(), loop.executor())) {}
    Engine engine;
    TempFolder folder;
    Loop loop;
    std::unique_ptr<Store> store;
    std::vector<Answer> answers;
    std::size_t answered = 0;
};

std::string tables_of_engine(Subject& subject) {
    auto const folder = subject.folder.path.string();
    std::string text;
    sqlite::Db shape(":memory:");
    sqlite::migrate(shape);
    auto const tables = tables_of(shape);
    auto const add = [&](TableSource from) {
        for (auto const& table : tables) {
            auto const read = read_table(from, table, {});
            text += read.name + " " + std::to_string(read.rows) + " " + read.checksum + "\n";
        }
    };
    if (std::string(subject.engine.name) == "sqlite") {
        sqlite::Db db(folder + "/signalos.db", true);
        add({db, Paging::rows});
    } else {
        postgres::Session db(postgres_options(folder), sql::Access::reads);
        db.begin();
        add({db, Paging::cursor});
    }
    return text;
}

class Lockstep {
public:
    Lockstep(std::vector<Engine> const& engines, Tamper tamper)
        : tamper_(std::move(tamper)),
          org_{made_id(1, 1)},
          user_{made_id(1, 2)},
          terminals_{TerminalId{made_id(1, 3)}, TerminalId{made_id(1, 4)}},
          model_(org_, terminals_) {
        for (auto const& engine : engines) subjects_.push_back(std::make_unique<Subject>(engine));
        for (auto& subject : subjects_) {
            Bootstrap first;
            first.organisation = {org_, "First"};
            first.owner = {user_, org_, "owner@example.test", "Owner", Role::owner, "argon", false, 0, start_ms};
            subject->store->bootstrap(first, start_ms, {});
            for (auto const& one : terminals_)
                subject->store->create_terminal(org_, {one, one.text(), "key-" + one.text(), start_ms}, {});
        }
    }

    void carry_out(Op const& op) {
        Call call;
        auto expected = prepare(op, call);
        if (!call) return;
        if (tamper_) tamper_(op, expected);
        expected_.push_back(
            brief(expected.outcome, expected.reason, expected.commands, expected.events, expected.numbers));
        for (auto& subject : subjects_) {
            auto const slot = subject->answers.size();
            subject->answers.emplace_back();
            call(*subject->store, [s = subject.get(), slot](Answer answer) {
                s->answers[slot] = std::move(answer);
                ++s->answered;
            });
        }
    }
    [[nodiscard]] bool full() const { return expected_.size() >= at_once; }

    std::optional<std::string> compare() {
        for (auto& subject : subjects_)
            subject->loop.until([&] { return subject->answered == subject->answers.size(); });
        std::optional<std::string> wrong;
        for (std::size_t i = 0; i < expected_.size() && !wrong; ++i) {
            for (auto& subject : subjects_) {
                auto const& answer = subject->answers[i];
                if (answer.brief != expected_[i])
                    wrong =
                        std::string(subject->engine.name) + " answers " + answer.brief + "\nthe model " + expected_[i];
                else if (answer.whole != subjects_[0]->answers[i].whole)
                    wrong = std::string(subject->engine.name) + " says " + answer.whole + "\n" +
                            subjects_[0]->engine.name + " says " + subjects_[0]->answers[i].whole;
            }
        }
        for (auto& subject : subjects_) {
            subject->answers.clear();
            subject->answered = 0;
        }
        expected_.clear();
        return wrong;
    }
    std::optional<std::string> compare_tables() {
        auto const first = tables_of_engine(*subjects_[0]);
        for (auto& subject : subjects_)
            if (auto const other = tables_of_engine(*subject); other != first)
                return "tables of " + std::string(subject->engine.name) + ":\n" + other + "and of " +
                       subjects_[0]->engine.name + ":\n" + first;
        return std::nullopt;
    }

private:
    [[nodiscard]] TerminalId terminal(Op const& op) const { return terminals_[op.a % terminals_.size()]; }
    [[nodiscard]] std::int64_t epoch(Op const& op) {
        return model_.links[terminal(op)].epoch - (op.b % 16 == 0 ? 1 : 0);
    }
    /// Mostly one of the newest commands, now and then any, or one that nobody knows.
    [[nodiscard]] CommandId command(std::uint32_t draw) const {
        auto const& all = model_.commands;
        if (all.empty() || draw % 32 == 0) return CommandId{made_id(2, draw)};
        auto const among = draw % 8 == 1 ? all.size() : std::min<std::size_t>(all.size(), 24);
        return all[all.size() - 1 - (draw / 8) % among].row.id;
    }

    Expected prepare(Op const& op, Call& call);
    Expected accept(Op const& op, Call& call);
    Expected apply(Op const& op, Call& call, TerminalFrame frame);
    Expected report(Op const& op, Call& call);
    Expected open(Op const& op, Call& call);
    Expected recalled(Op const& op, Call& call);
    CommandOutcome outcome(Op const& op) const;

    Tamper tamper_;
    OrgId org_;
    UserId user_;
    std::vector<TerminalId> terminals_;
    Model model_;
    std::int64_t now_ = start_ms;
    std::vector<std::unique_ptr<Subject>> subjects_;
    std::vector<std::string> expected_;
};

Expected Lockstep::accept(Op const& op, Call& call) {
    AcceptRequest request;
    request.user = user_;
    request.user_name = "Owner";
    request.received = request.now = now_;
    request.recv_max = window;
    if (op.b % 4 == 0)
        request.key = {"commands", "key-" + std::to_string(op.c % 200), op.c % 7 == 0 ? "other" : "hash"};
    std::size_t const count = op.b % 8 == 1 ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        NewCommand one;
        one.ids[0] = CommandId{made_id(static_cast<std::uint64_t>(now_), op.at * 2 + i + 1)};
        one.terminal = terminals_[(op.a + i) % terminals_.size()];
        constexpr char const* kinds[] = {"close", "open", "pause", "emergency_stop"};
        one.kind = kinds[op.d % 4];
        one.stop_lane = op.d % 4 == 3;
        one.versioned = op.d % 4 == 2;
        one.args = one.versioned ? "{}" : R"({"volume":"0.10","comment":"ü 'q'"})";
        one.expires_at = one.stop_lane ? 0 : now_ + 500 + op.c % 4000;
        if (op.c % 16 == 3) one.refused_rule = "terminal_offline";
        if (op.c % 2 == 0) one.live_epoch = model_.links[one.terminal].epoch - (op.c % 32 == 0 ? 1 : 0);
        request.commands.push_back(one);
    }
    call = [org = org_, request](Store& s, Tell tell) { s.accept_commands(org, request, telling<Accepted>(tell)); };
    return model_.accept(request);
}

CommandOutcome Lockstep::outcome(Op const& op) const {
    constexpr CommandState states[] = {CommandState::done,    CommandState::partial,  CommandState::rejected,
                                       CommandState::refused, CommandState::in_doubt, CommandState::not_executed,
                                       CommandState::done,    CommandState::expired};
    CommandOutcome told;
    told.command = command(op.c);
    told.state = states[op.d % 8];
    told.late = op.d % 5 == 0;
    if (op.d % 7 == 0) told.rule = told.state == CommandState::refused ? "too_old" : "asks";
    told.message = "told";
    told.result = R"({"deal":")" + std::to_string(op.d % 3) + "\"}";
    return told;
}

Expected Lockstep::apply(Op const& op, Call& call, TerminalFrame frame) {
    auto const to = terminal(op);
    auto const from = epoch(op);
    call = [org = org_, to, from, frame](Store& s, Tell tell) {
        s.apply_terminal_frame(org, to, from, frame, telling<AppliedFrame>(tell));
    };
    return model_.apply(to, from, frame);
}

Expected Lockstep::report(Op const& op, Call& call) {
    // Mostly the next number; a repeat and a gap now and then.
    auto const seq = model_.links[terminal(op)].last_in + (op.b % 10 == 7 ? 0 : op.b % 10 == 8 ? 2 : 1);
    TerminalFrame frame{seq, now_, {}};
    if (op.kind == Op::Kind::result) frame.body = outcome(op);
    if (op.kind == Op::Kind::report && op.d % 2 == 0) frame.body = TradeEvent{"position_open", R"({"ticket":"1"})"};
    if (op.kind == Op::Kind::report && op.d % 2 == 1)
        frame.body = LatchState{op.c % 2 == 0, static_cast<std::int64_t>(op.c % 50), "", R"({"by":"terminal"})"};
    if (op.kind == Op::Kind::unreadable)
        frame.body = UnreadableFrame{"command_result", "no sense", "{}",
                                     op.c % 3 == 0 ? std::nullopt : std::optional(command(op.c))};
    if (op.kind == Op::Kind::lost) {
        auto const after = seq - 1 + op.c % 2;
        frame.body = LostFrames{after, "gone"};
        frame.seq = after + 1 + op.d % 3;
    }
    return apply(op, call, frame);
}

Expected Lockstep::open(Op const& op, Call& call) {
    auto const to = terminal(op);
    auto const& link = model_.links[to];
    SessionRequest request;
    request.instance = "instance";
    request.journal = link.journal.empty() || op.b % 6 == 0 ? "journal-" + std::to_string(op.at) : link.journal;
    request.new_resume_hash = "resume-" + std::to_string(op.at);
    bool const ahead = op.c % 5 == 0;  // this store has forgotten something
    request.reported_epoch = link.epoch + (ahead ? op.c % 4 : 0);
    request.reported_last_in =
        std::max<std::int64_t>(0, link.out_seq + (ahead ? op.d % 9 : -static_cast<std::int64_t>(op.d % 6)));
    request.account = {"1001", "Demo", "", "USD", 2, "hedging", "demo", 100};
    request.pause_version = op.d % 60;
    for (std::uint32_t i = 0; i < op.d % 3; ++i) request.open_commands.push_back(command(op.c + i * 31));
    request.now = now_;
    call = [org = org_, to, request](Store& s, Tell tell) {
        s.open_terminal_session(org, to, request, telling<OpenedSession>(tell));
    };
    return model_.open(to, request);
}

Expected Lockstep::recalled(Op const& op, Call& call) {
    Recalled page;
    auto const first = outcome(op);
    page.commands.push_back(
        {first.command, first.state == CommandState::in_doubt ? std::nullopt : std::optional(first.state)});
    page.commands.push_back({command(op.d), std::nullopt});
    page.forgotten = op.c % 4 == 0 ? now_ : 0;
    page.last = op.b % 2 == 0;
    page.now = now_;
    auto const to = terminal(op);
    auto const from = epoch(op);
    call = [org = org_, to, from, page](Store& s, Tell tell) {
        s.settle_recalled(org, to, from, page, telling<CommandChange>(tell));
    };
    return model_.recalled(to, from, page);
}

Expected Lockstep::prepare(Op const& op, Call& call) {
    auto const to = terminal(op);
    auto const from = epoch(op);
    auto const org = org_;
    auto const now = now_;
    using Kind = Op::Kind;
    switch (op.kind) {
        case Kind::accept:
            return accept(op, call);
        case Kind::claim:
            call = [=](Store& s, Tell tell) {
                s.claim_commands(org, to, from, window, now, telling<CommandChange>(tell));
            };
            return model_.claim(to, from, window, now);
        case Kind::list_sent: {
            auto const first = std::max<std::int64_t>(1, model_.links[to].out_seq - op.c % 6);
            call = [=](Store& s, Tell tell) {
                s.list_sent(org, to, from, first, telling<std::vector<CommandRow>>(tell));
            };
            return model_.list_sent(to, from, first);
        }
        case Kind::mark_accepted: {
            auto const upto = model_.links[to].out_acked + op.c % 5;
            call = [=](Store& s, Tell tell) {
                s.mark_accepted(org, to, from, upto, now, telling<CommandChange>(tell));
            };
            return model_.mark_accepted(to, from, upto, now);
        }
        case Kind::step: {
            auto const id = command(op.c);
            std::string const step = op.d % 2 == 0 ? "executing" : "broker_answered";
            call = [=](Store& s, Tell tell) {
                s.record_step(org, to, from, id, step, "", now, telling<CommandChange>(tell));
            };
            return model_.step(to, from, id, step, now);
        }
        case Kind::open:
            return open(op, call);
        case Kind::recalled:
            return recalled(op, call);
        case Kind::expire:
            now_ += op.c % 700;
            call = [=, at = now_](Store& s, Tell tell) { s.expire_queued(at, telling<CommandChange>(tell)); };
            return model_.expire(now_);
        case Kind::cancel: {
            auto const id = command(op.c);
            call = [=](Store& s, Tell tell) { s.cancel_command(org, id, now, telling<CommandChange>(tell)); };
            return model_.cancel(id, now);
        }
        case Kind::acknowledge: {
            auto const off = std::max<std::int64_t>(1, model_.links[to].event_seq - op.c % 40);
            call = [=](Store& s, Tell tell) {
                s.acknowledge_alarm(org, to, off, "Owner", now, telling<Acknowledged>(tell));
            };
            return model_.acknowledge(to, off, now);
        }
        default:
            return report(op, call);
    }
}
}  // namespace

std::optional<Difference> run(std::vector<Op> const& ops, std::vector<Engine> const& engines, Tamper const& tamper) {
    Lockstep lockstep(engines, tamper);
    for (std::size_t i = 0; i < ops.size(); ++i) {
        lockstep.carry_out(ops[i]);
        bool const dump = (i + 1) % dump_every == 0 || i + 1 == ops.size();
        if (!lockstep.full() && !dump) continue;
        if (auto wrong = lockstep.compare()) return Difference{i + 1, *wrong};
        if (!dump) continue;
        if (auto wrong = lockstep.compare_tables()) return Difference{i + 1, *wrong};
    }
    return std::nullopt;
}

}  // namespace signalos::relay::test
