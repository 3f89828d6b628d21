#include "app/application.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <iostream>
#include <stdexcept>

#include "api/api_server.hpp"
#include "app/admin_control.hpp"
#include "app/admin_socket.hpp"
#include "app/backup_schedule.hpp"
#include "app/dashboards.hpp"
#include "app/descriptor_limit.hpp"
#include "app/free_memory.hpp"
#include "app/history_binding.hpp"
#include "app/live_view.hpp"
#include "app/metrics.hpp"
#include "app/open_store.hpp"
#include "app/operations.hpp"
#include "app/relay_binding.hpp"
#include "app/settings.hpp"
#include "app/store_accounts.hpp"
#include "app/terminals_binding.hpp"
#include "app/version.hpp"
#include "core/command_service.hpp"
#include "core/hub.hpp"
#include "core/terminal_board.hpp"
#include "core/terminal_registry.hpp"
#include "core/terminal_session.hpp"
#include "net/listener.hpp"
#include "net/tls_credentials.hpp"
#include "services/authenticator.hpp"
#include "services/people_service.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"
#include "ws/ws_connection.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
constexpr log::Logger logger{"app"};
constexpr auto tick_every = std::chrono::milliseconds(100);
constexpr std::int64_t retry_after_restart_ms = 1000;

// HTTPS needs both files before anything is opened: a relay that cannot serve must not touch its data.
std::unique_ptr<TlsCredentials> tls_of(Config const& config) {
    if (config.flag("plain_http")) return nullptr;
    return std::make_unique<TlsCredentials>(config.text("tls.certificate"), config.text("tls.key"));
}

// The first word with the store, before anything serves.
StoreHealth first_health(asio::io_context& io, Store& store) {
    std::optional<Reply<StoreHealth>> answer;
    store.ping([&](Reply<StoreHealth> health) { answer = health; });
    {
        auto const work = asio::make_work_guard(io);
        while (!answer) io.run_one();
    }
    io.restart();  // the end of the last work stops it
    if (!answer->ok())
        throw std::runtime_error("the store does not answer: " + std::string(code_words(answer->reason)));
    return answer->value;
}

std::string hex_sha256(std::string_view text) {
    return hex(sha256(text));
}

}  // namespace

// Made from top to bottom, destroyed from bottom to top.
struct Application::Parts {
    Parts(Config const& with, LoadConfig load);

    void begin();
    void bootstrap();
    void open_doors(std::string const& one_time_password);
    void publish_known_terminals();
    void tick();
    void wait_for_reload();
    void drain();
    void part_gone();
    void stop();
    HttpShared http_shared();
    void start_web_socket(std::unique_ptr<PeerStream> stream, std::string const& leftover, Request const& request,
                          Upgrade upgrade);

    Config const& config;
    ProxyTrust proxies;
    std::unique_ptr<TlsCredentials> tls;
    asio::io_context io{1};
    PostToLoop post = [this](std::function<void()> job) { asio::post(io, std::move(job)); };
    // Clocks and randomness, for everything below.
    SystemClock clock;
    RelayClock relay_clock{clock};
    FreeMemory free_memory{clock};
    SystemRandom random;
    // What is counted.
    Metrics metrics{version};
    // Durable truth.
    std::unique_ptr<Store> store;
    StoreHealth health;
    // Live WebSockets, so that sessions and the relay itself can close them.
    ConnectionSet connections{io, socket_limits(config), [this](errc code) { refusals.count(code); }};
    // What dashboards see, and what REST answers from.
    Hub hub;
    LiveView live{hub};
    // What was refused since the start.
    Refusals refusals;
    // Terminals and commands.
    TerminalRegistry registry;
    CorePorts ports;
    CommandService commands{ports};
    OrganisationBook book;
    LiveConnections people_live{clock, random, &book};
    Dashboards dashboards{ports, hub, commands, people_live};
    PairingDesk pairing;
    // What can be changed while it runs.
    RunningSettings settings;
    AdminControl control{settings};
    // Who may.
    Sealer sealer;
    AccessTokens tokens;
    PasswordHasher hasher;
    StoreAccounts accounts;
    AuthService auth;
    Authenticator authenticator;
    PeopleService people;
    OriginPolicy origins;
    // The entrances.
    RelayBinding binding;
    HistoryBinding history;
    TerminalsBinding terminals;
    CallerRates rates;
    Operations operations;
    BackupSchedule backups;
    StaticFiles files;
    ApiServer api;
    Listener listener;
    AdminOperations admin;
    AdminTerminals admin_terminals;
    AdminSocket admin_socket;
    asio::signal_set signals{io, SIGTERM, SIGINT};
    asio::signal_set reload_signal{io, SIGHUP};
    asio::steady_timer ticker{io};
    asio::steady_timer drain_limit{io};
    std::exception_ptr failure;
    bool stopping = false;
    int parts_left = 0;  // of the drain: WebSockets and requests
};

