#include "bridge/pair_core.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>

#include "base/pairing_code.hpp"
#include "bridge/close_codes.hpp"

namespace signalos::bridge {

namespace {
constexpr std::int64_t silence_ms = 25000;
constexpr std::int64_t first_backoff_ms = 500;
constexpr std::int64_t longest_backoff_ms = 30000;
constexpr std::int64_t confirm_ms = 5000;
constexpr int most_rounds = 12;  // an hour of codes that nobody used; then the trader asks for another one
constexpr std::size_t longest_page = 100;

bool is_page(std::string_view text) {
    auto const plain = [](char c) { return c > 0x20 && c < 0x7f && c != '#' && c != '?'; };
    return text.starts_with("https://") && text.size() <= longest_page && std::all_of(text.begin(), text.end(), plain);
}

// The relay may run another version, but what the trader reads are words of this program for everything it knows.
std::string refusal_words(std::string_view reason, std::string const& message) {
    if (reason == "code_refused")
        return "The pairing code is not valid, or not any more. Start again in the dashboard and type the new code "
               "into "
               "the input Pairing code (F7, Inputs)";
    if (reason == "denied")
        return "Denied in the dashboard. To try again type a new code into the input Pairing code (F7, Inputs)";
    if (reason == "expired")
        return "Nobody approved in time. Start again in the dashboard and type the new code into the input Pairing "
               "code "
               "(F7, Inputs)";
    if (reason == "locked")
        return "Too many wrong pairing codes from this address; waiting until the relay listens again";
    if (reason == "busy") return "The relay has too many terminals waiting to be paired";
    return message;
}
}  // namespace

std::string fingerprint_of_secret(std::string_view secret) {
    auto const input = fingerprint_input(secret);
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(input.data()), input.size(), digest.data());
    return fingerprint_of(digest);
}

PairCore::PairCore(Clock const& clock, Random& random, PairPlan plan)
    : clock_(clock), random_(random), plan_(std::move(plan)), state_(SOS_PAIR_ASKING), page_(plan_.page) {}

void PairCore::start() {
    if (is_pairing_secret(plan_.secret)) {
        fingerprint_ = fingerprint_of_secret(plan_.secret);
        return connect();
    }
    fresh_secret();
}

// Kept before it is shown to anybody: after a restart the same terminal goes on, with the same fingerprint.
void PairCore::fresh_secret() {
    plan_.secret = make_pairing_secret(random_);
    fingerprint_ = fingerprint_of_secret(plan_.secret);
    shown_code_.clear();
    storing_ = true;
    write_ = PairWrite{PairWrite::Kind::secret, plan_.secret + "\n" + plan_.code};
}

void PairCore::written(bool ok) {
    storing_ = false;
    if (state_ == SOS_PAIR_REFUSED) return;
    if (!ok) {
        if (connected_) actions_.emplace_back(CloseAction{1000});
        return end("Pairing stopped: the terminal's folder cannot be written");
    }
    if (key_.empty()) return connect();
    stored_ = true;
    words_ = "Paired; connecting";
    send("pair_stored", {});
    last_heard_ = clock_.steady_ms();
}

void PairCore::stop(std::string words) {
    if (connected_) actions_.emplace_back(CloseAction{1000});
    end(std::move(words));
}

void PairCore::connect() {
    retry_at_.reset();
    connected_ = true;
    last_heard_ = clock_.steady_ms();
    if (shown_code_.empty()) words_ = "Connecting";
    actions_.emplace_back(ConnectAction{});
}

void PairCore::connect_in(std::int64_t delay_ms, std::string words) {
    connected_ = false;
    words_ = std::move(words);
    retry_at_ = clock_.steady_ms() + delay_ms;
}

void PairCore::on_open() {
    last_heard_ = clock_.steady_ms();
    words_ = "Asking the relay";
    json::object data = plan_.about;
    if (!plan_.code.empty()) data["code"] = plan_.code;
    send("pair", std::move(data));
}

void PairCore::send(std::string_view type, json::object data) {
    json::object frame;
    frame["type"] = json::string_view(type.data(), type.size());
    frame["ts"] = clock_.utc_ms();
    frame["data"] = std::move(data);
    actions_.emplace_back(SendAction{json::serialize(frame)});
}

