#include "bridge/book.hpp"

#include <algorithm>

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
}
void Book::on(SessionRecord const& r, std::uint64_t) {
    session = r;
}
void Book::on(BaselineRecord const& r, std::uint64_t) {
    baseline = r;
}

void Book::on(RecvRecord const& r, std::uint64_t end) {
    last_in = std::max(last_in, r.in_seq);
    last_in_end = end;
    if (!r.id.empty() && !commands.contains(r.id)) commands.emplace(r.id, parse_command(r));
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
    OutFrame frame;
    frame.record = r;
    frame.journal_end = end;
    out.push_back(std::move(frame));
    if (r.deal != 0) known_deals.insert(r.deal);
    Command* command = r.type == OutType::command_result ? find(r.re) : nullptr;
    if (command == nullptr) return;
    command->outcome = r.outcome;
    command->report = r.data;
}

void Book::on(AckedRecord const& r, std::uint64_t) {
    while (!out.empty() && out.front().record.seq <= r.seq) out.pop_front();
    last_out = std::max(last_out, r.seq);
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
