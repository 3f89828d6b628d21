// The EA's side of a session: handing out, guard and intent, outcomes, reconciliation.
#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "bridge/legs.hpp"
#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
json::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

void put_id(json::object& data, char const* key, std::int64_t value) {
    if (value != 0) data[key] = std::to_string(value);
}

void describe(json::object& data, LegRecord const& leg) {
    data["state"] = view(outcome_name(outcome_of(leg.outcome)));
    if (leg.retcode != 0) data["retcode"] = leg.retcode;
    if (leg.retcode != 0) data["retcode_text"] = leg.text;
    if (!leg.rule.empty()) data["rule"] = leg.rule;
    data["message"] = leg.text;
    put_id(data, "order", leg.order);
    put_id(data, "deal", leg.deal);
    put_id(data, "ticket", leg.ticket);
    put_id(data, "position", leg.position);
    if (leg.price > 0) data["price"] = short_decimal(leg.price);
    if (leg.volume > 0) data["volume"] = short_decimal(leg.volume);
}
}  // namespace

void Session::emit(OutType type, std::string const& re, Outcome outcome, json::object data, std::int64_t deal) {
    OutRecord out;
    out.seq = book_.last_out + 1;
    out.type = type;
    out.outcome = outcome;
    out.deal = deal;
    out.re = re;
    out.data = json::serialize(data);
    // With a broken journal the frame lives in memory alone: it says only what was refused, never what was executed for
    // the first time.
    if (!record(out)) book_.apply(out, 0);
}

void Session::settle(Command& command, Outcome outcome, json::object data) {
    data["state"] = view(outcome_name(outcome));
    json::object times;
    times["received"] = command.received;
    if (command.began != 0) times["executing"] = command.began;
    if (command.answered != 0) times["broker_answered"] = command.answered;
    times["stored"] = clock_.utc_ms();
    data["times"] = std::move(times);
    if (command.own) return settle_own(command, outcome, std::move(data));
    emit(OutType::command_result, command.id, outcome, std::move(data));
}

// A relay that was put back to an older backup asks for what it had been told before.
void Session::answer_again(std::string const& id) {
    json::object data;
    Outcome outcome = Outcome::none;
    if (auto const over = book_.finished.find(id); over != book_.finished.end()) {
        outcome = over->second.outcome;
        data["state"] = view(outcome_name(outcome));
        data["message"] = "The command had ended before it was sent again; the account's history has the details";
    } else if (Command const* command = book_.find(id); command->unacked == 0 && command->outcome != Outcome::none) {
        outcome = command->outcome;
        data = parse_object(command->report).value_or(json::object());
    }
    if (outcome == Outcome::none || !data.contains("state")) return;
    data["already"] = true;
    emit(OutType::command_result, id, outcome, std::move(data));
}

void Session::refuse(Command& command, Refusal const& refusal) {
    json::object figures;
    for (auto const& [name, value] : refusal.figures) figures[name] = value;
    json::object data;
    data["rule"] = refusal.rule;
    data["message"] = refusal.text;
    data["figures"] = std::move(figures);
    settle(command, Outcome::refused, std::move(data));
}

void Session::expire(Command& command) {
    json::object data;
    data["rule"] = "expired";
    data["message"] = "The command was too old when its turn came; nothing was sent";
    settle(command, Outcome::expired, std::move(data));
}

// Whether the intent reached the disk is unknown, so the next start may find it and look at the broker: only an answer
// that both endings may follow is given now, although nothing is sent.
void Session::doubt(Command& command, Refusal const& refusal) {
    command.intents.back().unknown = true;
    if (command.outcome == Outcome::in_doubt) return;
    json::object data;
    data["rule"] = refusal.rule;
    data["message"] = refusal.text + "; nothing was sent, the final answer follows after the journal is mended";
    settle(command, Outcome::in_doubt, std::move(data));
}

