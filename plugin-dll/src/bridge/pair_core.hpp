// How a terminal without a credential gets one, as a machine without I/O (protocol/README.md section 9): it shows a
// secret of its own making, waits until somebody approves its fingerprint, and has the key stored before it says so.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "bridge/json.hpp"
#include "bridge/link_core.hpp"

namespace signalos::bridge {

/// What must be on the disk before the machine goes on. Made outside every lock.
struct PairWrite {
    enum class Kind { secret, key } kind = Kind::secret;
    std::string text;
};

struct PairPlan {
    std::string code;    ///< typed into the EA's inputs, normal form; empty: the relay makes one, which is shown
    std::string secret;  ///< of an earlier run that was cut short; empty: a fresh one is made
    std::string page;    ///< https://host:port/pair, when the relay names no other
    json::object about;  ///< role, platform, proto, agent, account
};

/// Not thread-safe.
class PairCore {
public:
    PairCore(Clock const& clock, Random& random, PairPlan plan);

    void start();
    void stop(std::string words);
    void on_open();
    void on_text(std::string_view text);
    void on_closed(Closed const& closed);
    void on_timer();
    /// Something to be stored; written() must follow.
    [[nodiscard]] std::optional<PairWrite> take_write() { return std::exchange(write_, std::nullopt); }
    void written(bool ok);

    [[nodiscard]] std::vector<LinkAction> take_actions() { return std::exchange(actions_, {}); }
    /// Steady ms of the next on_timer; absent = none.
    [[nodiscard]] std::optional<std::int64_t> deadline() const;
    /// The key is stored and the relay knows: the link may begin with it. Empty until then.
    [[nodiscard]] std::string const& key() const { return finished_ ? key_ : none_; }
    /// For the header Authorization: Pairing.
    [[nodiscard]] std::string const& secret() const { return plan_.secret; }

    [[nodiscard]] int state() const { return state_; }  ///< SOS_PAIR_*
    [[nodiscard]] std::string words() const;
    [[nodiscard]] std::string const& code() const { return shown_code_; }
    [[nodiscard]] std::string const& fingerprint() const { return fingerprint_; }
    /// Where a person decides, the code behind '#', which no server is ever sent; empty when there is nothing to open.
    [[nodiscard]] std::string link() const;
    [[nodiscard]] std::string const& page() const { return page_; }
    [[nodiscard]] std::int64_t expires_in_ms() const;

private:
    void fresh_secret();
    void on_waiting(json::object const& data);
    void on_paired(json::object const& data);
    void on_refused(json::object const& data);
    void connect();
    void connect_in(std::int64_t delay_ms, std::string words);
    void send(std::string_view type, json::object data);
    void end(std::string words);

    Clock const& clock_;
    Random& random_;
    PairPlan plan_;
    std::vector<LinkAction> actions_;
    std::optional<PairWrite> write_;
    int state_;
    std::string words_ = "Connecting";
    std::string shown_code_;
    std::string fingerprint_;
    std::string page_;
    std::string key_;
    std::string none_;
    std::int64_t expires_at_ = 0;  // steady ms
    std::int64_t last_heard_ = 0;  // steady ms
    std::optional<std::int64_t> retry_at_;
    bool connected_ = false;  // or about to be
    bool storing_ = false;
    bool stored_ = false;
    bool finished_ = false;
    int failures_ = 0;
    int rounds_ = 0;  // of codes that the relay made and nobody used
};

/// What people compare: the first part of a SHA-256 over the secret.
std::string fingerprint_of_secret(std::string_view secret);

}  // namespace signalos::bridge
