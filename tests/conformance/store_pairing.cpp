// Pairings, and terminals and groups as people manage them.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {
Actor const ann{"ann-id", "Ann"};

NewPairing new_pairing(Fixture& f, std::string const& code) {
    NewPairing n;
    n.id = f.id<PairingId>();
    n.code_hash = code;
    n.name = "Desk";
    n.by = ann;
    n.now = f.now;
    n.expires_at = f.now + 300'000;
    return n;
}

PairingOffer offer_of(std::string const& proof) {
    return {proof, "F-" + proof, "1001", "Demo", "Broker", "USD", "demo", "192.0.2.1"};
}

Pairing start(Fixture& f, std::string const& code) {
    auto const begun =
        f.ask<Pairing>([&](auto d) { f.store->pairings().start_pairing(f.org, new_pairing(f, code), std::move(d)); });
    REQUIRE(begun.ok());
    return begun.value;
}

OfferedPairing offer(Fixture& f, std::string const& code, std::string const& proof) {
    auto const reply = f.ask<OfferedPairing>(
        [&](auto d) { f.store->pairings().offer_pairing(code, offer_of(proof), f.now, std::move(d)); });
    REQUIRE(reply.ok());
    return reply.value;
}

Reply<Pairing> decide(Fixture& f, Pairing const& p, bool approve, std::string const& fingerprint) {
    PairingDecision decision{approve, fingerprint, "", {"bob-id", "Bob"}, f.now, f.now + 600'000};
    return f.ask<Pairing>([&](auto d) { f.store->pairings().decide_pairing(f.org, p.id, decision, std::move(d)); });
}

Reply<IssuedKey> issue(Fixture& f, std::string const& proof, std::string const& key) {
    return f.ask<IssuedKey>(
        [&](auto d) { f.store->pairings().issue_pairing_key(proof, f.id<TerminalId>(), key, f.now, std::move(d)); });
}

Pairing again(Fixture& f, Pairing const& p) {
    return f.ask<Pairing>([&](auto d) { f.store->pairings().find_pairing(f.org, p.id, std::move(d)); }).value;
}

std::vector<std::string> audited(Fixture& f) {
    auto const log = f.ask<std::vector<AuditEntry>>([&](auto d) { f.store->list_audit(f.org, 50, std::move(d)); });
    REQUIRE(log.ok());
    std::vector<std::string> actions;
    for (auto const& entry : log.value) actions.push_back(entry.action);
    return actions;
}
}  // namespace

