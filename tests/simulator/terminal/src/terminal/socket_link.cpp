#include "terminal/socket_link.hpp"

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

#include "control/address.hpp"
#include "control/hang_up.hpp"

namespace signalos::terminal {

namespace asio = boost::asio;
namespace json = boost::json;
using tcp = asio::ip::tcp;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t max_line = 256 << 20;
constexpr milliseconds first_pause{100}, longest_pause{2000};

}  // namespace

struct SocketLink::Impl {
    control::Address broker;
    MirrorFeed& feed;
    asio::io_context context;
    mutable std::mutex mutex;
    std::condition_variable woken;
    std::shared_ptr<tcp::socket> socket;
    std::map<std::int64_t, std::function<void(Answer)>> waiting;
    std::int64_t next_id = 1;
    std::uint64_t login = 0;
    bool enabled = true, stopping = false;
    std::thread thread;

    Impl(std::string const& address, std::uint64_t account, MirrorFeed& target)
        : broker(control::parse_loopback(address)), feed(target), login(account) {
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
        feed.take_push(message);
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
        // Another account was asked for meanwhile: this answer must not look like its.
        if (std::lock_guard lock(mutex); login != account && !answer.if_contains("error")) return false;
        return feed.take_login(account, answer);
    }

    void drop_connection(std::uint64_t account) {
        std::map<std::int64_t, std::function<void(Answer)>> orphans;
        {
            std::lock_guard lock(mutex);
            socket.reset();
            orphans.swap(waiting);
        }
        bool const was = feed.fall_behind();
        for (auto& [id, done] : orphans) done(std::nullopt);
        if (was) feed.report_loss(account);
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
        if (socket) control::hang_up(socket->native_handle());
        woken.notify_all();
    }
};

SocketLink::SocketLink(Surroundings& surroundings, std::string const& broker, std::uint64_t login, Mirror& mirror,
                       LinkEvents events)
    : BrokerLink(surroundings),
      feed_(surroundings, mirror, std::move(events)),
      impl_(std::make_unique<Impl>(broker, login, feed_)) {}

SocketLink::~SocketLink() {
    {
        std::lock_guard lock(impl_->mutex);
        impl_->stopping = true;
        impl_->hang_up();
    }
    impl_->thread.join();
}

void SocketLink::call(json::object message, std::function<void(Answer)> done) {
    impl_->call(std::move(message), std::move(done));
}

void SocketLink::set_enabled(bool enabled) {
    std::lock_guard lock(impl_->mutex);
    impl_->enabled = enabled;
    if (enabled) {
        impl_->woken.notify_all();
    } else {
        impl_->hang_up();
    }
}

void SocketLink::relogin(std::uint64_t login) {
    std::lock_guard lock(impl_->mutex);
    impl_->login = login;
    feed_.fall_behind();
    impl_->hang_up();
}

std::uint64_t SocketLink::login() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->login;
}

}  // namespace signalos::terminal
