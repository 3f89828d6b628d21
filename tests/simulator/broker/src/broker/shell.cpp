#include "broker/shell.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <csignal>
#include <deque>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include "broker/control_routes.hpp"
#include "broker/json.hpp"
#include "broker/ledger_file.hpp"
#include "control/address.hpp"

namespace signalos::broker {

namespace asio = boost::asio;
namespace json = boost::json;
using tcp = asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t max_line = 4 << 20;
constexpr std::size_t max_queued_bytes = 64 << 20;
constexpr auto quotes_saved_every = std::chrono::seconds(5);
constexpr int history_minutes = 24 * 60;

Now time_now() {
    using namespace std::chrono;
    auto const steady = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    auto const wall = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    return {steady, wall};
}

// One terminal's connection: lines in, a queue of lines out. A terminal that does not read is dropped, not waited for.
class LineSession : public std::enable_shared_from_this<LineSession> {
public:
    using OnLine = std::function<void(json::object const&)>;
    using OnEnd = std::function<void()>;

    LineSession(tcp::socket socket, OnLine on_line, OnEnd on_end)
        : socket_(std::move(socket)), on_line_(std::move(on_line)), on_end_(std::move(on_end)) {}

    void start() {
        socket_.set_option(tcp::no_delay(true));
        read();
    }

    void send(json::object const& message) {
        std::string line = json::serialize(message) + "\n";
        queued_bytes_ += line.size();
        if (queued_bytes_ > max_queued_bytes) return close();
        queue_.push_back(std::move(line));
        if (queue_.size() == 1) write();
    }

    void close() {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
    }

private:
    void read() {
        auto buffer = asio::dynamic_buffer(input_, max_line);
        asio::async_read_until(socket_, buffer, '\n', [self = shared_from_this()](error_code ec, std::size_t size) {
            if (ec) return self->on_end_();
            self->take_line(size);
        });
    }

    void take_line(std::size_t size) {
        error_code bad;
        json::value message = json::parse(json::string_view(input_.data(), size), bad);
        input_.erase(0, size);
        if (bad || !message.is_object()) return on_end_();
        on_line_(message.get_object());
        if (socket_.is_open()) read();
    }

    void write() {
        asio::async_write(socket_, asio::buffer(queue_.front()),
                          [self = shared_from_this()](error_code ec, std::size_t) {
                              if (ec) return;
                              self->queued_bytes_ -= self->queue_.front().size();
                              self->queue_.pop_front();
                              if (!self->queue_.empty()) self->write();
                          });
    }

    tcp::socket socket_;
    OnLine on_line_;
    OnEnd on_end_;
    std::string input_;
    std::deque<std::string> queue_;
    std::size_t queued_bytes_ = 0;
};

}  // namespace

struct Shell::Impl final : ServerPorts {
    ShellOptions options;
    asio::io_context context{1};
    tcp::acceptor acceptor{context};
    asio::steady_timer tick_timer{context}, step_timer{context}, quotes_timer{context};
    asio::signal_set signals{context};
    std::map<ConnectionId, std::shared_ptr<LineSession>> sessions;
    ConnectionId next_connection = 1;
    std::unique_ptr<LedgerFile> ledger;
    std::unique_ptr<Server> server;
    std::unique_ptr<control::ControlServer> control;

    explicit Impl(ShellOptions given) : options(std::move(given)) {
        std::filesystem::create_directories(options.data_directory);
        restore();
        listen();
        control = std::make_unique<control::ControlServer>(
            options.control, [this](control::Request const& request) { return on_control(request); });
    }

    std::string quotes_path() const { return options.data_directory + "/quotes.json"; }

    void restore() {
        Engine engine(demo_symbols());
        load_quotes(engine);
        std::vector<LedgerRow> rows;
        auto const replay = [&](LedgerRow const& row, std::vector<Change> const& changes) {
            engine.restore(row.account, row, changes);
            rows.push_back(row);
        };
        ledger = std::make_unique<LedgerFile>(options.data_directory + "/ledger.jsonl", replay);
        server = std::make_unique<Server>(std::move(engine), *this, options.server);
        for (LedgerRow& row : rows) server->restore_row(std::move(row));
        server->make_bar_history(time_now(), history_minutes);
        bool const created = create_missing(*server, options.accounts, time_now());
        if (created && options.demo) open_demo_positions(*server, time_now());
    }

