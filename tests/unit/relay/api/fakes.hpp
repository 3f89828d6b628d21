// Doubles for the API tests: accounts in memory, a relay that records, a clock that is set by hand.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/api_server.hpp"

namespace signalos::relay::test {

struct ManualClock final : Clock {
    std::int64_t now = 1'700'000'000'000;
    [[nodiscard]] std::int64_t steady_ms() const override { return now; }
    [[nodiscard]] std::int64_t utc_ms() const override { return now; }
};

// The cheapest hash that libsodium makes: tests are about who gets in, not about cost.
inline constexpr HashCost cheap{1, 8192};

struct MemoryAccounts final : AccountStore {
    explicit MemoryAccounts(ManualClock const& with) : clock(&with) {}
    std::map<std::string, Account> accounts;
    std::map<std::string, LoginSession> sessions;
    std::map<std::string, std::pair<int, std::int64_t>> tries;
    std::int64_t totp_step = 0;
    std::set<std::string> recovery_codes;
    ManualClock const* clock;
    bool down = false;
    int touches = 0;

    Account& add(std::string const& email, std::string const& password, std::string const& role) {
        SystemRandom random;
        Account account;
        account.id = UserId{Uuid::make_v7(*clock, random)};
        account.organisation = OrgId{Uuid::make_v7(*clock, random)};
        account.organisation_name = "Test";
        account.email = email;
        account.name = email;
        account.role = role;
        account.terminals = TerminalScope::all();
        account.password_hash = PasswordHasher::hash_now(password, cheap);
        return accounts[email] = account;
    }
    void find_account(std::string email, Reply<Account> reply) override {
        if (down) return reply(SIGNALOS_ERROR(errc::unavailable));
        auto const at = accounts.find(email);
        if (at == accounts.end()) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(at->second);
    }
    void create_session(LoginSession session, std::string, Reply<Success> reply) override {
        sessions[session.token_hash] = session;
        reply(Success{});
    }
    void find_session(std::string token_hash, Reply<LoginSession> reply) override {
        if (down) return reply(SIGNALOS_ERROR(errc::unavailable));
        auto const at = sessions.find(token_hash);
        if (at == sessions.end()) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(at->second);
    }
    void touch_session(LoginSession const& session, std::int64_t now) override {
        ++touches;
        sessions[session.token_hash].last_seen_at = now;
    }
    void end_session(LoginSession const& session, Reply<Success> reply) override {
        sessions.erase(session.token_hash);
        reply(Success{});
    }
    // Tries as the store counts them; the store's own are under the conformance suite.
    void begin_try(std::vector<TryName> names, std::int64_t window_ms, Reply<std::int64_t> reply) override {
        std::int64_t wait = 0;
        for (auto const& one : names) {
            auto& found = tries[one.name];
            if (clock->now - found.second >= window_ms) found = {0, clock->now};
            if (found.first >= one.allowed) wait = std::max(wait, found.second + window_ms - clock->now);
        }
        if (wait == 0)
            for (auto const& one : names) ++tries[one.name].first;
        reply(wait);
    }
    void try_succeeded(std::vector<std::string> names) override { tries.erase(names.front()); }
    void use_totp_step(Account const&, std::int64_t step, Reply<Success> reply) override {
        if (step <= totp_step) return reply(SIGNALOS_ERROR(errc::conflict));
        totp_step = step;
        reply(Success{});
    }
    void use_recovery_code(Account const&, std::string code_hash, Reply<Success> reply) override {
        if (recovery_codes.erase(code_hash) == 0) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(Success{});
    }
    void rotate_session(LoginSession const& session, std::string token_hash, std::int64_t now,
                        Reply<Success> reply) override {
        auto moved = sessions[session.token_hash];
        sessions.erase(session.token_hash);
        moved.token_hash = token_hash;
        moved.proved_at = now;
        sessions[token_hash] = moved;
        reply(Success{});
    }
    void change_password(LoginSession const& session, std::string hash, Reply<std::vector<SessionId>> reply) override {
        accounts[session.account.email].password_hash = hash;
        std::vector<SessionId> ended;
        for (auto const& [key, other] : sessions)
            if (other.account.id == session.account.id && other.id != session.id) ended.push_back(other.id);
        std::erase_if(sessions, [&](auto const& entry) {
            return entry.second.account.id == session.account.id && entry.second.id != session.id;
        });
        reply(ended);
    }
};

/// Proves browsers alone.
struct CookieProver final : Prover {
    explicit CookieProver(AuthService& with) : auth(with) {}
    void by_cookie(std::string const& token, Reply reply) override {
        auth.authenticate(token, [reply = std::move(reply)](Result<LoginSession> session) {
            if (!session) return reply(session.error());
            reply(Proven{principal_of(*session), std::move(*session)});
        });
    }
    void by_bearer(std::string const&, Reply reply) override { reply(SIGNALOS_ERROR(errc::unauthorized)); }
    AuthService& auth;
};

struct RecordingRelay final : RelayPort {
    std::vector<Submission> submissions;
    Submitted next;
    OrgId asked_for;
    SessionMaker session = [](SessionPort&) { return std::shared_ptr<Session>(); };
    std::string terminal_key_hash;