// Ends a command once the EA gave its final word and no intent is open.
void Session::conclude(Command& command) {
    if (!command.closing &&
        !(command.intents.size() == 1 && command.intents[0].end && command.intents[0].record.leg == 0))
        return;
    LegRecord const last = command.closing ? *command.closing : *command.intents[0].end;
    // A flatten is complete only when nothing at all is in doubt: an unknown order may still surface.
    bool const open = command.stop_lane ? book_.open_intents() > 0 : command.has_open_intent();
    json::object data;
    describe(data, last);
    Intent const* single = command.find_leg(last.leg);
    Outcome outcome = outcome_of(last.outcome);
    if (single != nullptr && single->end) {
        outcome = outcome_of(single->end->outcome);
        describe(data, *single->end);
    }
    if (open && command.settled()) return;
    bool const many = command.args.kind == SOS_CLOSE_ALL;
    if (many) outcome = outcome_of_legs(command);
    // The one step up out of a final state leads from not_executed to done; the legs and the volume say how much of it.
    bool const late = command.settled() && (outcome == Outcome::done || outcome == Outcome::partial);
    if (late) outcome = command.outcome == Outcome::not_executed ? Outcome::done : command.outcome;
    if (open) outcome = Outcome::in_doubt;
    data["already"] = last.already != 0;
    if (late) data["late"] = true;
    json::array legs;
    for (auto const& intent : command.intents) {
        if (intent.record.leg == 0) continue;
        json::object leg;
        put_id(leg, "ticket", intent.record.ticket);
        leg["state"] = "in_doubt";
        if (intent.end) describe(leg, *intent.end);
        legs.push_back(std::move(leg));
    }
    if (!legs.empty()) data["legs"] = std::move(legs);
    if (command.stop_lane || many)
        data["scan"] = json::object{{"positions", last.positions_left}, {"orders", last.orders_left}};
    if (outcome == Outcome::in_doubt && command.outcome == Outcome::in_doubt) return;
    settle(command, outcome, std::move(data));
}

bool Session::may_hand_out(Command const& command) const {
    return !command.settled() && !command.taken && !command.held &&
           (command.intents.empty() || command.stop_lane || command.may_go_on()) && !bridge_finishes(command.args) &&
           (journal_->ok() || command.stop_lane) && (command.issued_at == 0 || have_health_);
}

int Session::ready() const {
    int count = 0;
    for (auto const& [id, command] : book_.commands) count += may_hand_out(command) ? 1 : 0;
    return count;
}

int Session::wait(int max_ms) {
    std::unique_lock lock(mutex_);
    wake_->wait(lock, max_ms, [this] { return ready() > 0 || stopping_ || awake_; });
    awake_ = false;
    return ready();
}

void Session::wake_waiters() {
    {
        std::lock_guard lock(mutex_);
        awake_ = true;
    }
    wake_->notify();
}

bool Session::next(sos_command& out) {
    std::lock_guard lock(mutex_);
    sweep();
    for (Command* command : book_.unsettled()) {
        if (!may_hand_out(*command)) continue;
        command->taken = true;
        out = command->args;
        out.magic = magic_of(command->id);
        out.known_until = known_until(*command);
        return true;
    }
    return next_watch(out);
}

// After a restart the newest stop in force goes out once more, for our own orders alone: what the user did since is
// the user's.
bool Session::next_watch(sos_command& out) {
    Command* newest = nullptr;
    for (auto& [id, command] : book_.commands)
        if (command.watches(book_.latch) && (newest == nullptr || command.received > newest->received))
            newest = &command;
    if (newest == nullptr || newest->taken || (newest->issued_at != 0 && !have_health_)) return false;
    newest->taken = true;
    out = newest->args;
    out.magic = magic_of(newest->id);
    out.known_until = known_until(*newest);
    out.latch_id = book_.latch.latch_id;
    out.scope = 1;
    return true;
}

std::int64_t Session::magic_of(std::string const& id) const {
    auto const uuid = Uuid::parse(id);
    return std::int64_t{config_.args.magic_prefix} << 48 | static_cast<std::int64_t>(uuid ? uuid->tag48() : 0);
}

std::int32_t Session::begin(sos_facts const& facts, sos_decision& out) {
    std::unique_lock lock(mutex_);
    out = sos_decision{};
    std::string const id = read_text(facts.id).value_or("");
    Command* command = book_.find(id);
    if (command == nullptr && !book_.finished.contains(id)) return SOS_E_UNKNOWN_COMMAND;
    out.verdict = SOS_SETTLED;
    if (command == nullptr) return SOS_OK;
    if (command->settled() && !command->watches(book_.latch)) return SOS_OK;
    for (auto const& intent : command->intents) {
        bool const same = intent.record.leg == facts.leg || (facts.ticket != 0 && intent.record.ticket == facts.ticket);
        if (same && !intent.end) out.verdict = SOS_RECONCILE;
        if (intent.record.leg == 0 && intent.end) return SOS_OK;
        if (out.verdict == SOS_RECONCILE) return SOS_OK;
    }
    if (would_turn_round(*command, facts, config_.args.margin_mode)) return SOS_OK;
    auto refusal = judge(GuardInput{*command, facts, config_.args, book_.latch, clock_.steady_ms(), link_.relay_ms()});
    if (!refusal) refusal = busy(*command, facts);
    IntentRecord intent;
    intent.id = command->id;
    intent.leg = facts.leg;
    intent.kind = facts.kind;
    intent.side = facts.side;
    intent.magic = magic_of(command->id);
    intent.position = facts.position;
    intent.ticket = facts.ticket;
    intent.server_time = facts.server_time;
    intent.at = clock_.utc_ms();
    intent.volume = facts.volume;
    intent.volume_before = facts.volume_before;
    intent.symbol = read_text(facts.symbol).value_or("");
    std::int64_t const magic = intent.magic;
    if (!refusal && !record(std::move(intent))) refusal = Refusal{"journal", journal_->words(), {}};
    bool const unsure = !refusal && !journal_->flush();
    if (unsure) refusal = Refusal{"journal", journal_->words(), {}};
    if (refusal) {
        out.verdict = SOS_REFUSED;
        write_text(out.rule, refusal->rule);
        write_text(out.text, refusal->text);
        if (unsure)
            doubt(*command, *refusal);
        else if (refusal->rule == "expired" && command->intents.empty())
            expire(*command);
        else if (facts.leg == 0)
            refuse(*command, *refusal);
        journal_->flush();
    } else {
        out.verdict = SOS_GO;
        out.magic = magic;
        std::copy(std::begin(command->args.comment), std::end(command->args.comment), out.comment);
        if (!command->own)
            unreliable_.emplace_back("command_step",
                                     json::object{{"re", command->id}, {"data", {{"step", "executing"}}}});
    }
    lock.unlock();
    transport_->kick();
    return SOS_OK;
}

