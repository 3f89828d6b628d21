// A relay without sockets over a store of its own: two organisations, every role in the first, every kind of
// credential.
#pragma once
#include <boost/json/object.hpp>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "../api/world.hpp"
#include "app/dashboards.hpp"
#include "app/history_binding.hpp"
#include "app/live_connections.hpp"
#include "app/live_view.hpp"
#include "app/relay_binding.hpp"
#include "app/store_accounts.hpp"
#include "app/terminals_binding.hpp"
#include "core/pairing_desk.hpp"
#include "services/people_service.hpp"
#include "store/sqlite_store.hpp"

namespace signalos::relay::test {

/// Somebody who asks.
struct WalkCaller {
    std::string name;
    Principal who;             ///< what the credential should prove; kind, organisation, permission, scope
    std::string credential;    ///< the cookie's or the bearer's value; empty = none
    bool just_proven = false;  ///< the password was given a moment ago
};

/// Something that a route names, with the organisation and, where it has one, the terminal it is about.
struct WalkObject {
    OrgId org;
    TerminalId terminal;  ///< nil: about none
    UserId user;          ///< nil: nobody's own
    std::string id;
};

/// The socket of a session, with the first code it was closed with.
struct WalkSocket final : SessionPort {
    std::uint16_t closed_with = 0;
    void wake() override {}
    void close(std::uint16_t code, std::string_view) override {
        if (closed_with == 0) closed_with = code;
    }
};

/// Every frame that waits for the socket, a line each.
std::string everything(Session& session);

/// A relay that has one setting and makes backups of nothing.
struct StillControl final : RelayControl {
    std::string level = "info";
    [[nodiscard]] boost::json::array settings() const override {
        return {boost::json::object{{"key", "log.level"}, {"value", level}}};
    }
    [[nodiscard]] std::optional<InputFault> problem_with(boost::json::object const& wanted) const override {
        if (wanted.contains("log.level")) return std::nullopt;
        return InputFault{errc::bad_request, "/settings", "no such setting"};
    }
    boost::json::object change(boost::json::object const& wanted) override {
        boost::json::object before{{"log.level", level}};
        level = std::string(wanted.at("log.level").as_string());
        return {{"before", std::move(before)}, {"after", wanted}};
    }
    boost::json::object reload() override { return {{"reloaded", true}, {"needs_restart", boost::json::array{}}}; }
    [[nodiscard]] boost::json::object backups() const override {
        return {{"state", "none"}, {"running", false}, {"files", boost::json::array{}}};
    }
    std::optional<std::string> start_backup() override { return std::nullopt; }
};

class WalkWorld {
public:
    WalkWorld();
    ~WalkWorld();

    /// The owner of an organisation, whose password was given a moment ago.
    [[nodiscard]] WalkCaller const& owner_of(OrgId org) const;
    Response call(WalkCaller const& caller, Verb verb, std::string path, std::string body = {});
    /// The session that a socket of this caller gets.
    std::shared_ptr<Session> open(WalkCaller const& caller, SessionPort& port, std::string const& path = "/ws");
    template <class T, class Call>
    Reply<T> ask(Call given) {
        std::optional<Reply<T>> answer;
        given(Done<T>([&](Reply<T> reply) { answer = std::move(reply); }));
        loop.run_until([&] { return answer.has_value(); });
        return *answer;
    }

    std::vector<WalkCaller> callers;
    /// Kind → objects: one's own granted, ungranted, another organisation's, and one that does not exist.
    std::map<std::string, std::vector<WalkObject>> objects;
    TerminalId granted, ungranted, foreign;
    OrgId first, second;

    /// From now on its callers may ask no faster than this, which outlives it.
    void limit_rates(CallerRates& rates) { server.emplace(services(&rates), origins, files); }
    /// Of the database, for tests that break it.
    [[nodiscard]] std::string database() const { return (folder_.path / "signalos.db").string(); }

private:
    struct Folder {
        Folder();
        ~Folder();
        std::filesystem::path path;
    };
    ApiServices services(CallerRates* rates);
    UserId add_user(OrgId org, std::string const& email, Role role);
    std::string add_session(UserId user, OrgId org, bool just_proven, SessionId* made = nullptr);
    std::string add_key(UserId user, OrgId org, std::string const& scope, TerminalScope const& terminals,
                        ApiKeyId* made);
    void add_terminal(OrgId org, TerminalId id, std::string const& name);
    void add_callers(OrgId org, std::string const& place);
    void add_objects(OrgId org, TerminalId terminal);
    void add_people(OrgId org);
    WalkCaller caller(std::string name, OrgId org, UserId user, Role role, TerminalScope terminals) const;

    Folder folder_;

public:
    TestLoop loop;
    ManualClock clock;
    SystemRandom random;
    RelayClock relay_clock{clock};
    std::unique_ptr<Store> store;
    Hub hub{clock, random, "s1"};
    LiveView live{hub};
    Refusals refusals;
    TerminalRegistry registry;
    CorePorts ports;
    CommandService commands{ports};
    OrganisationBook book;
    StillControl control;
    LiveConnections people_live{clock, random, &book};
    Dashboards dashboards{ports, hub, commands, people_live};
    PairingDesk pairing{ports, ""};
    Sealer sealer{Secret(std::string(43, 'k'))};
    AccessTokens tokens{sealer.derive("access tokens")};
    PasswordHasher hasher{loop.post(), 1, 64, cheap};
    StoreAccounts accounts;
    AuthService auth;
    Authenticator authenticator;
    PeopleService people;
    OriginPolicy origins{{World::origin}};
    StaticFiles files{""};
    RelayBinding binding{ports, commands, live, SessionFactories{}};
    HistoryBinding history{ports, live};
    TerminalsBinding terminals{ports, commands, live, pairing};
    std::optional<ApiServer> server;
};

/// The `code` of a problem; empty for any other answer.
std::string code_of(Response const& response);

}  // namespace signalos::relay::test
