// What a terminal says: acknowledgements, reliable frames in order, state patches.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <iterator>
#include <utility>

#include "core/json_size.hpp"
#include "core/terminal_session.hpp"
#include "domain/json.hpp"
#include "protocol/close_code.hpp"
#include "protocol/recall.hpp"

namespace signalos::relay {

namespace {
namespace json = boost::json;
namespace close_code = protocol::close_code;
using protocol::Envelope;

constexpr std::int64_t retry_after_ms = 1000;
constexpr std::size_t max_patch_keys = 20'000;
constexpr std::size_t max_patch_bytes = 16 * 1024 * 1024;
constexpr std::string_view trade_events[] = {"position_open", "position_update", "position_close",
                                             "order_placed",  "order_updated",   "order_canceled",
                                             "take_profit",   "stop_loss",       "stop_moved"};

bool is_reliable(std::string_view type) {
    return type == "command_result" || type == "trade_event" || type == "latch_state";
}

UnreadableFrame unreadable(Envelope const& envelope, InputFault const& wrong) {
    UnreadableFrame frame;
    frame.type = envelope.type;
    frame.fault = wrong.path.empty() ? wrong.message : wrong.path + ' ' + wrong.message;
    frame.data = json::serialize(envelope.data);
    auto const command = CommandId::parse(envelope.re.value_or(""));
    if (command && envelope.type == "command_result") frame.command = *command;
    return frame;
}
}  // namespace

void TerminalSession::dispatch(Envelope envelope) {
    if (phase_ == Phase::hello) {
        if (envelope.type == "hello") return on_hello(envelope);
        fault({errc::bad_frame, "/type", "the first frame must be hello"}, envelope.id);
        return close(close_code::protocol_error, "hello expected");
    }
    if (phase_ != Phase::live) return;
    answered_ = true;
    if (envelope.ack) on_ack(*envelope.ack);
    if (phase_ != Phase::live) return;
    auto const& type = envelope.type;
    if (is_reliable(type)) return on_reliable(std::move(envelope));
    if (type == "heartbeat_ack") return on_heartbeat_ack(envelope);
    if (type == "command_step") return on_step(envelope);
    if (type == "state") return on_state(envelope);
    if (type == "resend") return resend(std::max<std::int64_t>(1, integer_of(envelope.data, "from", stored_ack_ + 1)));
    if (type == "reset") return on_reset(envelope);
    if (type == "recalled") return on_recalled(envelope);
    if (type == "ack" || type == "log" || type == "error") return;
    fault({errc::unknown_type, "/type", ""}, envelope.id);
}

void TerminalSession::on_ack(std::int64_t seq) {
    if (seq > sent_out_) return fault({errc::bad_frame, "/ack", "acknowledges a frame that was never sent"});
    if (seq <= acked_out_) return;
    acked_out_ = seq;
    flush_ack();
}

void TerminalSession::flush_ack() {
    if (storing_ack_ || stored_ack_ >= acked_out_ || phase_ != Phase::live) return;
    storing_ack_ = true;
    auto answered = [weak = weak_from_this(), commands = &commands_, seq = acked_out_](Reply<CommandChange> reply) {
        auto const self = weak.lock();
        if (self) self->storing_ack_ = false;
        if (self && self->fenced(reply.outcome, reply.reason)) return;
        if (!reply.ok()) return;  // the next tick asks again
        if (self) self->stored_ack_ = seq;
        commands->changed(reply.value);
        if (!self || self->phase_ != Phase::live) return;
        self->flush_ack();
        self->claim();  // the window has room again
    };
    ports_.store.mark_accepted(org_, terminal_, epoch_, acked_out_, ports_.clock.now(), std::move(answered));
}

void TerminalSession::on_heartbeat_ack(Envelope const& envelope) {
    InputFault wrong;
    auto const ack = protocol::decode_heartbeat_ack(envelope.data, wrong);
    if (!ack) return fault(wrong, envelope.id);
    bool const measured = health_.answered(ack->n, ack->client_ts, ports_.clock.steady(), ports_.clock.now());
    if (measured && ports_.watch != nullptr) ports_.watch->round_trip(*health_.rtt_ms());
    board_.heard(ports_.clock.now(), health_.rtt_ms());
    publish_mission();
}

void TerminalSession::on_step(Envelope const& envelope) {
    InputFault wrong;
    auto const step = protocol::decode_command_step(envelope.data, wrong);
    auto const id = CommandId::parse(envelope.re.value_or(""));
    if (!step || !id) return fault(step ? InputFault{errc::bad_frame, "/re", "must be a command id"} : wrong);
    auto answered = [weak = weak_from_this(), commands = &commands_](Reply<CommandChange> reply) {
        auto const self = weak.lock();
        if (self && self->fenced(reply.outcome, reply.reason)) return;
        if (reply.ok()) commands->changed(reply.value);
    };
    ports_.store.record_step(org_, terminal_, epoch_, *id, step->step, step->message.value_or(""), ports_.clock.now(),
                             std::move(answered));
}

void TerminalSession::on_state(Envelope const& envelope) {
    InputFault wrong;
    auto patch = protocol::decode_state_patch(envelope.data, wrong);
    if (!patch) return fault(wrong, envelope.id);
    if (!gather(*patch)) return fault({errc::bad_frame, "/data/more", "too many keys in one patch"}, envelope.id);
    if (patch->more) return;
    *patch = std::exchange(gathered_, {});
    static constexpr std::string_view position = "position:";
    for (auto& entry : patch->set) {
        std::string_view const key(entry.key().data(), entry.key().size());
        auto& fields = entry.value().as_object();
        if (key.starts_with(position))
            fields["tradeId"] = terminal_.text() + ":" + std::string(key.substr(position.size()));
        if (key == "terminal" && fields.contains("broker_connected"))
            board_.broker(flag_of(fields, "broker_connected"));
        if (key == "terminal" && fields.contains("ea_silent_since"))
            board_.ea_silent(integer_of(fields, "ea_silent_since"));
    }
    auto const now = ports_.clock.now();
    ports_.streams.publish_state(org_, terminal_, {patch->reset, std::move(patch->set), std::move(patch->del), now});
    board_.heard(now, health_.rtt_ms());
    publish_mission();
    watch_overflow();
}

// Told once until a report fits again: what is shown of this terminal is not complete, and somebody must know.
void TerminalSession::watch_overflow() {
    bool const overflows = ports_.streams.state_overflowed(org_, terminal_);
    if (std::exchange(overflow_told_, overflows) || !overflows) return;
    auto raised = [weak = weak_from_this(), streams = &ports_.streams](Reply<EventRow> reply) {
        if (reply.ok()) return streams->publish_event(reply.value);
        if (auto const self = weak.lock()) self->overflow_told_ = false;  // the next report asks again
    };
    ports_.store.raise_alarm(
        org_, terminal_,
        "The terminal reports more than the relay keeps of one: its positions, orders and symbols are "
        "not shown completely.",
        ports_.clock.now(), std::move(raised));
}

bool TerminalSession::gather(protocol::StatePatch& patch) {
    std::size_t bytes = json_size(patch.set);
    for (auto const& key : patch.del) bytes += key.size();
    gathered_bytes_ = bytes + (gathered_.set.empty() && gathered_.del.empty() ? 0 : gathered_bytes_);
    if (gathered_bytes_ > max_patch_bytes) {
        gathered_ = {};
        gathered_bytes_ = 0;
        return false;
    }
    if (gathered_.set.size() + gathered_.del.size() + patch.set.size() + patch.del.size() > max_patch_keys) {
        gathered_ = {};
        return false;
    }
    gathered_.reset = gathered_.reset || patch.reset;
    for (auto& entry : patch.set) gathered_.set[entry.key()] = std::move(entry.value());
    std::move(patch.del.begin(), patch.del.end(), std::back_inserter(gathered_.del));
    return true;
}

void TerminalSession::on_reliable(Envelope envelope) {
    if (!envelope.seq) return fault({errc::bad_frame, "/seq", "this type needs a seq"}, envelope.id);
    auto const seq = *envelope.seq;
    if (seq <= received_in_) {
        if (!envelope.dup) ++undeclared_repeats_;
        return tell_again(seq);
    }
    if (seq != received_in_ + 1) {
        // While the store cannot take frames all of them are asked for once a second: asking at each one that comes
        // behind the gap would bring all the others again each time, until the terminal is turned away for its haste.
        if (retry_in_at_ != 0 || gap_asked_from_ == received_in_ + 1) return;
        gap_asked_from_ = received_in_ + 1;
        Envelope ask;
        ask.type = "resend";
        ask.data["from"] = gap_asked_from_;
        return enqueue(std::move(ask));
    }
    TerminalFrame frame;
    frame.seq = seq;
    InputFault wrong;
    bool const understood = decode_body(envelope, frame, wrong);
    // What makes no sense now makes none when it is repeated: its place in the sequence is taken by an alarm, or it
    // would keep everything behind it from being heard.
    if (!understood) frame.body = unreadable(envelope, wrong);
    store_frame(std::move(frame));
    if (!understood) fault(wrong, envelope.id);
}

// The terminal cannot repeat what it was asked for: the sequence goes on behind the loss, and everybody is told.
void TerminalSession::on_reset(Envelope const& envelope) {
    InputFault wrong;
    auto const reset = protocol::decode_reset(envelope.data, wrong);
    if (!reset) return fault(wrong, envelope.id);
    if (reset->seq <= received_in_) return tell_again(reset->seq);
    TerminalFrame frame;
    frame.seq = reset->seq;
    frame.body = LostFrames{received_in_, reset->reason};
    store_frame(std::move(frame));
}

// Asked once a session until the last page is in storage: what is lost on the way is asked for by the next one.
void TerminalSession::on_recalled(Envelope const& envelope) {
    InputFault wrong;
    auto const page = protocol::decode_recalled(envelope.data, wrong);
    if (!page) return fault(wrong, envelope.id);
    Recalled recalled;
    for (auto const& known : page->commands) recalled.commands.push_back({CommandId{known.id}, known.ended});
    recalled.forgotten = page->forgotten;
    recalled.last = !page->more;
    recalled.now = ports_.clock.now();
    auto answered = [weak = weak_from_this(), commands = &commands_](Reply<CommandChange> reply) {
        if (reply.ok()) commands->changed(reply.value);
        auto const self = weak.lock();
        if (self) self->fenced(reply.outcome, reply.reason);
    };
    ports_.store.settle_recalled(org_, terminal_, epoch_, std::move(recalled), std::move(answered));
}

void TerminalSession::tell_again(std::int64_t seq) {
    if (seq <= durable_in_) told_in_ = std::min(told_in_, seq - 1);
    socket_.wake();
}

void TerminalSession::store_frame(TerminalFrame frame) {
    if (commands_.awaits_record(terminal_)) {
        // The result of a stop that is not recorded yet would find no command: it waits in the terminal's journal.
        retry_in_at_ = ports_.clock.steady() + retry_after_ms;
        return;
    }
    frame.now = ports_.clock.now();
    received_in_ = frame.seq;
    gap_asked_from_ = 0;
    ++pending_in_;
    auto const* const latch = std::get_if<LatchState>(&frame.body);
    auto answered = [weak = weak_from_this(), commands = &commands_,
                     latch = latch ? std::optional(*latch) : std::nullopt](Reply<AppliedFrame> reply) {
        if (reply.ok()) commands->changed(reply.value);
        auto const self = weak.lock();
        if (!self) return;
        if (reply.ok() && latch && self->phase_ == Phase::live) {
            self->board_.latch(*latch);
            self->publish_mission();
        }
        self->applied(std::move(reply));
    };
    ports_.store.apply_terminal_frame(org_, terminal_, epoch_, std::move(frame), std::move(answered));
}

void TerminalSession::applied(Reply<AppliedFrame> reply) {
    --pending_in_;
    if (phase_ != Phase::live || fenced(reply.outcome, reply.reason)) return;
    if (reply.ok()) {
        durable_in_ = std::max(durable_in_, reply.value.last_in);
        return socket_.wake();
    }
    if (reply.outcome == Outcome::rejected && reply.reason != errc::conflict) {
        return close(close_code::internal_error, "a frame could not be stored");
    }
    // Not durable, so not acknowledged: it stays in the terminal's journal and is asked for again. What came behind it
    // meets a gap in storage and lands here too.
    received_in_ = durable_in_;
    retry_in_at_ = ports_.clock.steady() + retry_after_ms;
}

bool TerminalSession::decode_body(Envelope& envelope, TerminalFrame& frame, InputFault& wrong) {
    if (envelope.type == "command_result") return decode_result(envelope, frame, wrong);
    if (envelope.type == "latch_state") return decode_latch(envelope, frame, wrong);
    return decode_trade(envelope, frame, wrong);
}

bool TerminalSession::decode_result(Envelope const& envelope, TerminalFrame& frame, InputFault& wrong) {
    auto const result = protocol::decode_command_result(envelope.data, wrong);
    if (!result) return false;
    auto const state = protocol::command_state_from(result->state);
    auto const id = CommandId::parse(envelope.re.value_or(""));
    if (!state || rank_of(*state) < rank_of(CommandState::in_doubt) || *state == CommandState::cancelled) {
        wrong = {errc::bad_frame, "/data/state", "is not a state that a result may carry"};
        return false;
    }
    if (!id) {
        wrong = {errc::bad_frame, "/re", "must be a command id"};
        return false;
    }
    CommandOutcome outcome;
    outcome.command = *id;
    outcome.state = *state;
    outcome.late = result->late;
    outcome.rule = result->rule.value_or("");
    outcome.message = result->message.value_or("");
    outcome.executing = integer_of(result->times, "executing");
    outcome.broker_answered = integer_of(result->times, "broker_answered");
    outcome.result = json::serialize(envelope.data);
    frame.body = std::move(outcome);
    return true;
}

bool TerminalSession::decode_trade(Envelope& envelope, TerminalFrame& frame, InputFault& wrong) {
    auto const event = text_of(envelope.data, "event");
    if (std::find(std::begin(trade_events), std::end(trade_events), event) == std::end(trade_events)) {
        wrong = {errc::bad_frame, "/data/event", "unknown trade event"};
        return false;
    }
    TradeEvent trade;
    trade.type = std::string(event);
    if (auto const position = text_of(envelope.data, "position"); !position.empty()) {
        envelope.data["tradeId"] = terminal_.text() + ":" + std::string(position);
    }
    envelope.data["terminal"] = terminal_.text();
    trade.data = json::serialize(envelope.data);
    frame.body = std::move(trade);
    return true;
}

bool TerminalSession::decode_latch(Envelope const& envelope, TerminalFrame& frame, InputFault& wrong) {
    auto const state = protocol::decode_latch_state(envelope.data, wrong);
    if (!state) return false;
    LatchState latch;
    latch.paused = state->paused;
    latch.pause_version = state->pause_version;
    pause_version_ = std::max(pause_version_, state->pause_version);
    if (state->latch) latch.latch = json::serialize(protocol::encode_data(*state->latch));
    auto data = envelope.data;
    data["terminal"] = terminal_.text();
    if (envelope.re) data["re"] = *envelope.re;
    latch.data = json::serialize(data);
    frame.body = std::move(latch);
    return true;
}

}  // namespace signalos::relay
