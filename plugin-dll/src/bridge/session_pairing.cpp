// A session whose account has no credential yet: the link's thread runs the pairing instead of the link, until there is
// a key. The EA goes on reporting and is asked for nothing.
#include <algorithm>
#include <boost/json/array.hpp>

#include "base/pairing_code.hpp"
#include "bridge/qr_code.hpp"
#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

template <class F>
void Session::pair_event(F&& event) {
    std::unique_lock lock(mutex_);
    if (stopping_ || expired_ || !pair_) return;
    event(*pair_);
    while (auto write = pair_->take_write()) {
        // Outside the mutex: the EA's thread must never wait for a flush of ours.
        lock.unlock();
        bool const ok = config_.keep && config_.keep(*write);
        lock.lock();
        pair_->written(ok);
    }
    auto actions = pair_->take_actions();
    if (!pair_->key().empty()) {
        config_.connect.bearer = pair_->key();
        config_.connect.pairing.clear();
        pair_.reset();
        link_.start();
        actions = link_.take_actions();
    } else {
        config_.connect.pairing = pair_->secret();
    }
    std::int64_t due = clock_.steady_ms() + 1000;
    if (auto const at = pair_ ? pair_->deadline() : link_.deadline()) due = std::min(due, *at);
    lock.unlock();
    perform(std::move(actions));
    transport_->wake_at(due);
}

bool Session::pairing() const {
    std::lock_guard lock(mutex_);
    return pair_ != nullptr;
}

bool Session::pair_open() {
    if (!pairing()) return false;
    pair_event([](PairCore& core) { core.on_open(); });
    return true;
}

bool Session::pair_text(std::string_view text) {
    if (!pairing()) return false;
    pair_event([text](PairCore& core) { core.on_text(text); });
    return true;
}

bool Session::pair_closed(Closed const& closed) {
    if (!pairing()) return false;
    pair_event([&closed](PairCore& core) { core.on_closed(closed); });
    return true;
}

bool Session::pair_timer() {
    if (!pairing()) return false;
    pair_event([this](PairCore& core) {
        if (!std::exchange(pair_started_, true)) return core.start();
        core.on_timer();
    });
    return true;
}

json::object Session::about_pairing() const {
    sos_open_args const& a = config_.args;
#if defined(_WIN32)
    char const* const os = "windows";
#else
    char const* const os = "linux";
#endif
    static constexpr char const* trade_modes[] = {"demo", "contest", "real"};
    char const* const trade_mode = trade_modes[a.trade_mode >= 0 && a.trade_mode <= 2 ? a.trade_mode : 0];
    json::object about{{"role", "terminal"}, {"platform", "mt5"}, {"proto", json::array{1}}};
    about["agent"] = json::object{{"ea", read_text(a.ea_version).value_or("")}, {"dll", "0.1.0"}, {"os", os}};
    about["account"] = json::object{{"login", std::to_string(a.login)},
                                    {"server", read_text(a.server).value_or("")},
                                    {"company", read_text(a.company).value_or("")},
                                    {"currency", read_text(a.currency).value_or("")},
                                    {"trade_mode", trade_mode}};
    return about;
}

void Session::pairing_info(sos_pairing_info& out) const {
    out = {};
    std::lock_guard lock(mutex_);
    if (!pair_) return;
    out.state = pair_->state();
    out.expires_in_ms = pair_->expires_in_ms();
    write_text(out.code, readable_pairing_code(pair_->code()));
    write_text(out.fingerprint, pair_->fingerprint());
    write_text(out.page, pair_->page());
    write_text(out.text, pair_->words());
    auto const link = pair_->link();
    if (link.empty()) return;
    if (qr_of_ != link) {
        qr_of_ = link;
        qr_ = make_qr_code(link);
    }
    if (!qr_ || qr_->modules.size() > sizeof out.qr) return;
    out.qr_size = qr_->size;
    std::copy(qr_->modules.begin(), qr_->modules.end(), out.qr);
}

}  // namespace signalos::bridge