FOR_EACH_ENGINE("a code, a terminal and a yes make a terminal with a key", "[store]") {
    auto const begun = start(f, "code");
    CHECK(begun.state == PairingState::open);
    CHECK(begun.created_by.name == "Ann");
    CHECK(issue(f, "proof", "key").reason == errc::not_found);
    auto const offered = offer(f, "code", "proof");
    REQUIRE(offered.accepted);
    CHECK(offered.pairing.state == PairingState::offered);
    CHECK(offered.pairing.offer.server == "Demo");
    CHECK(issue(f, "proof", "key").reason == errc::not_found);
    auto const approved = decide(f, begun, true, "F-proof");
    REQUIRE(approved.ok());
    CHECK(approved.value.decided_by.name == "Bob");
    CHECK(approved.value.expires_at == f.now + 600'000);
    auto const issued = issue(f, "proof", "key");
    REQUIRE(issued.ok());
    CHECK(issued.value.created);
    CHECK(issued.value.terminal.name == "Desk");
    auto const known = f.ask<Terminal>([&](auto d) { f.store->find_terminal_by_key_hash("key", std::move(d)); });
    CHECK(known.value.id == issued.value.terminal.id);
    CHECK(again(f, begun).terminal == known.value.id);
    CHECK(audited(f) == std::vector<std::string>{"terminal_created", "pairing_approved", "pairing_started"});
}

FOR_EACH_ENGINE("the first terminal has the code, and every other one gets the same no", "[store]") {
    auto const begun = start(f, "code");
    CHECK(offer(f, "code", "mine").accepted);
    CHECK(offer(f, "code", "mine").accepted);
    CHECK_FALSE(offer(f, "code", "theirs").accepted);
    CHECK_FALSE(offer(f, "guess", "theirs").accepted);
    CHECK(again(f, begun).rivals == 1);
    CHECK(again(f, begun).offer.proof_hash == "mine");
    // A secret that was denied is not asked again under another code.
    REQUIRE(decide(f, begun, false, "").ok());
    start(f, "second");
    CHECK_FALSE(offer(f, "second", "mine").accepted);
    CHECK(offer(f, "code", "mine").pairing.state == PairingState::denied);
}

FOR_EACH_ENGINE("an expired code lets nobody in and cannot be approved", "[store]") {
    auto const begun = start(f, "code");
    auto const waiting = start(f, "other");
    REQUIRE(offer(f, "other", "proof").accepted);
    f.now += 300'000;
    CHECK_FALSE(offer(f, "code", "late").accepted);
    CHECK(decide(f, waiting, true, "F-proof").reason == errc::bad_state);
    CHECK(decide(f, begun, true, "").reason == errc::bad_state);
    CHECK(f.ask<Pairing>([&](auto d) {
               f.store->pairings().find_pairing_by_code(f.org, "code", f.now, std::move(d));
           }).reason == errc::not_found);
}

FOR_EACH_ENGINE("a pairing is decided once, and only as what was seen", "[store]") {
    auto const begun = start(f, "code");
    CHECK(decide(f, begun, true, "").reason == errc::bad_state);
    REQUIRE(offer(f, "code", "proof").accepted);
    CHECK(decide(f, begun, true, "F-other").reason == errc::conflict);
    REQUIRE(decide(f, begun, true, "F-proof").ok());
    CHECK(decide(f, begun, false, "").reason == errc::bad_state);
    CHECK(decide(f, begun, true, "F-proof").reason == errc::bad_state);
}

FOR_EACH_ENGINE("a key that may be lost is replaced until somebody has signed in with it", "[store]") {
    auto const begun = start(f, "code");
    REQUIRE(offer(f, "code", "proof").accepted);
    REQUIRE(decide(f, begun, true, "F-proof").ok());
    auto const first = issue(f, "proof", "key-1").value.terminal.id;
    auto const second = issue(f, "proof", "key-2");
    REQUIRE(second.ok());
    CHECK_FALSE(second.value.created);
    CHECK(second.value.terminal.id == first);
    CHECK(f.ask<Terminal>([&](auto d) { f.store->find_terminal_by_key_hash("key-1", std::move(d)); }).reason ==
          errc::not_found);
    SECTION("a sign-in ends it") {
        f.terminal = first;
        f.open_session("j");
    }
    SECTION("the terminal's own word ends it") {
        REQUIRE(f.ask<Nothing>([&](auto d) { f.store->pairings().finish_pairing("proof", f.now, std::move(d)); }).ok());
        REQUIRE(f.ask<Nothing>([&](auto d) { f.store->pairings().finish_pairing("proof", f.now, std::move(d)); }).ok());
        CHECK(again(f, begun).state == PairingState::stored);
    }
    SECTION("time ends it") {
        f.now += 600'000;
    }
    CHECK(issue(f, "proof", "key-3").reason == errc::not_found);
    CHECK(f.ask<Terminal>([&](auto d) { f.store->find_terminal_by_key_hash("key-2", std::move(d)); }).ok());
}

FOR_EACH_ENGINE("what a terminal shows is claimed once, and open pairings are few", "[store]") {
    auto claim = new_pairing(f, "shown");
    claim.offer = offer_of("proof");
    auto const claimed = f.ask<Pairing>([&](auto d) { f.store->pairings().start_pairing(f.org, claim, std::move(d)); });
    REQUIRE(claimed.ok());
    CHECK(claimed.value.state == PairingState::offered);
    auto twice = new_pairing(f, "again");
    twice.offer = offer_of("proof");
    CHECK(f.ask<Pairing>([&](auto d) { f.store->pairings().start_pairing(f.org, twice, std::move(d)); }).reason ==
          errc::conflict);
    CHECK(f.ask<Pairing>([&](auto d) {
               f.store->pairings().start_pairing(f.org, new_pairing(f, "shown"), std::move(d));
           }).reason == errc::conflict);
    auto limited = new_pairing(f, "more");
    limited.open_limit = 1;
    CHECK(f.ask<Pairing>([&](auto d) { f.store->pairings().start_pairing(f.org, limited, std::move(d)); }).reason ==
          errc::rate_limited);
    f.now += std::int64_t{25} * 3600 * 1000;
    start(f, "next day");
    CHECK(f.ask<std::vector<Pairing>>([&](auto d) {
               f.store->pairings().list_pairings(f.org, std::move(d));
           }).value.size() == 1);
}

FOR_EACH_ENGINE("a revoked terminal leaves nothing queued and nothing pretending to be known", "[store]") {
    auto const epoch = f.open_session("j").terminal.session_epoch;
    auto const sent = f.accept(f.command()).value.commands.at(0).id;
    f.claim(epoch);
    auto const queued = f.accept(f.command()).value.commands.at(0).id;
    auto const gone = f.ask<CommandChange>(
        [&](auto d) { f.store->pairings().withdraw_terminal(f.org, f.terminal, ann, f.now, std::move(d)); });
    REQUIRE(gone.ok());
    CHECK(gone.value.commands.size() == 2);
    CHECK(f.find(queued).state == CommandState::cancelled);
    CHECK(f.find(sent).state == CommandState::in_doubt);
    CHECK(f.ask<CommandChange>([&](auto d) {
               f.store->pairings().withdraw_terminal(f.org, f.terminal, ann, f.now, std::move(d));
           }).reason == errc::not_found);
    CHECK(f.ask<OpenedSession>([&](auto d) {
               f.store->open_terminal_session(f.org, f.terminal, f.session("j"), std::move(d));
           }).reason == errc::not_found);
    // What it had under way may still be told.
    CHECK(f.result(epoch, 1, sent, CommandState::done).ok());
    CHECK(f.find(sent).state == CommandState::done);
    CHECK(audited(f).front() == "terminal_revoked");
}

FOR_EACH_ENGINE("renaming is audited with what was before and after", "[store]") {
    auto const named = f.ask<Terminal>(
        [&](auto d) { f.store->pairings().rename_terminal(f.org, f.terminal, "Laptop", ann, f.now, std::move(d)); });
    CHECK(named.value.name == "Laptop");
    auto const log = f.ask<std::vector<AuditEntry>>([&](auto d) { f.store->list_audit(f.org, 1, std::move(d)); });
    CHECK(log.value.at(0).actor == "ann-id");
    CHECK(log.value.at(0).subject == f.terminal.text());
    CHECK(log.value.at(0).detail.find(R"("after":{"name":"Laptop"})") != std::string::npos);
}

FOR_EACH_ENGINE("a group holds the terminals it was given, and forgets revoked ones", "[store]") {
    auto const group = f.id<GroupId>();
    auto const other = f.add_terminal("two");
    auto make = [&](GroupId id, std::string const& name) {
        return f.ask<TerminalGroup>(
            [&](auto d) { f.store->pairings().create_group(f.org, id, name, ann, f.now, std::move(d)); });
    };
    auto fill = [&](std::vector<TerminalId> members) {
        return f.ask<TerminalGroup>(
            [&](auto d) { f.store->pairings().set_group_members(f.org, group, members, ann, f.now, std::move(d)); });
    };
    REQUIRE(make(group, "Prop").ok());
    CHECK(make(f.id<GroupId>(), "Prop").reason == errc::conflict);
    CHECK(fill({other, f.terminal, other}).value.terminals.size() == 2);
    CHECK(fill({f.id<TerminalId>()}).reason == errc::not_found);
    CHECK(f.ask<TerminalGroup>([&](auto d) {
               f.store->pairings().rename_group(f.org, group, "Firm", ann, f.now, std::move(d));
           }).value.name == "Firm");
    REQUIRE(f.ask<CommandChange>([&](auto d) {
                 f.store->pairings().withdraw_terminal(f.org, other, ann, f.now, std::move(d));
             }).ok());
    auto const listed =
        f.ask<std::vector<TerminalGroup>>([&](auto d) { f.store->pairings().list_groups(f.org, std::move(d)); });
    REQUIRE(listed.value.size() == 1);
    CHECK(listed.value[0].terminals == std::vector<TerminalId>{f.terminal});
    auto const members =
        f.ask<std::vector<GroupMember>>([&](auto d) { f.store->pairings().list_group_members(std::move(d)); });
    REQUIRE(members.value.size() == 1);
    CHECK(members.value[0].org == f.org);
    CHECK(members.value[0].group == group);
    CHECK(members.value[0].terminal == f.terminal);
    REQUIRE(
        f.ask<Nothing>([&](auto d) { f.store->pairings().delete_group(f.org, group, ann, f.now, std::move(d)); }).ok());
    CHECK(f.ask<TerminalGroup>([&](auto d) { f.store->pairings().find_group(f.org, group, std::move(d)); }).reason ==
          errc::not_found);
    CHECK(audited(f) == std::vector<std::string>{"group_deleted", "terminal_revoked", "group_renamed",
                                                 "group_members_changed", "group_created"});
}

FOR_EACH_ENGINE("pairings and groups of another organisation are missing ones", "[store]") {
    auto const other = f.id<OrgId>();
    auto const begun = start(f, "code");
    REQUIRE(offer(f, "code", "proof").accepted);
    auto const group = f.id<GroupId>();
    REQUIRE(f.ask<TerminalGroup>([&](auto d) {
                 f.store->pairings().create_group(f.org, group, "G", ann, f.now, std::move(d));
             }).ok());
    auto& s = f.store->pairings();
    PairingDecision const yes{true, "F-proof", "", ann, f.now, f.now + 1};
    CHECK(f.ask<Pairing>([&](auto d) { s.start_pairing(other, new_pairing(f, "x"), std::move(d)); }).reason ==
          errc::not_found);
    CHECK(f.ask<Pairing>([&](auto d) { s.find_pairing(other, begun.id, std::move(d)); }).reason == errc::not_found);
    CHECK(f.ask<Pairing>([&](auto d) { s.find_pairing_by_code(other, "code", f.now, std::move(d)); }).reason ==
          errc::not_found);
    CHECK(f.ask<Pairing>([&](auto d) { s.decide_pairing(other, begun.id, yes, std::move(d)); }).reason ==
          errc::not_found);
    CHECK(f.ask<std::vector<Pairing>>([&](auto d) { s.list_pairings(other, std::move(d)); }).value.empty());
    CHECK(f.ask<Terminal>([&](auto d) {
               s.rename_terminal(other, f.terminal, "x", ann, f.now, std::move(d));
           }).reason == errc::not_found);
    CHECK(f.ask<CommandChange>([&](auto d) {
               s.withdraw_terminal(other, f.terminal, ann, f.now, std::move(d));
           }).reason == errc::not_found);
    CHECK(f.ask<TerminalGroup>([&](auto d) {
               s.create_group(other, f.id<GroupId>(), "x", ann, f.now, std::move(d));
           }).reason == errc::not_found);
    CHECK(f.ask<TerminalGroup>([&](auto d) { s.rename_group(other, group, "x", ann, f.now, std::move(d)); }).reason ==
          errc::not_found);
    CHECK(f.ask<TerminalGroup>([&](auto d) {
               s.set_group_members(other, group, {}, ann, f.now, std::move(d));
           }).reason == errc::not_found);
    CHECK(f.ask<Nothing>([&](auto d) { s.delete_group(other, group, ann, f.now, std::move(d)); }).reason ==
          errc::not_found);
    CHECK(f.ask<TerminalGroup>([&](auto d) { s.find_group(other, group, std::move(d)); }).reason == errc::not_found);
    CHECK(f.ask<std::vector<TerminalGroup>>([&](auto d) { s.list_groups(other, std::move(d)); }).value.empty());
    CHECK(again(f, begun).state == PairingState::offered);
}
