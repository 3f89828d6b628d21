#include "core/pairing_desk.hpp"

#include <algorithm>
#include <array>

#include "base/pairing_code.hpp"

namespace signalos::relay {

namespace {
constexpr std::int64_t window_ms = 15 * 60 * 1000;
constexpr std::size_t starts_allowed = 20;   // per user and per address within the window
constexpr std::size_t guesses_allowed = 10;  // wrong codes per user and per address within the window
constexpr std::int64_t fetch_ms = 10 * 60 * 1000;
constexpr std::size_t most_unclaimed = 1000;
constexpr std::size_t most_unclaimed_of_address = 8;
constexpr std::size_t most_sockets = 2000;
constexpr std::size_t most_sockets_of_address = 16;
constexpr std::size_t longest_name = 64;

protocol::PairingRefused refused(char const* reason, char const* words, std::int64_t retry_after_ms = 0) {
    return {reason, words, retry_after_ms};
}

// One answer for unknown, expired, used and another organisation's: a guess learns nothing.
PairingEntry no_such_code() {
    PairingEntry entry;
    entry.refused = refused("code_refused", "The pairing code is not valid, or not any more.");
    return entry;
}

PairingEntry entry_of(Pairing pairing) {
    PairingEntry entry;
    entry.expires_at = pairing.expires_at;
    entry.pairing = std::move(pairing);
    return entry;
}

template <class T>
PairingRefusal refusal_of(Reply<T> const& reply) {
    if (reply.outcome == Outcome::rejected) return {reply.reason, 0};
    return {reply.outcome == Outcome::in_doubt ? errc::in_doubt : errc::unavailable, 0};
}

std::array<std::string, 2> names_of(PairingCaller const& caller) {
    return {"user " + caller.actor.id, "address " + caller.address};
}

std::string default_name(PairingOffer const& offer) {
    auto name = offer.login + " " + offer.server;
    std::size_t end = std::min(name.size(), longest_name);
    while (end > 0 && end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
    return name.substr(0, end);
}
}  // namespace

PairingDesk::PairingDesk(CorePorts ports, std::string page)
    : ports_(std::move(ports)),
      page_(std::move(page)),
      starts_(starts_allowed, window_ms),
      guesses_(guesses_allowed, window_ms) {}

std::string PairingDesk::hash_of(std::string_view code) const {
    return ports_.sha256("SignalOS pairing code\n" + std::string(code));
}

void PairingDesk::start(PairingCaller const& caller, std::string name, Answer<StartedPairing> answer) {
    auto const now = ports_.clock.steady();
    if (!caller.address.empty()) {
        for (auto const& one : names_of(caller))
            if (auto const wait = starts_.wait(one, now); wait > 0)
                return answer(PairingRefusal{errc::rate_limited, wait});
        for (auto const& one : names_of(caller)) starts_.note(one, now);
    }
    NewPairing pairing;
    pairing.name = std::move(name);
    pairing.by = caller.actor;
    draw(caller, std::move(pairing), 3, std::move(answer));
}

void PairingDesk::draw(PairingCaller const& caller, NewPairing pairing, int tries, Answer<StartedPairing> answer) {
    auto const code = make_pairing_code(ports_.random);
    pairing.id = PairingId{Uuid::make_v7(ports_.clock.port(), ports_.random)};
    pairing.code_hash = hash_of(code);
    pairing.now = ports_.clock.now();
    pairing.expires_at = pairing.now + protocol::pairing_lifetime_ms;
    auto begun = [this, caller, pairing, code, tries, answer = std::move(answer)](Reply<Pairing> reply) {
        bool const taken = reply.outcome == Outcome::rejected && reply.reason == errc::conflict;
        if (taken && tries > 1) return draw(caller, pairing, tries - 1, answer);
        if (!reply.ok()) return answer(refusal_of(reply));
        answer(StartedPairing{std::move(reply.value), code});
    };
    ports_.store.pairings().start_pairing(caller.org, pairing, std::move(begun));
}

void PairingDesk::find(PairingCaller const& caller, std::string const& typed, Answer<Pairing> answer) {
    auto const now = ports_.clock.steady();
    auto const names = names_of(caller);
    if (!caller.address.empty()) {
        for (auto const& one : names)
            if (auto const wait = guesses_.wait(one, now); wait > 0)
                return answer(PairingRefusal{errc::locked_out, wait});
        // Counts as wrong until it has proven right: many at once get no more guesses than one after another.
        for (auto const& one : names) guesses_.note(one, now);
    }
    auto const code = normal_pairing_code(typed);
    if (!code) return answer(PairingRefusal{errc::not_found, 0});
    auto right = [this, caller, names,
                  answer = std::move(answer)](boost::system::result<Pairing, PairingRefusal> found) {
        if (found && !caller.address.empty())
            for (auto const& one : names) guesses_.forget_newest(one);
        answer(std::move(found));
    };
    auto const code_hash = hash_of(*code);
    auto own = [this, caller, code_hash, right = std::move(right)](Reply<Pairing> reply) {
        if (reply.ok()) return right(std::move(reply.value));
        if (reply.outcome != Outcome::rejected) return right(refusal_of(reply));
        claim(caller, code_hash, right);
    };
    ports_.store.pairings().find_pairing_by_code(caller.org, code_hash, ports_.clock.now(), std::move(own));
}

void PairingDesk::claim(PairingCaller const& caller, std::string const& code_hash, Answer<Pairing> answer) {
    forget_expired();
    auto const shown = std::find_if(unclaimed_.begin(), unclaimed_.end(),
                                    [&](auto const& entry) { return hash_of(entry.second.code) == code_hash; });
    if (shown == unclaimed_.end()) return answer(PairingRefusal{errc::not_found, 0});
    NewPairing pairing;
    pairing.id = PairingId{Uuid::make_v7(ports_.clock.port(), ports_.random)};
    pairing.code_hash = code_hash;
    pairing.by = caller.actor;
    pairing.offer = shown->second.offer;
    pairing.name = default_name(pairing.offer);
    pairing.now = ports_.clock.now();
    pairing.expires_at = pairing.now + protocol::pairing_lifetime_ms;
    auto const proof_hash = shown->first;
    auto claimed = [this, proof_hash, answer = std::move(answer)](Reply<Pairing> reply) {
        // Somebody else was quicker: for this organisation there is no such code.
        if (reply.outcome == Outcome::rejected && reply.reason == errc::conflict)
            return answer(PairingRefusal{errc::not_found, 0});
        if (!reply.ok()) return answer(refusal_of(reply));
        unclaimed_.erase(proof_hash);
        tell(proof_hash);
        answer(std::move(reply.value));
    };
    ports_.store.pairings().start_pairing(caller.org, std::move(pairing), std::move(claimed));
}

void PairingDesk::decide(PairingCaller const& caller, PairingId pairing, bool approve, std::string fingerprint,
                         std::string name, Answer<Pairing> answer) {
    PairingDecision decision;
    decision.approve = approve;
    decision.fingerprint = std::move(fingerprint);
    decision.name = std::move(name);
    decision.by = caller.actor;
    decision.now = ports_.clock.now();
    decision.fetch_until = decision.now + fetch_ms;
    auto decided = [this, answer = std::move(answer)](Reply<Pairing> reply) {
        if (!reply.ok()) return answer(refusal_of(reply));
        tell(reply.value.offer.proof_hash);
        answer(std::move(reply.value));
    };
    ports_.store.pairings().decide_pairing(caller.org, pairing, std::move(decision), std::move(decided));
}

PairingDesk::Visitor PairingDesk::visitor(std::string_view secret, std::string address) const {
    auto const hex = ports_.sha256(fingerprint_input(secret));
    auto const digit = [](char c) { return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10); };
    std::array<std::uint8_t, 32> digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    return {ports_.sha256(secret), fingerprint_of(digest), std::move(address)};
}

bool PairingDesk::enter(Visitor const& visitor, std::weak_ptr<PairingPeer> peer) {
    if (sockets_open_ >= most_sockets || sockets_[visitor.address] >= most_sockets_of_address) return false;
    ++sockets_open_;
    ++sockets_[visitor.address];
    auto const before = std::exchange(waiting_[visitor.proof_hash], std::move(peer)).lock();
    if (before) before->supersede();
    return true;
}

void PairingDesk::leave(Visitor const& visitor, PairingPeer const* peer) {
    --sockets_open_;
    if (auto const at = sockets_.find(visitor.address); at != sockets_.end() && --at->second == 0) sockets_.erase(at);
    auto const at = waiting_.find(visitor.proof_hash);
    if (at == waiting_.end()) return;
    auto const waits = at->second.lock();
    if (!waits || waits.get() == peer) waiting_.erase(at);
}

void PairingDesk::offer(Visitor const& visitor, protocol::Pair const& pair, std::function<void(PairingEntry)> answer) {
    // A terminal that comes again goes on where it was, whatever became of the relay or the link meanwhile.
    auto known = [this, visitor, pair, answer = std::move(answer)](Reply<Pairing> reply) {
        if (reply.ok()) return answer(entry_of(std::move(reply.value)));
        PairingEntry entry;
        entry.unavailable = reply.outcome != Outcome::rejected;
        if (entry.unavailable) return answer(std::move(entry));
        if (pair.code.empty()) return answer(show_code(visitor, pair));
        auto const name = "terminal " + visitor.address;
        auto const now = ports_.clock.steady();
        if (auto const wait = guesses_.wait(name, now); wait > 0) {
            entry.refused = refused("locked", "Too many wrong pairing codes from this address.", wait);
            return answer(std::move(entry));
        }
        guesses_.note(name, now);
        auto const code = normal_pairing_code(pair.code);
        if (!code) return answer(no_such_code());
        PairingOffer offer{visitor.proof_hash, visitor.fingerprint, pair.login,      pair.server,
                           pair.company,       pair.currency,       pair.trade_mode, visitor.address};
        auto offered = [this, name, answer](Reply<OfferedPairing> given) {
            PairingEntry failed;
            failed.unavailable = true;
            if (!given.ok()) return answer(std::move(failed));
            if (!given.value.accepted) return answer(no_such_code());
            guesses_.forget_newest(name);
            answer(entry_of(std::move(given.value.pairing)));
        };
        ports_.store.pairings().offer_pairing(hash_of(*code), std::move(offer), ports_.clock.now(), std::move(offered));
    };
    ports_.store.pairings().find_pairing_by_proof(visitor.proof_hash, std::move(known));
}

PairingEntry PairingDesk::show_code(Visitor const& visitor, protocol::Pair const& pair) {
    forget_expired();
    PairingEntry entry;
    auto const at = unclaimed_.find(visitor.proof_hash);
    if (at != unclaimed_.end()) {
        entry.code = at->second.code;
        entry.expires_at = at->second.expires_at;
        return entry;
    }
    auto const of_address =
        static_cast<std::size_t>(std::count_if(unclaimed_.begin(), unclaimed_.end(), [&](auto const& other) {
            return other.second.offer.address == visitor.address;
        }));
    if (unclaimed_.size() >= most_unclaimed || of_address >= most_unclaimed_of_address) {
        entry.refused = refused("busy", "Too many terminals wait to be paired; begin in the dashboard instead.",
                                protocol::pairing_lifetime_ms);
        return entry;
    }
    Unclaimed fresh;
    fresh.offer = {visitor.proof_hash, visitor.fingerprint, pair.login,      pair.server,
                   pair.company,       pair.currency,       pair.trade_mode, visitor.address};
    fresh.code = make_pairing_code(ports_.random);
    fresh.expires_at = ports_.clock.now() + protocol::pairing_lifetime_ms;
    entry.code = fresh.code;
    entry.expires_at = fresh.expires_at;
    unclaimed_.emplace(visitor.proof_hash, std::move(fresh));
    return entry;
}

void PairingDesk::look(Visitor const& visitor, std::function<void(PairingEntry)> answer) {
    auto found = [answer = std::move(answer)](Reply<Pairing> reply) {
        if (reply.ok()) return answer(entry_of(std::move(reply.value)));
        PairingEntry entry;
        entry.unavailable = true;
        answer(std::move(entry));
    };
    ports_.store.pairings().find_pairing_by_proof(visitor.proof_hash, std::move(found));
}

void PairingDesk::issue(Visitor const& visitor, std::function<void(Reply<IssuedKey>, std::string)> answer) {
    // As long as a session secret; another text than the terminal's own, which stays a proof and nothing more.
    auto const key = make_pairing_secret(ports_.random);
    auto issued = [key, answer = std::move(answer)](Reply<IssuedKey> reply) { answer(std::move(reply), key); };
    ports_.store.pairings().issue_pairing_key(visitor.proof_hash,
                                              TerminalId{Uuid::make_v7(ports_.clock.port(), ports_.random)},
                                              ports_.sha256(key), ports_.clock.now(), std::move(issued));
}

void PairingDesk::stored(Visitor const& visitor) {
    ports_.store.pairings().finish_pairing(visitor.proof_hash, ports_.clock.now(), {});
}

void PairingDesk::forget_expired() {
    auto const now = ports_.clock.now();
    std::erase_if(unclaimed_, [now](auto const& entry) { return entry.second.expires_at <= now; });
}

void PairingDesk::tell(std::string const& proof_hash) {
    auto const at = waiting_.find(proof_hash);
    if (at == waiting_.end()) return;
    if (auto const peer = at->second.lock()) peer->look();
}

}  // namespace signalos::relay
