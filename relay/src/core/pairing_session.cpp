#include "core/pairing_session.hpp"

#include <algorithm>
#include <utility>

#include "protocol/close_code.hpp"
#include "protocol/limits.hpp"

namespace signalos::relay {

namespace {
namespace close_code = protocol::close_code;

constexpr std::size_t frame_limit = 4 * 1024;
constexpr int bad_frames_allowed = 3;
constexpr std::int64_t look_every_ms = 2'000;  // finds what was decided elsewhere: on the command line, on another node
constexpr std::int64_t store_key_ms = 10'000;

bool is_final(PairingState state) {
    return state == PairingState::denied || state == PairingState::stored;
}
}  // namespace

PairingSession::PairingSession(CorePorts ports, PairingDesk& desk, SessionPort& socket, PairingDesk::Visitor visitor,
                               OnCreated on_created)
    : ports_(std::move(ports)),
      desk_(desk),
      socket_(socket),
      visitor_(std::move(visitor)),
      on_created_(std::move(on_created)),
      deadline_(ports_.clock.steady() + protocol::hello_timeout_ms) {}

void PairingSession::on_text(std::string_view text) {
    if (phase_ == Phase::closed) return;
    InputFault wrong;
    auto const envelope = protocol::decode_envelope(text, frame_limit, wrong);
    if (!envelope) return fault(wrong);
    if (envelope->type == "pair" && phase_ == Phase::silent) return on_pair(*envelope);
    if (envelope->type == "pair_stored" && phase_ == Phase::issued) {
        desk_.stored(visitor_);
        return close(close_code::normal, "paired");
    }
    fault({errc::unknown_type, "/type", "not expected here"});
}

void PairingSession::on_pair(protocol::Envelope const& envelope) {
    InputFault wrong;
    auto const pair = protocol::decode_pair(envelope.data, wrong);
    if (!pair) {
        fault(wrong);
        return close(close_code::protocol_error, "pair not understood");
    }
    if (std::find(pair->proto.begin(), pair->proto.end(), protocol::version) == pair->proto.end())
        return close(close_code::version_not_supported, "protocol version not supported");
    entered_ = desk_.enter(visitor_, weak_from_this());
    if (!entered_) {
        send("pairing_refused", protocol::encode_data(protocol::PairingRefused{
                                    "busy", "Too many terminals of this address wait to be paired.", 60'000}));
        return close(close_code::too_fast, "too many");
    }
    phase_ = Phase::asking;
    auto answered = [weak = weak_from_this()](PairingEntry entry) {
        auto const self = weak.lock();
        if (self && self->phase_ == Phase::asking) self->settle(std::move(entry));
    };
    desk_.offer(visitor_, *pair, std::move(answered));
}

void PairingSession::settle(PairingEntry entry) {
    if (entry.unavailable) return close(close_code::unavailable, "storage is not available");
    if (entry.refused) return refuse(*entry.refused);
    kept_ = entry.pairing.has_value();
    if (!kept_) return wait(entry);
    auto const& pairing = *entry.pairing;
    bool const over = pairing.expires_at <= ports_.clock.now() && !is_final(pairing.state);
    if (pairing.state == PairingState::denied) return refuse({"denied", "The pairing was denied in the dashboard.", 0});
    if (pairing.state == PairingState::stored)
        return refuse({"code_refused", "The pairing code is not valid, or not any more.", 0});
    if (over) return refuse({"expired", "Nobody approved the pairing in time.", 0});
    if (pairing.state == PairingState::approved) return issue();
    wait(entry);
}

void PairingSession::wait(PairingEntry const& entry) {
    bool const first = phase_ != Phase::waiting;
    bool const changed = code_ != entry.code || expires_at_ != entry.expires_at;
    phase_ = Phase::waiting;
    code_ = entry.code;
    expires_at_ = entry.expires_at;
    next_look_ = ports_.clock.steady() + look_every_ms;
    if (first || changed) tell_waiting();
}

void PairingSession::tell_waiting() {
    protocol::Pairing word;
    word.code = code_;
    word.fingerprint = visitor_.fingerprint;
    word.page = desk_.page();
    word.expires_in_ms = std::max<std::int64_t>(0, expires_at_ - ports_.clock.now());
    send("pairing", protocol::encode_data(word));
    next_word_ = ports_.clock.steady() + protocol::heartbeat_ms;
}

void PairingSession::look() {
    if (phase_ != Phase::waiting) return;
    if (looking_) {
        look_again_ = true;
        return;
    }
    looking_ = true;
    auto answered = [weak = weak_from_this()](PairingEntry entry) {
        auto const self = weak.lock();
        if (!self) return;
        self->looking_ = false;
        bool const again = std::exchange(self->look_again_, false);
        if (self->phase_ != Phase::waiting) return;
        // While the store does not answer nobody decides either: waiting goes on.
        self->next_look_ = self->ports_.clock.steady() + look_every_ms;
        if (!entry.unavailable) self->settle(std::move(entry));
        if (again) self->look();
    };
    desk_.look(visitor_, std::move(answered));
}

void PairingSession::issue() {
    phase_ = Phase::issuing;
    auto issued = [weak = weak_from_this(), created = on_created_](Reply<IssuedKey> reply, std::string const& key) {
        if (reply.ok() && reply.value.created) created(reply.value.terminal);
        auto const self = weak.lock();
        if (!self || self->phase_ != Phase::issuing) return;
        if (!reply.ok() && reply.outcome != Outcome::rejected)
            return self->close(close_code::unavailable, "storage is not available");
        if (!reply.ok()) return self->refuse({"expired", "The key was not fetched in time.", 0});
        auto const& terminal = reply.value.terminal;
        self->phase_ = Phase::issued;
        self->deadline_ = self->ports_.clock.steady() + store_key_ms;
        self->send("paired", protocol::encode_data(protocol::Paired{terminal.id.value, terminal.name, key}));
    };
    desk_.issue(visitor_, std::move(issued));
}

void PairingSession::refuse(protocol::PairingRefused const& refused) {
    send("pairing_refused", protocol::encode_data(refused));
    bool const later = refused.retry_after_ms > 0;
    close(later ? close_code::too_fast : close_code::not_signed_in, refused.reason);
}

void PairingSession::on_tick() {
    auto const now = ports_.clock.steady();
    if ((phase_ == Phase::silent || phase_ == Phase::issued) && now >= deadline_)
        return close(close_code::no_sign_of_life, "nothing came in time");
    if (phase_ != Phase::waiting) return;
    if (ports_.clock.now() >= expires_at_) return refuse({"expired", "Nobody approved the pairing in time.", 0});
    if (now >= next_word_) tell_waiting();
    if (kept_ && now >= next_look_) look();
}

void PairingSession::supersede() {
    close(close_code::superseded, "superseded");
}

void PairingSession::fault(InputFault const& wrong) {
    if (ports_.refusals != nullptr) ports_.refusals->count(wrong.code);
    out_.push_back(std::make_shared<std::string const>(
        protocol::encode(protocol::error_envelope(wrong, ports_.clock.now(), std::nullopt))));
    socket_.wake();
    if (++bad_frames_ >= bad_frames_allowed) close(close_code::protocol_error, "too many bad frames");
}

void PairingSession::send(std::string type, boost::json::object data) {
    protocol::Envelope envelope;
    envelope.type = std::move(type);
    envelope.ts = ports_.clock.now();
    envelope.data = std::move(data);
    out_.push_back(std::make_shared<std::string const>(protocol::encode(envelope)));
    socket_.wake();
}

std::vector<Frame> PairingSession::pull(std::size_t) {
    auto const all = std::exchange(out_, {});
    return {all.begin(), all.end()};
}

void PairingSession::close(std::uint16_t code, std::string_view reason) {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    if (std::exchange(entered_, false)) desk_.leave(visitor_, this);
    socket_.close(code, reason);
}

void PairingSession::on_closed() {
    close(close_code::normal, "");
}

}  // namespace signalos::relay