Application::Parts::Parts(Config const& with, LoadConfig load)
    : config(with),
      proxies(with.list("trusted_proxies")),
      tls(tls_of(with)),
      store(open_store(with, post)),
      health(first_health(io, *store)),
      hub(clock, random, "s" + std::to_string(health.store_epoch)),
      ports{relay_clock, random, *store, live, registry, hex_sha256, &refusals, &metrics, &book},
      pairing(ports, pairing_page(with)),
      settings(with,
               [this](Config const& now) {
                   log::configure(log_options(now));
                   rates.set(caller_rates(now));
               }),
      sealer(Sealer::from_file(secrets_path(with))),
      tokens(sealer.derive("access tokens")),
      hasher(post, 2, 64, HashCost{}),
      accounts(*store, clock, session_limits(with)),
      auth(accounts, hasher, clock, random, sealer, login_limits(with), session_limits(with),
           [this](SessionId ended) { people_live.ended(ended.value); }),
      authenticator(auth, *store, tokens, people_live, clock),
      people({store->people(), *store, hasher, clock, random, sealer, tokens, auth, people_live, &control,
              [this](OrgId org, OrganisationLimits const& limits) { book.set(org, limits); }}),
      origins(std::vector<std::string>{}),
      binding(ports, commands, live, SessionFactories{}),
      history(ports, live),
      terminals(ports, commands, live, pairing),
      rates(caller_rates(with)),
      operations({with, settings, std::move(load), *store, clock, metrics, refusals, tls.get(),
                  [this](MetricGauges& gauges) {
                      gauges.terminals_live = registry.live_count();
                      gauges.http_connections = listener.open();
                      gauges.web_sockets = connections.size();
                  }}),
      backups(with, clock, post,
              [this](std::string const& words, std::function<void()> const& kept) {
                  store->alarm_operator(words, clock.utc_ms(), [this, kept](Reply<CommandChange> told) {
                      if (!told.ok()) return;
                      kept();
                      commands.changed(told.value);
                  });
              }),
      files(with.text("web_root")),
      api(ApiServices{binding, auth, clock, std::string(version), clock.steady_ms(), &refusals, &authenticator, &people,
                      &terminals, &operations, &history, &rates, [this] { return backups.view(); },
                      with.flag("sockets.deflate")},
          origins, files),
      listener(io, tls.get(), with.text("listen"), http_shared()),
      admin(*store, people, hasher, clock, random, normal_email(with.text("owner.email")),
            [this](Terminal const& made) { live.know(made, offline_row(made)); }),
      admin_terminals(*store, terminals, normal_email(with.text("owner.email"))),
      admin_socket(io, with.text("data_dir"), admin) {
    admin.set_terminals(admin_terminals);
    origins = OriginPolicy(allowed_origins(with, listener.port()));
    auto dashboard = [this](SessionPort& port, Principal const& caller, SocketView const& view) {
        return dashboards.make(port, caller, view);
    };
    auto terminal = [this](SessionPort& port, Terminal const& known,
                           std::string const& peer) -> std::shared_ptr<Session> {
        logger.info("terminal_connected", {{"terminal", known.id.text()}, {"peer", peer}});
        return std::make_shared<TerminalSession>(ports, commands, port, known.org, known.id);
    };
    binding.set_factories(SessionFactories{std::move(dashboard), std::move(terminal)});
    store->watch([this](StoreOperation const& done) { metrics.stored(done); });
    connections.on_closed = [this](std::uint16_t code) { metrics.socket_closed(code); };
    dashboards.on_conflated = [this](std::int64_t changes) { metrics.conflated(changes); };
    dashboards.too_fast = [this](Principal const& who) { return rates.take(who, clock.steady_ms()).has_value(); };
    admin.set_reload([this] { return operations.reload(); });
    control.running(backups, [this] { return operations.reload(); });
}

