// Password hashing (argon2id) away from the I/O thread, on a pool small enough that sign-ins cannot take the machine.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/random.hpp"
#include "util/secret.hpp"

namespace signalos::relay {

/// Runs a function on the I/O thread, later. Any thread may call it.
using PostToIo = std::function<void(std::function<void()>)>;

/// Cost of one hash: passes over memory, and memory in bytes.
struct HashCost {
    std::uint64_t passes = 2;
    std::size_t memory = 64 * 1024 * 1024;
};

/// All members from the I/O thread; callbacks on the I/O thread. The destructor waits for the jobs under way and drops
/// the others.
class PasswordHasher {
public:
    PasswordHasher(PostToIo post, std::size_t threads, std::size_t max_waiting, HashCost cost);
    ~PasswordHasher();
    PasswordHasher(PasswordHasher const&) = delete;
    PasswordHasher& operator=(PasswordHasher const&) = delete;

    /// Answers the encoded hash, or "" when it could not be made (memory).
    /// false: too many are waiting; the callback will not be called.
    [[nodiscard]] bool hash(Secret<std::string> password, std::function<void(std::string)> callback);
    /// Answers whether the password fits. An empty `encoded` (no such user) costs the same time and answers false.
    [[nodiscard]] bool verify(std::string encoded, Secret<std::string> password, std::function<void(bool)> callback);

    /// Hashes computed so far: the work that answers cost. Any thread.
    [[nodiscard]] std::uint64_t runs() const { return runs_; }

    /// The same, here and now: for the command line.
    static std::string hash_now(std::string const& password, HashCost cost);

private:
    [[nodiscard]] bool enqueue(std::function<void()> job);
    void run();

    PostToIo post_;
    std::size_t max_waiting_;
    HashCost cost_;
    std::string decoy_;
    std::atomic<std::uint64_t> runs_{0};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

/// 16 random characters that are not easily confused, in groups of four: for a person to read off.
std::string readable_password(Random& random);

}  // namespace signalos::relay
