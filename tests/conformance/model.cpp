#include "model.hpp"

#include <algorithm>

#include "domain/json.hpp"

namespace signalos::relay::test {

namespace {
constexpr int reserve = 4;

Expected rejected(errc reason) {
    return {Outcome::rejected, reason, {}, {}, {}};
}
bool room(Model::Link const& link, bool stop_lane, int recv_max) {
    return link.out_seq - link.out_acked < (stop_lane ? recv_max : std::max(1, recv_max - reserve));
}
bool flying(CommandState state) {
    return state == CommandState::sent || state == CommandState::accepted || state == CommandState::executing;
}
std::string deal_of(std::string const& result) {
    auto const parsed = parse_object(result);
    return parsed ? std::string(text_of(*parsed, "deal")) : std::string();
}
}  // namespace

Model::Command* Model::find(CommandId id) {
    auto const found = std::find_if(commands.begin(), commands.end(), [&](auto const& c) { return c.row.id == id; });
    return found == commands.end() ? nullptr : &*found;
}

void Model::event(Expected& to, TerminalId terminal, std::string type, std::int64_t at) {
    to.events.push_back({org_, terminal, ++links[terminal].event_seq, at, std::move(type), {}});
}
void Model::alarm(Expected& to, TerminalId terminal, std::int64_t at) {
    event(to, terminal, "error_alert", at);
    links[terminal].alarms[links[terminal].event_seq] = false;
}
void Model::change(Expected& to, Command& command, std::int64_t at) {
    event(to, command.row.terminal, "command_update", at);
    to.commands.push_back(command.row);
}

void Model::doubt(Expected& to, TerminalId terminal, std::string const& journal, std::int64_t at) {
    for (auto& c : commands) {
        if (c.row.terminal != terminal || c.journal != journal || c.row.out_seq == 0 || !flying(c.row.state)) continue;
        c.row.state = CommandState::in_doubt;
        change(to, c, at);
    }
}

void Model::ask(Expected& to, TerminalId terminal, std::string const& journal, std::int64_t upto, std::int64_t at) {
    for (auto& c : commands) {
        bool const open = flying(c.row.state) || c.row.state == CommandState::in_doubt;
        if (c.row.terminal != terminal || c.journal != journal || c.row.out_seq == 0 || c.row.out_seq > upto || !open)
            continue;
        c.asked = true;
        if (c.row.state == CommandState::in_doubt) continue;
        c.row.state = CommandState::in_doubt;
        change(to, c, at);
    }
}

bool Model::waits(NewCommand const& command) const {
    return std::any_of(commands.begin(), commands.end(), [&](auto const& c) {
        return c.row.terminal == command.terminal && c.row.state == CommandState::queued &&
               c.row.stop_lane >= command.stop_lane;
    });
}

Expected Model::accept(AcceptRequest const& request) {
    Expected answer;
    if (auto const known = keys_.find(request.key.key); !request.key.key.empty() && known != keys_.end()) {
        if (known->second.first != request.key.hash) return rejected(errc::key_reused);
        for (auto const& id : known->second.second) answer.commands.push_back(find(id)->row);
        answer.numbers = {1};
        return answer;
    }
    std::vector<CommandId> ids;
    for (auto const& one : request.commands) {
        auto& link = links[one.terminal];
        Command made;
        made.row.id = one.ids[0];
        made.row.org = org_;
        made.row.terminal = one.terminal;
        made.row.kind = one.kind;
        made.row.stop_lane = one.stop_lane;
        made.row.cmd_seq = ++link.cmd_seq;
        made.row.expires_at = one.expires_at;
        made.row.created_at = request.now;
        if (one.versioned) ++link.pause_version;
        if (!one.refused_rule.empty()) {
            made.row.state = CommandState::refused;
        } else if (one.live_epoch != 0 && !waits(one) && link.epoch == one.live_epoch &&
                   room(link, one.stop_lane, request.recv_max)) {
            made.row.state = CommandState::sent;
            made.row.session_epoch = link.epoch;
            made.row.out_seq = ++link.out_seq;
            made.journal = link.journal;
        }
        commands.push_back(made);
        change(answer, commands.back(), request.now);
        ids.push_back(made.row.id);
    }
    if (!request.key.key.empty()) keys_[request.key.key] = {request.key.hash, ids};
    answer.numbers = {0};
    return answer;
}

Expected Model::claim(TerminalId terminal, std::int64_t epoch, int recv_max, std::int64_t now) {
    auto& link = links[terminal];
    if (epoch != link.epoch) return rejected(errc::stale_epoch);
    // At most 64 of each sort are looked at, stops first; then both together in that order.
    std::vector<Command*> waiting;
    for (bool const asked : {false, true}) {
        std::vector<Command*> some;
        for (auto& c : commands)
            if (c.row.terminal == terminal && (asked ? c.asked : c.row.state == CommandState::queued))
                some.push_back(&c);
        std::stable_sort(some.begin(), some.end(),
                         [](auto* a, auto* b) { return a->row.stop_lane > b->row.stop_lane; });
        some.resize(std::min<std::size_t>(64, some.size()));
        waiting.insert(waiting.end(), some.begin(), some.end());
    }
    std::stable_sort(waiting.begin(), waiting.end(), [](auto* a, auto* b) {
        return a->row.stop_lane != b->row.stop_lane ? a->row.stop_lane : a->row.cmd_seq < b->row.cmd_seq;
    });
    Expected answer;
    for (auto* const c : waiting) {
        bool const queued = c->row.state == CommandState::queued;
        if (queued && c->row.expires_at != 0 && c->row.expires_at <= now) continue;
        if (!room(link, c->row.stop_lane, recv_max)) break;
        if (queued) c->row.state = CommandState::sent;
        c->row.session_epoch = epoch;
        c->row.out_seq = ++link.out_seq;
        c->journal = link.journal;
        c->asked = false;
        change(answer, *c, now);
    }
    return answer;
}

Expected Model::list_sent(TerminalId terminal, std::int64_t epoch, std::int64_t from) {
    auto const& link = links[terminal];
    if (epoch != link.epoch) return rejected(errc::stale_epoch);
    Expected answer;
    for (auto const& c : commands)
        if (c.row.terminal == terminal && c.journal == link.journal && c.row.out_seq >= std::max<std::int64_t>(1, from))
            answer.commands.push_back(c.row);
    std::sort(answer.commands.begin(), answer.commands.end(),
              [](auto const& a, auto const& b) { return a.out_seq < b.out_seq; });
    return answer;
}

void Model::accept_upto(Expected& to, TerminalId terminal, std::int64_t seq, std::int64_t at) {
    auto& link = links[terminal];
    auto const upto = std::min(seq, link.out_seq);
    if (upto <= link.out_acked) return;
    std::vector<Command*> rows;
    for (auto& c : commands)
        if (c.row.terminal == terminal && c.journal == link.journal && c.row.out_seq > link.out_acked &&
            c.row.out_seq <= upto && c.row.state == CommandState::sent)
            rows.push_back(&c);
    std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return a->row.out_seq < b->row.out_seq; });
    for (auto* const c : rows) {
        c->row.state = CommandState::accepted;
        change(to, *c, at);
    }
    link.out_acked = upto;
}

