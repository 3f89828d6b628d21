#include "bridge/book.hpp"

#include <algorithm>

#include "bridge/bytes.hpp"

namespace signalos::bridge {

namespace {
constexpr std::int32_t moved_legs = 1000;

std::int32_t free_leg(Command& command) {
    std::int32_t leg = moved_legs;
    while (command.find_leg(leg) != nullptr) ++leg;
    return leg;
}
}  // namespace

void Book::apply(Record const& record, std::uint64_t journal_end) {
    std::visit([&](auto const& r) { on(r, journal_end); }, record);
}

void Book::on(MetaRecord const& r, std::uint64_t) {
    meta = r;
}
void Book::on(LatchRecord const& r, std::uint64_t) {
    latch = r;
    std::vector<std::string> stops;
    for (auto const& [id, command] : commands)
        if (command.stop_lane) stops.push_back(id);
    for (auto const& id : stops) finish_if_over(id);
}

// From here on numbers are used towards the relay, those given before the welcome included.
void Book::on(SessionRecord const& r, std::uint64_t) {
    session = r;
    welcomed_ = true;
    spoken_out = last_out;
}
void Book::on(RunRecord const& r, std::uint64_t) {
    welcomed_ = false;
    spoken_out = r.spoken_out;
}
void Book::on(BaselineRecord const& r, std::uint64_t) {
    baseline = r;
}

void Book::on(OwnStopRecord const& r, std::uint64_t) {
    own_stop = r;
}

void Book::on(RecvRecord const& r, std::uint64_t end) {
    last_in = std::max(last_in, r.in_seq);
    last_in_end = end;
    if (r.id.empty() || knows(r.id)) return;
    commands.emplace(r.id, parse_command(r));
    finish_if_over(r.id);
}

void Book::on(IntentRecord const& r, std::uint64_t) {
    Command* command = find(r.id);
    if (command == nullptr) return;
    // A later run numbers its legs from the start again: the older leg of that number moves out of the way.
    if (Intent* older = command->find_leg(r.leg)) older->record.leg = free_leg(*command);
    if (command->began == 0) command->began = r.at;
    Intent intent;
    intent.record = r;
    command->intents.push_back(std::move(intent));
}

void Book::on(LegRecord const& r, std::uint64_t) {
    Command* command = find(r.id);
    if (command == nullptr) return;
    if (r.retcode != 0) command->answered = r.at;
    if (r.final != 0) command->closing = r;
    Intent* intent = command->find_leg(r.leg);
    if (intent == nullptr) return;
    if (r.outcome == SOS_UNKNOWN)
        intent->unknown = true;
    else
        intent->end = r;
}

void Book::on(ClearedRecord const& r, std::uint64_t) {
    Command* command = find(r.id);
    if (command == nullptr) return;
    std::erase_if(command->intents, [&](Intent const& intent) { return intent.record.leg == r.leg; });
    command->closing.reset();
    command->taken = false;
}

void Book::on(OutRecord const& r, std::uint64_t end) {
    last_out = std::max(last_out, r.seq);
    if (welcomed_) spoken_out = last_out;
    OutFrame frame;
    frame.record = r;
    frame.journal_end = end;
    out.push_back(std::move(frame));
    if (r.deal != 0) known_deals.insert(r.deal);
    Command* command = r.outcome != Outcome::none ? find(r.re) : nullptr;
    if (command == nullptr) return;
    command->outcome = r.outcome;
    command->report = r.data;
    ++command->unacked;
}

void Book::on(AckedRecord const& r, std::uint64_t) {
    while (!out.empty() && out.front().record.seq <= r.seq) {
        OutRecord const frame = std::move(out.front().record);
        out.pop_front();
        Command* command = frame.outcome != Outcome::none ? find(frame.re) : nullptr;
        if (command == nullptr) continue;
        if (command->unacked > 0) --command->unacked;
        finish_if_over(frame.re);
    }
    last_out = std::max(last_out, r.seq);
    spoken_out = std::max(spoken_out, r.seq);
}

void Book::on(FinishedRecord const& r, std::uint64_t) {
    finished[r.id] = Finished{r.outcome, r.stop_lane};
}
void Book::on(ForgottenRecord const& r, std::uint64_t) {
    forgotten = std::max(forgotten, r.made);
}

void Book::on(CarriedRecord const& r, std::uint64_t) {
    Command* command = find(r.id);
    if (command == nullptr) return;
    command->outcome = r.outcome;
    command->report = r.report;
    command->began = r.began;
    command->answered = r.answered;
    command->closing.reset();
    if (r.closing) command->closing = r.last;
}

void Book::on(DealsRecord const& r, std::uint64_t) {
    ByteReader in(r.deals);
    auto& deals = r.of_legs ? deals_of_finished : known_deals;
    for (std::size_t at = 0; at + 8 <= r.deals.size(); at += 8) deals.insert(in.i64());
}

void Book::finish_if_over(std::string const& id) {
    Command const* command = find(id);
    bool const over = command->settled() && command->unacked == 0 && !command->has_open_intent() &&
                      !command->watched() && !command->watches(latch);
    if (over) finish_command(id);
}

void Book::finish_command(std::string const& id) {
    Command const& command = commands.at(id);
    // What was final at the relay before it came has no end of ours to tell, and of our own stops it knows no id.
    bool const untold = command.report.empty() || command.own;
    finished[id] = Finished{untold ? Outcome::none : command.outcome, command.stop_lane};
    for (auto const& intent : command.intents)
        if (intent.end && intent.end->deal != 0) deals_of_finished.insert(intent.end->deal);
    commands.erase(id);
}

Command* Book::find(std::string const& id) {
    auto const found = commands.find(id);
    return found == commands.end() ? nullptr : &found->second;
}

std::vector<Command*> Book::unsettled() {
    std::vector<Command*> list;
    for (auto& [id, command] : commands)
        if (!command.settled()) list.push_back(&command);
    std::sort(list.begin(), list.end(), [](Command const* a, Command const* b) {
        if (a->stop_lane != b->stop_lane) return a->stop_lane;
        return a->args.cmd_seq != b->args.cmd_seq ? a->args.cmd_seq < b->args.cmd_seq : a->id < b->id;
    });
    return list;
}

int Book::open_intents() const {
    int count = 0;
    for (auto const& [id, command] : commands)
        for (auto const& intent : command.intents) count += intent.end ? 0 : 1;
    return count;
}

}  // namespace signalos::bridge