std::int32_t Session::finish(sos_result const& result) {
    std::unique_lock lock(mutex_);
    std::string const id = read_text(result.id).value_or("");
    Command* command = book_.find(id);
    if (command == nullptr) return book_.finished.contains(id) ? SOS_OK : SOS_E_UNKNOWN_COMMAND;
    LegRecord leg;
    leg.id = command->id;
    leg.leg = result.leg;
    leg.outcome = result.outcome;
    leg.retcode = result.retcode;
    leg.final = result.final;
    leg.already = result.already;
    leg.positions_left = result.positions_left;
    leg.orders_left = result.orders_left;
    leg.order = result.order;
    leg.deal = result.deal;
    leg.position = result.position;
    leg.ticket = result.ticket;
    leg.at = clock_.utc_ms();
    leg.price = result.price;
    leg.volume = result.volume;
    leg.rule = read_text(result.rule).value_or("");
    leg.text = read_text(result.text).value_or("");
    Intent* intent = command->find_leg(result.leg);
    bool const late = command->settled() && intent != nullptr && intent->end && intent->end->outcome == SOS_NOT_FOUND &&
                      (result.outcome == SOS_DONE || result.outcome == SOS_PARTIAL);
    bool const surfaced = command->stop_lane && intent != nullptr && !intent->end;
    if (command->settled() && !late && !surfaced) return SOS_OK;
    // Legs for one position carry the same marks: a deal that is told of another leg is not this one's.
    bool const executed = result.outcome == SOS_DONE || result.outcome == SOS_PARTIAL;
    bool const looked_for = intent != nullptr && (intent->unknown || intent->end);
    if (executed && looked_for && result.deal != 0 && owns_deal(*command, result.leg, result.deal)) return 1;
    if (result.outcome == SOS_UNKNOWN && result.retcode == 0 && result.deal != 0) return suspect(*command, intent, leg);
    if (result.outcome == SOS_NOT_FOUND) {
        if (intent == nullptr || intent->end || !not_found(*command, *intent)) {
            journal_->flush();
            return journal_->ok() ? SOS_OK : SOS_E_JOURNAL;
        }
        leg.text = "Not found at the broker: it was not executed";
        leg.final = 0;
    }
    if (!record(leg)) {
        // The truth stays recoverable: the intent is on disk, the next start looks at the broker.
        return SOS_E_JOURNAL;
    }
    if (result.outcome == SOS_UNKNOWN) {
        if (!command->own)
            unreliable_.emplace_back("command_step",
                                     json::object{{"re", command->id}, {"data", {{"step", "reconciling"}}}});
        if (command->outcome == Outcome::none && result.leg == 0) {
            json::object data;
            data["retcode"] = leg.retcode;
            data["message"] = leg.text;
            settle(*command, Outcome::in_doubt, std::move(data));
        }
    } else {
        conclude(*command);
    }
    for (Command* other : book_.unsettled())
        if (other->stop_lane && other->closing && other != command) conclude(*other);
    bool const flushed = journal_->flush();
    lock.unlock();
    transport_->kick();
    return flushed ? SOS_OK : SOS_E_JOURNAL;
}

std::int32_t Session::lift_latch(std::int64_t id) {
    {
        std::lock_guard lock(mutex_);
        if (id == 0 || id != book_.latch.latch_id) return SOS_E_ARGUMENT;
        LatchRecord latch = book_.latch;
        latch.latch_id = 0;
        latch.level = latch.scope = 0;
        latch.paused = false;
        if (!record(latch)) return SOS_E_JOURNAL;
        emit_latch({}, "terminal");
        if (!journal_->flush()) return SOS_E_JOURNAL;
    }
    transport_->kick();
    return SOS_OK;
}

}  // namespace signalos::bridge