    // Prices go on where they stopped: a restart must not look like a market gap. Not durable; losing them is harmless.
    void load_quotes(Engine& engine) {
        std::ifstream in(quotes_path());
        std::stringstream text;
        text << in.rdbuf();
        error_code bad;
        json::value const stored = json::parse(text.str(), bad);
        if (bad || !stored.is_array()) return;
        for (auto const& item : stored.get_array()) {
            if (item.is_object()) engine.restore_quote(from_json<Quote>(item.get_object()));
        }
    }

    void save_quotes() {
        json::array out;
        for (SymbolSpec const& symbol : server->engine().market().symbols()) {
            if (auto const* quote = server->engine().market().find_quote(symbol.name)) out.push_back(to_json(*quote));
        }
        std::string const fresh = quotes_path() + ".new";
        std::ofstream(fresh) << json::serialize(out);
        std::filesystem::rename(fresh, quotes_path());
    }

    void listen() {
        control::Address const where = control::parse_loopback(options.listen);
        acceptor.open(tcp::v4());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind(tcp::endpoint(asio::ip::make_address_v4(where.host), where.port));
        acceptor.listen();
    }

    // Control requests wait for the owning thread; a loop that has stopped breaks the promise and answers 500.
    control::Reply on_control(control::Request const& request) {
        auto answer = std::make_shared<std::promise<control::Reply>>();
        auto future = answer->get_future();
        asio::post(context, [this, request, answer = std::move(answer)] {
            answer->set_value(handle_control(*server, request, time_now()));
            plan_steps();
        });
        return future.get();
    }

    void accept() {
        acceptor.async_accept([this](error_code ec, tcp::socket socket) {
            if (ec) return;
            ConnectionId const id = next_connection++;
            auto on_line = [this, id](json::object const& message) {
                server->on_message(id, message, time_now());
                plan_steps();
            };
            auto session = std::make_shared<LineSession>(std::move(socket), on_line, [this, id] { end(id); });
            sessions[id] = session;
            server->on_connect(id);
            session->start();
            accept();
        });
    }

    void end(ConnectionId id) {
        server->on_disconnect(id);
        disconnect(id);
    }

    void store(LedgerRow const& row, std::vector<Change> const& changes) override { ledger->append(row, changes); }

    void send(ConnectionId id, json::object const& message) override {
        if (auto const found = sessions.find(id); found != sessions.end()) found->second->send(message);
    }

    void disconnect(ConnectionId id) override {
        auto const found = sessions.find(id);
        if (found == sessions.end()) return;
        auto const session = found->second;
        sessions.erase(found);
        session->close();
    }

    void plan_steps() {
        auto const next = server->next_step();
        if (!next) return;
        step_timer.expires_at(std::chrono::steady_clock::time_point(std::chrono::milliseconds(*next)));
        step_timer.async_wait([this](error_code ec) {
            if (ec) return;
            server->on_time(time_now());
            plan_steps();
        });
    }

    void plan_tick() {
        tick_timer.expires_after(std::chrono::milliseconds(options.tick_ms));
        tick_timer.async_wait([this](error_code ec) {
            if (ec) return;
            server->tick(time_now());
            plan_tick();
        });
    }

    void plan_housekeeping() {
        quotes_timer.expires_after(quotes_saved_every);
        quotes_timer.async_wait([this](error_code ec) {
            if (ec) return;
            save_quotes();
            server->on_time(time_now());
            plan_housekeeping();
        });
    }

    void run() {
        signals.add(SIGTERM);
        signals.add(SIGINT);
        signals.async_wait([this](error_code, int) { context.stop(); });
        accept();
        if (options.tick_ms > 0) plan_tick();
        plan_housekeeping();
        context.run();
        save_quotes();
    }
};

Shell::Shell(ShellOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Shell::~Shell() = default;

std::string Shell::listen() const {
    return "127.0.0.1:" + std::to_string(impl_->acceptor.local_endpoint().port());
}
std::string Shell::control() const {
    return impl_->control->listen();
}
void Shell::run() {
    impl_->run();
}
void Shell::stop() {
    impl_->context.stop();
}

}  // namespace signalos::broker