Expected Model::mark_accepted(TerminalId terminal, std::int64_t epoch, std::int64_t out_seq, std::int64_t now) {
    if (epoch != links[terminal].epoch) return rejected(errc::stale_epoch);
    Expected answer;
    accept_upto(answer, terminal, out_seq, now);
    return answer;
}

Expected Model::step(TerminalId terminal, std::int64_t epoch, CommandId id, std::string const& step, std::int64_t now) {
    if (epoch != links[terminal].epoch) return rejected(errc::stale_epoch);
    auto* const c = find(id);
    if (c == nullptr || c->row.terminal != terminal) return rejected(errc::not_found);
    Expected answer;
    if (is_final(c->row.state) || c->row.state == CommandState::queued || c->row.step == step) return answer;
    c->row.step = step;
    if (rank_of(c->row.state) < rank_of(CommandState::executing)) c->row.state = CommandState::executing;
    change(answer, *c, now);
    return answer;
}

void Model::outcome(Expected& to, TerminalId terminal, CommandOutcome const& told, std::int64_t at) {
    auto* const c = find(told.command);
    if (c == nullptr || c->row.terminal != terminal) return alarm(to, terminal, at);
    auto const before = c->row.state;
    if (before == CommandState::in_doubt && told.state == CommandState::refused && told.rule == "too_old")
        return change(to, *c, at);
    bool const late = before == CommandState::not_executed && told.state == CommandState::done;
    bool const ran = before == CommandState::partial || before == CommandState::done;
    bool const further = ran && told.late && before == told.state;
    bool const more = further || (before == CommandState::in_doubt && before == told.state);
    bool const up = before != CommandState::queued && !is_final(before) && rank_of(told.state) > rank_of(before);
    if (!more && !up && !late) {
        auto const known = deal_of(c->row.result), now = deal_of(told.result);
        bool const other_deal = !known.empty() && !now.empty() && known != now;
        if (before != told.state || other_deal) alarm(to, terminal, at);
        return;
    }
    c->row.late = c->row.late || late || further;
    c->row.state = told.state;
    c->row.result = told.result;
    change(to, *c, at);
    if (told.rule == "asks") alarm(to, terminal, at);
    if (late || further) alarm(to, terminal, at);
}

