// Members and what they see: tries, roles, grants, sessions seen from outside, the second factor.
#include "engines.hpp"

using namespace signalos;
using namespace signalos::relay;
using namespace signalos::relay::test;

namespace {

ChangeBy by(Fixture& f) {
    return {f.user.text(), f.now};
}

UserId add_user(Fixture& f, std::string const& email, Role role) {
    User user{f.id<UserId>(), f.org, email, email, role, "hash", false, 0, f.now};
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->create_user(f.org, user, d); }).ok());
    return user.id;
}

SessionId add_session(Fixture& f, UserId user, std::string const& hash) {
    UserSession const s{f.id<SessionId>(), f.org, user, hash, f.now, f.now, f.now + 9000, f.now + 9000, "", "", f.now};
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->create_user_session(f.org, s, d); }).ok());
    return s.id;
}

Reply<SignedIn> signed_in(Fixture& f, std::string const& hash) {
    return f.ask<SignedIn>([&](auto d) { f.store->find_user_session(hash, f.now, d); });
}

Reply<std::int64_t> attempt(Fixture& f) {
    std::vector<TryName> const names{{"account:a", 2}, {"address:x", 3}};
    return f.ask<std::int64_t>([&](auto d) { f.store->people().begin_try(names, 1000, f.now, d); });
}

Reply<Member> change(Fixture& f, UserId user, UserChange what) {
    return f.ask<Member>([&](auto d) { f.store->people().change_user(f.org, user, what, by(f), d); });
}

}  // namespace

FOR_EACH_ENGINE("tries are counted by name, locked with a countdown, kept over a restart and forgotten with the window",
                "[store]") {
    CHECK(attempt(f).value == 0);
    CHECK(attempt(f).value == 0);
    CHECK(attempt(f).value == 1000);
    f.now += 400;
    CHECK(attempt(f).value == 600);
    f.reopen();
    CHECK(attempt(f).value == 600);
    f.now += 600;
    CHECK(attempt(f).value == 0);
    f.ask<Nothing>([&](auto d) { f.store->people().try_succeeded({"account:a", "address:x"}, d); });
    CHECK(attempt(f).value == 0);
    CHECK(attempt(f).value == 0);
    CHECK(attempt(f).value > 0);
}

FOR_EACH_ENGINE(
    "a viewer or trader sees what is granted, an admin everything, and another organisation's terminal cannot "
    "be granted",
    "[store]") {
    auto const trader = add_user(f, "trader@example.test", Role::trader);
    add_session(f, trader, "t");
    CHECK(signed_in(f, "t").value.terminals == TerminalScope());
    auto const grant = [&](std::vector<TerminalId> terminals) {
        return f.ask<Nothing>([&](auto d) { f.store->people().set_grants(f.org, trader, terminals, by(f), d); });
    };
    REQUIRE(grant({f.terminal}).ok());
    CHECK(signed_in(f, "t").value.terminals == TerminalScope({f.terminal}));
    CHECK(grant({f.id<TerminalId>()}).reason == errc::not_found);
    CHECK(signed_in(f, "t").value.terminals == TerminalScope({f.terminal}));
    REQUIRE(change(f, trader, {std::nullopt, Role::admin, std::nullopt, std::nullopt}).ok());
    CHECK(signed_in(f, "t").value.terminals == TerminalScope::all());
    REQUIRE(change(f, trader, {std::nullopt, Role::viewer, std::nullopt, std::nullopt}).ok());
    REQUIRE(grant({}).ok());
    CHECK(signed_in(f, "t").value.terminals == TerminalScope());
}

FOR_EACH_ENGINE("lists leave out what the scope does not hold", "[store]") {
    auto const mine = f.terminal;
    auto const id = f.accept(f.command()).value.commands.at(0).id;
    f.terminal = f.add_terminal("two");
    f.accept(f.command());
    CommandFilter filter;
    filter.scope = TerminalScope({mine});
    auto const rows = f.ask<std::vector<CommandRow>>([&](auto d) { f.store->list_commands(f.org, filter, d); });
    REQUIRE(rows.value.size() == 1);
    CHECK(rows.value[0].id == id);
    auto const count = [&](TerminalScope const& scope) {
        return f.ask<CommandStats>([&](auto d) { f.store->command_stats(f.org, scope, d); }).value.total;
    };
    CHECK(count(TerminalScope({mine})) == 1);
    CHECK(count(TerminalScope()) == 0);
    CHECK(count(TerminalScope::all()) == 2);
    filter.scope = TerminalScope();
    CHECK(f.ask<std::vector<CommandRow>>([&](auto d) { f.store->list_commands(f.org, filter, d); }).value.empty());
}