HttpShared Application::Parts::http_shared() {
    auto const wanted = net_limits(config);
    auto const limits = within_descriptors(wanted, raise_descriptor_limit());
    if (limits.connections < wanted.connections)
        logger.warn("few_descriptors", {{"wanted", wanted.connections}, {"connections", limits.connections}});
    auto start = [this](std::unique_ptr<PeerStream> stream, std::string leftover, Request const& request,
                        Upgrade upgrade) {
        start_web_socket(std::move(stream), leftover, request, std::move(upgrade));
    };
    HttpShared shared{api, std::move(start), limits, clock,
                      TokenBuckets(limits.requests_per_second, limits.requests_burst, 100'000)};
    shared.proxies = proxies;
    shared.on_answer = [this](int status, std::int64_t milliseconds) { metrics.answered(status, milliseconds); };
    shared.refused = [this](errc code) { refusals.count(code); };
    return shared;
}

void Application::Parts::start_web_socket(std::unique_ptr<PeerStream> stream, std::string const& leftover,
                                          Request const& request, Upgrade upgrade) {
    std::make_shared<WsConnection>(std::move(stream), connections, clock, request.connection, std::move(upgrade))
        ->start(leftover);
}

void Application::Parts::begin() {
    signals.async_wait([this](error_code ec, int) {
        if (!ec) drain();
    });
    wait_for_reload();
    if (health.has_organisation) return open_doors("");
    bootstrap();
}

void Application::Parts::bootstrap() {
    auto const password = readable_password(random);
    Bootstrap first;
    first.organisation.id = OrgId{Uuid::make_v7(clock, random)};
    first.organisation.name = config.text("owner.organisation");
    first.owner.id = UserId{Uuid::make_v7(clock, random)};
    first.owner.org = first.organisation.id;
    first.owner.email = normal_email(config.text("owner.email"));
    first.owner.name = "Owner";
    first.owner.role = Role::owner;
    first.owner.password_hash = PasswordHasher::hash_now(password, HashCost{});
    first.owner.must_change_password = true;
    first.owner.is_operator = true;
    first.owner.created_at = clock.utc_ms();
    store->bootstrap(first, clock.utc_ms(), [this, password](Reply<Nothing> done) {
        if (done.ok()) return open_doors(password);
        failure = std::make_exception_ptr(
            std::runtime_error("the owner could not be stored: " + std::string(code_words(done.reason))));
        io.stop();
    });
}

void Application::Parts::open_doors(std::string const& one_time_password) {
    publish_known_terminals();
    store->people().list_organisations([this](Reply<std::vector<OrganisationRow>> all) {
        for (auto const& row : all.value) book.set(row.organisation.id, row.limits);
    });
    listener.start();
    tick();
    json::object ready{{"ready", "signalos-relay"}, {"listen", listener.endpoint()}};
    if (!one_time_password.empty()) {
        ready["owner"] = normal_email(config.text("owner.email"));
        ready["one_time_password"] = one_time_password;
    }
    // Dashboards must not see an empty mission while the terminals are being read: the line comes behind that read.
    store->ping([this, ready](Reply<StoreHealth>) {
        std::cout << json::serialize(ready) << std::endl;
        operations.ready();
    });
    logger.info("serving", {{"listen", listener.endpoint()}, {"files", files.count()}, {"version", version}});
}

void Application::Parts::publish_known_terminals() {
    store->list_all_terminals([this](Reply<std::vector<Terminal>> all) {
        for (auto const& terminal : all.value) {
            live.know(terminal, offline_row(terminal));
        }
    });
}

void Application::Parts::tick() {
    ticker.expires_after(tick_every);
    ticker.async_wait([this](error_code ec) {
        if (ec) return;
        commands.on_tick();
        people_live.on_tick();
        operations.on_tick();
        backups.on_tick();
        free_memory.on_tick();
        tick();
    });
}

void Application::Parts::wait_for_reload() {
    reload_signal.async_wait([this](error_code ec, int) {
        if (ec) return;
        operations.reload();
        wait_for_reload();
    });
}

void Application::Parts::drain() {
    if (stopping) return;
    stopping = true;
    logger.info("draining", {{"connections", connections.size()}});
    operations.draining();
    admin_socket.stop();
    drain_limit.expires_after(std::chrono::milliseconds(config.integer("drain_ms")));
    drain_limit.async_wait([this](error_code ec) {
        if (!ec) stop();
    });
    json::object const goodbye{{"type", "goodbye"},
                               {"ts", clock.utc_ms()},
                               {"data", json::object{{"retry_after_ms", retry_after_restart_ms}}}};
    // Requests get the answer under way, and a WebSocket its last frames; those who wait for an end hear what is known.
    parts_left = 2;
    listener.stop([this] { part_gone(); });
    commands.stop_waiting();
    connections.drain(json::serialize(goodbye), [this] { part_gone(); });
}

void Application::Parts::part_gone() {
    if (--parts_left == 0) stop();
}

void Application::Parts::stop() {
    connections.stop();
    io.stop();
}

Application::Application(Config const& config, LoadConfig load)
    : parts_(std::make_unique<Parts>(config, std::move(load))) {}

Application::~Application() {
    // Sessions leave while the hub and the registry still stand. What they ask of the store is finished by its
    // destructor; its answers and all other handlers die unrun with the io_context, which goes last.
    parts_->connections.stop();
}

void Application::run() {
    parts_->begin();
    parts_->io.run();
    if (parts_->failure) std::rethrow_exception(parts_->failure);
    logger.info("stopped");
}

}  // namespace signalos::relay