    void submit(Submission submission, std::function<void(Submitted)> reply) override {
        submissions.push_back(std::move(submission));
        reply(next);
    }
    void list_commands(Principal const& caller, CommandQuery, Reply<boost::json::array> reply) override {
        asked_for = caller.org;
        reply(boost::json::array{});
    }
    void find_command(Principal const& caller, CommandId, Reply<boost::json::object> reply) override {
        asked_for = caller.org;
        reply(SIGNALOS_ERROR(errc::not_found));
    }
    void command_stats(Principal const&, Reply<boost::json::object> reply) override { reply(boost::json::object{}); }
    void terminal_status(Principal const&, Reply<boost::json::array> reply) override { reply(boost::json::array{}); }
    void open_trades(Principal const&, std::optional<TerminalId>, std::string,
                     Reply<boost::json::array> reply) override {
        reply(boost::json::array{});
    }
    void list_alarms(Principal const& caller, std::size_t, Reply<boost::json::array> reply) override {
        asked_for = caller.org;
        reply(boost::json::array{});
    }
    void acknowledge_alarm(Principal const& caller, TerminalId, std::int64_t off,
                           Reply<boost::json::object> reply) override {
        asked_for = caller.org;
        reply(boost::json::object{{"off", off}, {"acknowledged_by", caller.name}});
    }
    void health(std::function<void(HealthSummary)> reply) override { reply(HealthSummary{true, 0, 0}); }
    SessionMaker dashboard_session(Principal, SocketView const&) override { return session; }
    void terminal_session(std::string key_hash, std::string, Reply<SessionMaker> reply) override {
        if (key_hash != terminal_key_hash) return reply(SIGNALOS_ERROR(errc::not_found));
        reply(session);
    }
};

struct EmptyHistory final : HistoryPort {
    std::optional<ToolReport> report;
    boost::json::array deals;

    void open_orders(Principal const&, std::optional<TerminalId>, std::string,
                     Reply<boost::json::array> reply) override {
        reply(boost::json::array{});
    }
    void list_deals(Principal const&, DealFilter, Reply<boost::json::array> reply) override { reply(deals); }
    void money(Principal const&, Reply<boost::json::array> reply) override { reply(boost::json::array{}); }
    void add_report(Principal const&, ToolReport given, Reply<boost::json::object> reply) override {
        report = std::move(given);
        reply(boost::json::object{});
    }
    void list_reports(Principal const&, ToolReportFilter, Reply<boost::json::array> reply) override {
        reply(boost::json::array{});
    }
};

}  // namespace signalos::relay::test