FOR_EACH_ENGINE("an organisation keeps an owner, and a disabled user has no credential left", "[store]") {
    CHECK(change(f, f.user, {std::nullopt, Role::admin, std::nullopt, std::nullopt}).reason == errc::last_owner);
    CHECK(change(f, f.user, {std::nullopt, std::nullopt, true, std::nullopt}).reason == errc::last_owner);
    auto const second = add_user(f, "second@example.test", Role::owner);
    add_session(f, second, "s");
    CHECK(change(f, second, {std::nullopt, std::nullopt, true, std::nullopt}).value.user.disabled_at == f.now);
    CHECK(signed_in(f, "s").reason == errc::not_found);
    UserSession const late{f.id<SessionId>(), f.org, second, "late", f.now, f.now, f.now + 9, f.now + 9, "", "", 0};
    CHECK(f.ask<Nothing>([&](auto d) { f.store->create_user_session(f.org, late, d); }).reason == errc::not_found);
    CHECK(change(f, f.user, {std::nullopt, Role::viewer, std::nullopt, std::nullopt}).reason == errc::last_owner);
    REQUIRE(change(f, second, {std::nullopt, std::nullopt, false, std::nullopt}).ok());
    CHECK(change(f, f.user, {std::nullopt, Role::viewer, std::nullopt, std::nullopt}).ok());
}

FOR_EACH_ENGINE("sessions are listed, ended one by one or all but one, and moved to a new cookie", "[store]") {
    auto const a = add_session(f, f.user, "a");
    auto const b = add_session(f, f.user, "b");
    auto const listed =
        f.ask<std::vector<UserSession>>([&](auto d) { f.store->people().list_sessions(f.org, f.user, f.now, d); });
    CHECK(listed.value.size() == 2);
    auto const end = [&](SessionId one, SessionId keep) {
        return f.ask<std::vector<SessionId>>(
            [&](auto d) { f.store->people().end_sessions(f.org, f.user, one, keep, by(f), d); });
    };
    CHECK(end(f.id<SessionId>(), {}).reason == errc::not_found);
    CHECK(end({}, a).value == std::vector{b});
    REQUIRE(f.ask<Nothing>([&](auto d) { f.store->people().rotate_session(f.org, a, "new", f.now + 5, d); }).ok());
    CHECK(signed_in(f, "a").reason == errc::not_found);
    CHECK(signed_in(f, "new").value.session.proved_at == f.now + 5);
    CHECK(f.ask<SignedIn>([&](auto d) { f.store->people().find_session(f.org, a, f.now, d); }).ok());
    CHECK(end(a, {}).value == std::vector{a});
    CHECK(f.ask<SignedIn>([&](auto d) { f.store->people().find_session(f.org, a, f.now, d); }).reason ==
          errc::not_found);
}

FOR_EACH_ENGINE("a time step and a recovery code open once", "[store]") {
    auto& people = f.store->people();
    auto const confirm = [&] {
        return f.ask<Nothing>([&](auto d) { people.confirm_totp(f.org, f.user, 100, {"c1", "c2"}, by(f), d); });
    };
    auto const step = [&](std::int64_t n) {
        return f.ask<Nothing>([&](auto d) { people.use_totp_step(f.org, f.user, n, d); });
    };
    auto const code = [&](char const* hash) {
        return f.ask<Nothing>([&](auto d) { people.use_recovery_code(f.org, f.user, hash, by(f), d); });
    };
    auto const state = [&] { return f.ask<TotpState>([&](auto d) { people.totp_state(f.org, f.user, d); }).value; };
    CHECK(confirm().reason == errc::bad_state);
    REQUIRE(f.ask<Nothing>([&](auto d) { people.set_totp_pending(f.org, f.user, "sealed", d); }).ok());
    CHECK(state().seed.empty());
    REQUIRE(confirm().ok());
    CHECK(state().seed == "sealed");
    CHECK(step(100).reason == errc::conflict);
    CHECK(step(101).ok());
    CHECK(step(101).reason == errc::conflict);
    CHECK(step(100).reason == errc::conflict);
    CHECK(code("c1").ok());
    CHECK(code("c1").reason == errc::not_found);
    REQUIRE(f.ask<Nothing>([&](auto d) { people.replace_recovery_codes(f.org, f.user, {"d"}, by(f), d); }).ok());
    CHECK(code("c2").reason == errc::not_found);
    CHECK(state().recovery_codes == 1);
    REQUIRE(f.ask<Nothing>([&](auto d) { people.remove_totp(f.org, f.user, by(f), d); }).ok());
    CHECK(state().seed.empty());
    CHECK(code("d").reason == errc::not_found);
    REQUIRE(f.ask<Nothing>([&](auto d) { people.reset_password(f.org, f.user, "new", by(f), d); }).ok());
    auto const member = f.ask<Member>([&](auto d) { people.find_member(f.org, f.user, d); });
    CHECK(member.value.user.must_change_password);
}