Expected Model::apply(TerminalId terminal, std::int64_t epoch, TerminalFrame const& frame) {
    auto& link = links[terminal];
    if (epoch != link.epoch) return rejected(errc::stale_epoch);
    Expected answer;
    answer.numbers = {link.last_in};
    if (frame.seq <= link.last_in) return answer;
    auto const* const lost = std::get_if<LostFrames>(&frame.body);
    if ((lost != nullptr ? lost->after : frame.seq - 1) > link.last_in) return rejected(errc::conflict);
    if (auto const* const told = std::get_if<CommandOutcome>(&frame.body)) outcome(answer, terminal, *told, frame.now);
    if (auto const* const trade = std::get_if<TradeEvent>(&frame.body)) event(answer, terminal, trade->type, frame.now);
    if (auto const* const latch = std::get_if<LatchState>(&frame.body)) {
        link.pause_version = std::max(link.pause_version, latch->pause_version);
        event(answer, terminal, "kill_switch", frame.now);
    }
    if (auto const* const bad = std::get_if<UnreadableFrame>(&frame.body)) {
        alarm(answer, terminal, frame.now);
        auto* const c = bad->command ? find(*bad->command) : nullptr;
        if (c != nullptr && c->row.terminal == terminal && flying(c->row.state)) {
            c->row.state = CommandState::in_doubt;
            change(answer, *c, frame.now);
        }
    }
    if (lost != nullptr) {
        alarm(answer, terminal, frame.now);
        doubt(answer, terminal, link.journal, frame.now);
        ask(answer, terminal, link.journal, link.out_acked, frame.now);
    }
    link.last_in = frame.seq;
    answer.numbers = {link.last_in};
    return answer;
}

