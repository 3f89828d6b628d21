// An API server without sockets: requests in, answers out. Jobs posted by the hasher run while an answer is awaited.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>

#include "fake_terminals.hpp"
#include "fakes.hpp"

namespace signalos::relay::test {

/// The I/O thread of a test: whoever waits runs what was posted.
class TestLoop {
public:
    PostToIo post() {
        return [this](std::function<void()> job) {
            std::lock_guard lock(mutex_);
            jobs_.push_back(std::move(job));
            changed_.notify_one();
        };
    }
    template <class Condition>
    void run_until(Condition condition) {
        auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!condition()) {
            std::unique_lock lock(mutex_);
            if (!changed_.wait_until(lock, deadline, [this] { return !jobs_.empty(); }))
                throw std::runtime_error("no answer in time");
            auto const job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
};

struct World {
    static constexpr char const* origin = "https://localhost:8443";
    TestLoop loop;
    ManualClock clock;
    SystemRandom random;
    MemoryAccounts accounts{clock};
    RecordingRelay relay;
    RecordingTerminals terminals;
    PasswordHasher hasher{loop.post(), 2, 64, cheap};
    std::vector<SessionId> ended;
    Sealer sealer{Secret(std::string(43, 'k'))};
    AuthService auth{accounts, hasher,        clock,           random,
                     sealer,   LoginLimits{}, SessionLimits{}, [this](SessionId id) { ended.push_back(id); }};
    CookieProver prover{auth};
    OriginPolicy origins{{origin}};
    StaticFiles files{""};
    Refusals refusals;
    EmptyHistory history;
    ApiServer server{services(), origins, files};

    ApiServices services() {
        return {relay, auth, clock, "0.1.0", 0, &refusals, &prover, nullptr, &terminals, nullptr, &history};
    }

    static Request request(Verb verb, std::string path, std::string body = {}) {
        Request made;
        made.verb = verb;
        made.path = std::move(path);
        made.body = std::move(body);
        made.peer = "192.0.2.1";
        if (verb != Verb::get && verb != Verb::head) {
            made.headers.add("X-SignalOS-CSRF", "1");
            made.headers.add("Origin", origin);
        }
        return made;
    }
    Response call(Request made) {
        std::optional<Response> answer;
        server.handle(std::move(made), [&](Response response) { answer = std::move(response); });
        loop.run_until([&] { return answer.has_value(); });
        return *answer;
    }
    Upgrade upgrade(Request made) {
        std::optional<Upgrade> answer;
        server.upgrade(std::move(made), [&](Upgrade decided) { answer = std::move(decided); });
        loop.run_until([&] { return answer.has_value(); });
        return *answer;
    }
    Response login(std::string const& email, std::string const& password) {
        return call(
            request(Verb::post, "/api/auth/login", R"({"email":")" + email + R"(","password":")" + password + "\"}"));
    }
    /// "__Host-sid=…" of an answer.
    static std::string cookie_of(Response const& response) {
        auto const value = response.headers.find("Set-Cookie");
        return std::string(value.substr(0, value.find(';')));
    }
    /// Signs in and answers the cookie.
    std::string sign_in(std::string const& role) {
        accounts.add(role + "@example.test", "correct horse battery", role);
        return cookie_of(login(role + "@example.test", "correct horse battery"));
    }
    Response call_as(std::string const& cookie, Verb verb, std::string path, std::string body = {}) {
        auto made = request(verb, std::move(path), std::move(body));
        made.headers.add("Cookie", cookie);
        return call(std::move(made));
    }
};

inline bool says(Response const& response, std::string_view code) {
    return response.body.find("\"code\":\"" + std::string(code) + "\"") != std::string::npos;
}

}  // namespace signalos::relay::test
