#include "services/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace signalos::relay {

PasswordHasher::PasswordHasher(PostToIo post, std::size_t threads, std::size_t max_waiting, HashCost cost)
    : post_(std::move(post)), max_waiting_(max_waiting), cost_(cost) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    decoy_ = hash_now("no account has this password", cost);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

PasswordHasher::~PasswordHasher() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
        jobs_.clear();
    }
    changed_.notify_all();
    for (auto& thread : threads_) thread.join();
}

std::string PasswordHasher::hash_now(std::string const& password, HashCost cost) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), cost.passes, cost.memory,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return {};
    return encoded.data();
}

bool PasswordHasher::hash(Secret<std::string> password, std::function<void(std::string)> callback) {
    return enqueue([this, password = std::move(password), callback = std::move(callback)] {
        ++runs_;
        post_([callback, encoded = hash_now(password.reveal(), cost_)] { callback(encoded); });
    });
}

bool PasswordHasher::verify(std::string encoded, Secret<std::string> password, std::function<void(bool)> callback) {
    return enqueue(
        [this, encoded = std::move(encoded), password = std::move(password), callback = std::move(callback)] {
            // An unknown user is checked against a decoy: the answer takes as long as a wrong password.
            ++runs_;
            auto const& against = encoded.empty() ? decoy_ : encoded;
            bool const fits =
                crypto_pwhash_str_verify(against.c_str(), password.reveal().data(), password.reveal().size()) == 0;
            post_([callback, good = fits && !encoded.empty()] { callback(good); });
        });
}

bool PasswordHasher::enqueue(std::function<void()> job) {
    {
        std::lock_guard lock(mutex_);
        if (jobs_.size() >= max_waiting_) return false;
        jobs_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

void PasswordHasher::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (stopping_) return;
        auto const job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
    }
}

std::string readable_password(Random& random) {
    static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string text;
    for (int i = 0; i < 16; ++i) {
        if (i != 0 && i % 4 == 0) text += '-';
        text += letters[random.below(letters.size())];
    }
    return text;
}

}  // namespace signalos::relay
