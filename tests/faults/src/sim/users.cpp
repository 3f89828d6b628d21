#include "sim/users.hpp"

#include <boost/json/serialize.hpp>
#include <memory>

namespace signalos::sim {

namespace {
constexpr Micros patience = 4'000'000;
constexpr int most_attempts = 12;
}  // namespace

struct Users::Asking {
    relay::CommandRequest request;
    std::uint64_t account = 0;
    int attempts = 0;
    bool ended = false;
    std::vector<CommandId> ids;
};

void Users::ask(relay::CommandRequest request, std::uint64_t account, bool impatient) {
    auto asking = std::make_shared<Asking>();
    asking->request = std::move(request);
    asking->account = account;
    ++waiting_;
    trace_.line("user",
                asking->request.key + " " + asking->request.kind + " " + boost::json::serialize(asking->request.args));
    submit(asking);
    if (impatient) submit(asking);
}

void Users::submit(std::shared_ptr<Asking> const& asking) {
    if (on_submit) on_submit(asking->request, asking->account);
    auto* const relay = relay_();
    if (relay != nullptr)
        relay->accept(asking->request,
                      [this, asking](relay::CommandAnswer const& answer) { answered(asking, answer); });
    again(asking);
}

// Nothing came back in time: the same key again. Nobody is left asking for ever.
void Users::again(std::shared_ptr<Asking> const& asking) {
    scheduler_.after(dice_.between(patience / 8, patience), [this, asking] {
        if (asking->ended) return;
        if (++asking->attempts < most_attempts) return submit(asking);
        asking->ended = true;
        --waiting_;
    });
}

void Users::answered(std::shared_ptr<Asking> const& asking, relay::CommandAnswer const& answer) {
    using enum errc;
    if (answer.code == unavailable || answer.code == in_doubt || answer.code == disk_full) return;
    if (!asking->ended) --waiting_;
    asking->ended = true;
    trace_.line("user",
                asking->request.key + (answer.ok() ? (answer.durable ? " 202" : " 200, not recorded")
                                                   : std::string(" refused: ") + std::string(code_name(answer.code))));
    // A stop that could not be recorded is told as such: it holds in the terminal, and nothing else was promised.
    if (!answer.ok() || !answer.durable) return;
    std::vector<CommandId> ids;
    for (auto const& command : answer.commands) ids.push_back(command.id);
    if (!asking->ids.empty()) {
        if (asking->ids != ids) broken_keys_.push_back(asking->request.key);
        return;
    }
    asking->ids = ids;
    for (auto const& id : ids) promised_.push_back({id, scheduler_.now(), asking->account});
}

}  // namespace signalos::sim
