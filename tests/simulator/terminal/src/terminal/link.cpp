#include "terminal/link.hpp"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <condition_variable>
#include <map>
#include <thread>

#include "broker/json.hpp"
#include "control/address.hpp"

namespace signalos::terminal {

namespace asio = boost::asio;
namespace json = boost::json;
using tcp = asio::ip::tcp;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t max_line = 256 << 20;
constexpr milliseconds first_pause{100}, longest_pause{2000};

broker::Millis wall_ms() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Link::Impl {
    control::Address broker;
    Mirror& mirror;
    LinkEvents events;
    asio::io_context context;
    mutable std::mutex mutex;
    std::condition_variable woken;
    std::shared_ptr<tcp::socket> socket;
    std::map<std::int64_t, std::function<void(Answer)>> waiting;
    std::int64_t next_id = 1;
    std::uint64_t login = 0;
    bool enabled = true, stopping = false;
    std::thread thread;

    Impl(std::string const& address, std::uint64_t account, Mirror& target, LinkEvents handlers)
        : broker(control::parse_loopback(address)), mirror(target), events(std::move(handlers)), login(account) {
        thread = std::thread([this] { run(); });
    }

    void run() {
        milliseconds pause = first_pause;
        while (wait_until_enabled()) {
            if (connect_and_serve()) pause = first_pause;
            std::unique_lock lock(mutex);
            woken.wait_for(lock, pause, [this] { return stopping; });
            pause = std::min(pause * 2, longest_pause);
        }
    }

    bool wait_until_enabled() {
        std::unique_lock lock(mutex);
        woken.wait(lock, [this] { return enabled || stopping; });
        return !stopping;
    }

    // True when the login succeeded, whatever happened later.
    bool connect_and_serve() {
        auto fresh = std::make_shared<tcp::socket>(context);
        boost::system::error_code ec;
        fresh->connect(tcp::endpoint(asio::ip::make_address_v4(broker.host), broker.port), ec);
        if (ec) return false;
        fresh->set_option(tcp::no_delay(true), ec);
        std::uint64_t account = 0;
        {
            std::lock_guard lock(mutex);
            if (!enabled || stopping) return false;
            socket = fresh;
            account = login;
        }
        bool logged_in = false;
        call({{"op", "login"}, {"login", account}},
             [&](Answer answer) { logged_in = answer && take_login(account, *answer); });
        read_all(*fresh);
        drop_connection(account);
        return logged_in;
    }

    void read_all(tcp::socket& from) {
        std::string input;
        boost::system::error_code ec;
        for (;;) {
            std::size_t const size = asio::read_until(from, asio::dynamic_buffer(input, max_line), '\n', ec);
            if (ec) return;
            json::value message = json::parse(json::string_view(input.data(), size), ec);
            input.erase(0, size);
            if (ec || !message.is_object()) return;
            take(message.get_object());
        }
    }

    void take(json::object& message) {
        if (auto const* re = message.if_contains("re")) return take_answer(re->to_number<std::int64_t>(), message);
        std::string const push = message.at("push").as_string().c_str();
        if (push == "quote") return take_quote(broker::from_json<broker::Quote>(message));
        if (push == "update") take_update(message);
    }

    void take_answer(std::int64_t id, json::object& message) {
        std::function<void(Answer)> done;
        {
            std::lock_guard lock(mutex);
            auto node = waiting.extract(id);
            if (node.empty()) return;
            done = std::move(node.mapped());
        }
        done(std::move(message));
    }

    bool take_login(std::uint64_t account, json::object const& answer) {
        if (answer.if_contains("error")) {
            events.on_state(account, false, answer.at("error").as_string().c_str());
            return false;
        }
        // Another account was asked for meanwhile: this answer must not look like its.
        if (std::lock_guard lock(mutex); login != account) return false;
        std::vector<broker::SymbolSpec> symbols;
        for (auto const& item : answer.at("symbols").as_array()) {
            symbols.push_back(broker::from_json<broker::SymbolSpec>(item.as_object()));
        }
        mirror.change([&](MirrorData& data) {
            data.market = broker::Market(std::move(symbols));
            for (auto const& item : answer.at("quotes").as_array()) {
                data.market.set_quote(broker::from_json<broker::Quote>(item.as_object()));
            }
            data.book = broker::Book();
            for (auto const& change : broker::changes_from_json(answer.at("changes").as_array()))
                data.book.apply(change);
            data.time_offset = answer.at("time").to_number<broker::Millis>() - wall_ms();
            data.connected = data.known = true;
        });
        events.on_state(account, true, "");
        return true;
    }

    void take_quote(broker::Quote const& quote) {
        mirror.change([&](MirrorData& data) {
            data.market.set_quote(quote);
            data.last_quote = quote.time;
            data.time_offset = quote.time - wall_ms();
        });
        events.on_quote(quote.symbol);
    }

    void take_update(json::object const& message) {
        auto const changes = broker::changes_from_json(message.at("changes").as_array());
        mirror.change([&](MirrorData& data) {
            for (auto const& change : changes) data.book.apply(change);
        });
        for (auto const& item : message.at("transactions").as_array()) {
            events.on_transaction(broker::from_json<broker::Transaction>(item.as_object()));
        }
    }

    void drop_connection(std::uint64_t account) {
        std::map<std::int64_t, std::function<void(Answer)>> orphans;
        {
            std::lock_guard lock(mutex);
            socket.reset();
            orphans.swap(waiting);
        }
        bool const was = mirror.change([](MirrorData& data) { return std::exchange(data.connected, false); });
        for (auto& [id, done] : orphans) done(std::nullopt);
        if (was) events.on_state(account, false, "connection lost");
    }

    void call(json::object message, std::function<void(Answer)> done) {
        std::unique_lock lock(mutex);
        if (!socket) {
            lock.unlock();
            return done(std::nullopt);
        }
        std::int64_t const id = next_id++;
        message["id"] = id;
        waiting[id] = std::move(done);
        boost::system::error_code ec;
        asio::write(*socket, asio::buffer(json::serialize(message) + "\n"), ec);
        // A failed write ends the reader too, which answers everything that waits.
    }

    // Wakes the reader; the socket itself is closed by the thread that owns it.
    void hang_up() {
        if (socket) ::shutdown(socket->native_handle(), SHUT_RDWR);
        woken.notify_all();
    }
};

Link::Link(std::string broker, std::uint64_t login, Mirror& mirror, LinkEvents events)
    : impl_(std::make_unique<Impl>(broker, login, mirror, std::move(events))) {}

Link::~Link() {
    {
        std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
        impl_->hang_up();
    }
    impl_->thread.join();
}

void Link::call(json::object message, std::function<void(Answer)> done) {
    impl_->call(std::move(message), std::move(done));
}

Link::Waited Link::call_and_wait(json::object message, milliseconds timeout) {
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    impl_->call(std::move(message), [promise](Answer answer) { promise->set_value(std::move(answer)); });
    if (future.wait_for(timeout) != std::future_status::ready) return {std::nullopt, Lost::timeout};
    Answer answer = future.get();
    Lost const lost = answer ? Lost::no : Lost::connection;
    return {std::move(answer), lost};
}

void Link::set_enabled(bool enabled) {
    std::lock_guard lock(impl_->mutex);
    impl_->enabled = enabled;
    if (enabled) {
        impl_->woken.notify_all();
    } else {
        impl_->hang_up();
    }
}

void Link::relogin(std::uint64_t login) {
    std::lock_guard lock(impl_->mutex);
    impl_->login = login;
    impl_->mirror.change([](MirrorData& data) { return data.connected = false; });
    impl_->hang_up();
}

std::uint64_t Link::login() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->login;
}

}  // namespace signalos::terminal