Expected Model::recalled(TerminalId terminal, std::int64_t epoch, Recalled const& page) {
    auto& link = links[terminal];
    if (epoch != link.epoch) return rejected(errc::stale_epoch);
    Expected answer;
    for (auto const& one : page.commands) {
        auto* const c = find(one.command);
        if (c == nullptr || c->row.terminal != terminal) {
            if (link.orphans.insert(one.command).second) alarm(answer, terminal, page.now);
            continue;
        }
        if (!one.ended || c->row.state == *one.ended) continue;
        CommandOutcome told;
        told.command = one.command;
        told.state = *one.ended;
        outcome(answer, terminal, told, page.now);
    }
    if (!page.last) return answer;
    if (page.forgotten >= link.recall_from) alarm(answer, terminal, page.now);
    link.recall_from = 0;
    return answer;
}

Expected Model::open(TerminalId terminal, SessionRequest const& r) {
    auto& link = links[terminal];
    Expected answer;
    bool const fresh = r.journal != link.journal;
    bool const forgot = !fresh && (r.reported_epoch > link.epoch || r.reported_last_in > link.out_seq);
    if (fresh) {
        if (!link.journal.empty()) {
            doubt(answer, terminal, link.journal, r.now);
            for (auto& c : commands)
                if (c.row.terminal == terminal) c.asked = false;
        }
        link.journal = r.journal;
        link.last_in = link.out_seq = link.out_acked = 0;
    }
    if (forgot && link.recall_from == 0) {
        std::int64_t newest = 0;
        for (auto const& c : commands)
            if (c.row.terminal == terminal) newest = std::max(newest, c.row.created_at);
        link.recall_from = std::max<std::int64_t>(1, newest - 3'600'000);
    }
    link.out_seq = std::max(link.out_seq, r.reported_last_in);
    link.epoch = std::max(link.epoch, r.reported_epoch) + 1;
    link.pause_version = std::max(link.pause_version, r.pause_version);
    if (forgot) ask(answer, terminal, link.journal, r.reported_last_in, r.now);
    for (auto& c : commands)
        if (c.row.terminal == terminal && c.journal == link.journal && c.row.out_seq > r.reported_last_in)
            c.asked = false;
    accept_upto(answer, terminal, r.reported_last_in, r.now);
    for (auto const& id : r.open_commands) {
        auto* const c = find(id);
        if (c != nullptr && c->row.terminal == terminal) continue;
        if (link.orphans.insert(id).second) alarm(answer, terminal, r.now);
    }
    auto const open = std::count_if(commands.begin(), commands.end(), [&](auto const& c) {
        return c.row.terminal == terminal && !is_final(c.row.state);
    });
    answer.numbers = {link.epoch, link.last_in, fresh ? 1 : 0, link.out_seq, link.recall_from, open};
    return answer;
}

Expected Model::expire(std::int64_t now) {
    std::vector<Command*> due;
    for (auto& c : commands)
        if (c.row.state == CommandState::queued && c.row.expires_at > 0 && c.row.expires_at <= now) due.push_back(&c);
    std::sort(due.begin(), due.end(), [](auto* a, auto* b) {
        return a->row.expires_at != b->row.expires_at ? a->row.expires_at < b->row.expires_at : a->row.id < b->row.id;
    });
    due.resize(std::min<std::size_t>(500, due.size()));
    Expected answer;
    for (auto* const c : due) {
        c->row.state = CommandState::expired;
        change(answer, *c, now);
    }
    return answer;
}

Expected Model::cancel(CommandId id, std::int64_t now) {
    auto* const c = find(id);
    if (c == nullptr) return rejected(errc::not_found);
    if (c->row.state != CommandState::queued) return rejected(errc::bad_state);
    Expected answer;
    c->row.state = CommandState::cancelled;
    change(answer, *c, now);
    return answer;
}

Expected Model::acknowledge(TerminalId terminal, std::int64_t off, std::int64_t now) {
    auto& alarms = links[terminal].alarms;
    auto const found = alarms.find(off);
    if (found == alarms.end()) return rejected(errc::not_found);
    Expected answer;
    if (!found->second) event(answer, terminal, "alarm_acknowledged", now);
    found->second = true;
    return answer;
}

}  // namespace signalos::relay::test