void PairCore::on_text(std::string_view text) {
    if (!connected_) return;
    last_heard_ = clock_.steady_ms();
    auto const frame = parse_object(text);
    if (!frame || !frame->contains("data") || !frame->at("data").is_object()) return;
    auto const type = text_of(*frame, "type");
    auto const& data = frame->at("data").get_object();
    if (type == "pairing") return on_waiting(data);
    if (type == "paired" && key_.empty()) return on_paired(data);
    if (type == "pairing_refused") return on_refused(data);
}

void PairCore::on_waiting(json::object const& data) {
    failures_ = 0;
    state_ = SOS_PAIR_WAITING;
    words_ = "Waiting for approval in the dashboard";
    shown_code_ = plan_.code.empty() ? normal_pairing_code(text_of(data, "code")).value_or("") : plan_.code;
    expires_at_ = clock_.steady_ms() + std::max<std::int64_t>(0, integer_of(data, "expires_in_ms").value_or(0));
    auto const page = text_of(data, "page");
    page_ = is_page(page) ? page : plan_.page;
}

void PairCore::on_paired(json::object const& data) {
    key_ = text_of(data, "key");
    if (key_.empty() || key_.find_first_of("\r\n") != std::string::npos) {
        key_.clear();
        return;
    }
    words_ = "Approved; storing the key";
    storing_ = true;
    write_ = PairWrite{PairWrite::Kind::key, key_};
}

void PairCore::on_refused(json::object const& data) {
    auto const reason = text_of(data, "reason");
    auto const retry = integer_of(data, "retry_after_ms").value_or(0);
    auto words = refusal_words(reason, text_of(data, "message"));
    actions_.emplace_back(CloseAction{1000});
    connected_ = false;
    if (retry > 0) return connect_in(std::min<std::int64_t>(retry, 3600'000), std::move(words));
    // A code that the relay itself made has only run out: the next one is shown, as long as somebody may be looking.
    bool const ran_out = plan_.code.empty() && reason != "denied";
    if (ran_out && ++rounds_ < most_rounds) {
        state_ = SOS_PAIR_ASKING;
        return fresh_secret();
    }
    if (plan_.code.empty() && reason != "denied") words = "Nobody approved in time. Press F7 and OK to show a new code";
    write_ = PairWrite{PairWrite::Kind::secret, ""};
    storing_ = true;
    end(std::move(words));
}

void PairCore::on_closed(Closed const& closed) {
    if (!connected_) return;
    connected_ = false;
    if (stored_) {
        finished_ = true;
        return;
    }
    CloseRule const rule = close_rule(closed.code);
    if (closed.code == 4410 || closed.code == 4426 || closed.code == 1009) return end(std::string(rule.words));
    std::int64_t const ceiling = std::min(longest_backoff_ms, first_backoff_ms << std::min(failures_++, 6));
    auto const backoff = static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(ceiling) + 1));
    // 4401 without a word before it: this relay does not pair.
    auto words = closed.code == 4401  ? std::string("This relay does not pair terminals by code")
                 : rule.words.empty() ? closed.words
                                      : std::string(rule.words);
    connect_in(std::max({backoff, rule.wait_ms, closed.code == 4401 ? longest_backoff_ms : 0}), std::move(words));
}

std::optional<std::int64_t> PairCore::deadline() const {
    if (retry_at_) return retry_at_;
    if (!connected_) return std::nullopt;
    return last_heard_ + (stored_ ? confirm_ms : silence_ms);
}

void PairCore::on_timer() {
    auto const due = deadline();
    if (!due || clock_.steady_ms() < *due) return;
    if (retry_at_) return connect();
    actions_.emplace_back(CloseAction{1000});
    on_closed(Closed{0, "The relay does not answer"});
}

void PairCore::end(std::string words) {
    state_ = SOS_PAIR_REFUSED;
    words_ = std::move(words);
    connected_ = false;
    retry_at_.reset();
    shown_code_.clear();
}

std::string PairCore::words() const {
    if (!retry_at_) return words_;
    std::int64_t const seconds = std::max<std::int64_t>(0, (*retry_at_ - clock_.steady_ms() + 999) / 1000);
    return words_ + " (next try in " + std::to_string(seconds) + " s)";
}

std::string PairCore::link() const {
    if (state_ != SOS_PAIR_WAITING || shown_code_.empty() || page_.empty()) return "";
    return page_ + "#" + shown_code_;
}

std::int64_t PairCore::expires_in_ms() const {
    return state_ == SOS_PAIR_WAITING ? std::max<std::int64_t>(0, expires_at_ - clock_.steady_ms()) : 0;
}

}  // namespace signalos::bridge
