#include "sim/oracle.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>
#include <set>

#include "broker/codes.hpp"

namespace signalos::sim {

namespace {
namespace json = boost::json;
using relay::CommandRow;
using relay::CommandState;

// A terminal counts a command's time from its receipt, less half a round trip where it knows one; a frame may have been
// up to four seconds on its way.
constexpr Micros clock_slack = 6'000'000;
constexpr std::uint64_t tag_bits = (std::uint64_t{1} << 48) - 1;

std::uint64_t tag_of(CommandId const& id) {
    return id.value.tag48();
}

bool has_effect(broker::LedgerRow const& row) {
    return row.source == broker::Source::ea && broker::is_success(row.retcode);
}

bool one_order(std::string const& kind) {
    return kind == "open" || kind == "close" || kind == "partial_close" || kind == "close_by";
}

bool already(CommandRow const& row) {
    boost::system::error_code ignored;
    json::value const result = json::parse(row.result, ignored);
    auto const* const flag = result.is_object() ? result.get_object().if_contains("already") : nullptr;
    return flag != nullptr && flag->is_bool() && flag->get_bool();
}

std::string words_of(CommandRow const& row, std::string const& what) {
    return row.kind + " " + row.id.text() + " is " + std::string(protocol::name_of(row.state)) + ": " + what;
}

void judge_one(CommandRow const& row, std::int64_t effects, Verdict& verdict) {
    if (!is_final(row.state)) {
        if (row.state == CommandState::in_doubt)
            ++verdict.in_doubt;
        else {
            ++verdict.lost;
            verdict.found("lost", words_of(row, "never ended"));
        }
        return;
    }
    if (!one_order(row.kind)) return;
    if (effects > 1) {
        ++verdict.duplicates;
        verdict.found("duplicate", words_of(row, std::to_string(effects) + " effects in the ledger"));
    }
    bool const says_done = row.state == CommandState::done || row.state == CommandState::partial;
    if (says_done != (effects > 0) && !(says_done && already(row))) {
        ++verdict.wrong_final;
        verdict.found("wrong_final", words_of(row, std::to_string(effects) + " effects in the ledger"));
    }
}
}  // namespace

void judge_commands(std::vector<Promised> const& promised, std::vector<CommandRow> const& rows,
                    std::vector<broker::LedgerRow> const& ledger, Verdict& verdict) {
    std::map<std::uint64_t, std::int64_t> effects;
    for (auto const& row : ledger)
        if (has_effect(row)) ++effects[row.magic & tag_bits];
    std::map<CommandId, CommandRow const*> known;
    for (auto const& row : rows) known[row.id] = &row;
    for (auto const& promise : promised) {
        ++verdict.commands;
        auto const found = known.find(promise.id);
        if (found == known.end()) {
            ++verdict.lost;
            verdict.found("lost", promise.id.text() + " was accepted and is unknown now");
            continue;
        }
        judge_one(*found->second, effects[tag_of(promise.id)], verdict);
    }
}

void judge_orphan(CommandId const& command, std::string const& kind, bool told,
                  std::vector<broker::LedgerRow> const& ledger, Verdict& verdict) {
    auto const effects = std::count_if(ledger.begin(), ledger.end(), [&](broker::LedgerRow const& row) {
        return has_effect(row) && (row.magic & tag_bits) == tag_of(command);
    });
    if (effects > 1 && one_order(kind)) {
        ++verdict.duplicates;
        verdict.found("duplicate", "forgotten " + kind + " " + command.text() + " ran twice");
    }
    if (effects == 0 || told) return;
    ++verdict.lost;
    verdict.found("lost", command.text() + " was forgotten, ran, and nobody was told");
}

namespace {
bool user_came_between(broker::Deal const& deal, std::vector<broker::LedgerRow> const& ledger,
                       std::vector<OrderSent> const& sent, std::uint64_t account) {
    auto const order = std::find_if(sent.rbegin(), sent.rend(), [&](OrderSent const& one) {
        return one.magic == deal.magic && one.account == account && broker_time(one.at) <= deal.time;
    });
    if (order == sent.rend()) return false;
    return std::any_of(ledger.begin(), ledger.end(), [&](broker::LedgerRow const& row) {
        return row.source != broker::Source::ea && row.account == account && row.symbol == deal.symbol &&
               row.t >= broker_time(order->at) && row.t <= deal.time;
    });
}
}  // namespace

void judge_flips(std::vector<CommandRow> const& rows, std::vector<broker::LedgerRow> const& ledger,
                 std::vector<OrderSent> const& sent, broker::Book const& book, Verdict& verdict) {
    std::set<std::uint64_t> closing;
    for (auto const& row : rows)
        if (row.kind != "open") closing.insert(tag_of(row.id));
    for (auto const& deal : book.deals()) {
        bool const opens = deal.entry == broker::Entry::in || deal.entry == broker::Entry::inout;
        bool const of_closing = deal.magic != 0 && closing.contains(deal.magic & tag_bits);
        if (opens && of_closing && !user_came_between(deal, ledger, sent, book.account().login))
            verdict.found("flip", "deal " + std::to_string(deal.ticket) + " of a closing command opened a position");
    }
}

void judge_removals(std::vector<CommandRow> const& rows, broker::Book const& book, Verdict& verdict) {
    for (auto const& row : rows) {
        if (row.kind != "cancel_order" || row.state != CommandState::done) continue;
        auto const args = json::parse(row.args);
        if (!book.orders().contains(std::stoull(std::string(args.at("ticket").as_string())))) continue;
        ++verdict.wrong_final;
        verdict.found("wrong_final", words_of(row, "its order still stands"));
    }
}

void judge_starts(std::vector<Promised> const& promised, std::vector<CommandRow> const& rows,
                  std::vector<OrderSent> const& sent, std::vector<Stopped> const& stops, Verdict& verdict) {
    std::map<std::uint64_t, Micros> deadlines;
    std::map<CommandId, CommandRow const*> known;
    for (auto const& row : rows) known[row.id] = &row;
    for (auto const& promise : promised) {
        auto const found = known.find(promise.id);
        if (found == known.end() || found->second->expires_at == 0) continue;
        Micros const ttl = (found->second->expires_at - found->second->created_at) * 1000;
        deadlines[tag_of(promise.id)] = promise.at + ttl + clock_slack;
    }
    for (auto const& order : sent) {
        auto const deadline = deadlines.find(order.magic & tag_bits);
        if (deadline != deadlines.end() && order.at > deadline->second)
            verdict.found("late_start", "an order left at " + std::to_string(order.at) + ", after its command's time " +
                                            std::to_string(deadline->second));
        for (auto const& stop : stops)
            if (order.opens && order.account == stop.account && order.at > stop.from && order.at < stop.until)
                verdict.found("stop", "an opening order left at " + std::to_string(order.at) +
                                          " while the terminal was stopped since " + std::to_string(stop.from));
    }
}

void judge_dashboard(json::object const* state, broker::Book const& book, Verdict& verdict) {
    std::set<std::string> seen;
    std::set<std::string> real;
    for (auto const& [ticket, position] : book.positions())
        real.insert("position:" + std::to_string(position.identifier) + " " + std::to_string(position.volume.value()));
    for (auto const& [ticket, order] : book.orders()) real.insert("order:" + std::to_string(ticket));
    if (state != nullptr)
        for (auto const& [key, value] : *state) {
            std::string const name(key);
            if (name.starts_with("order:")) seen.insert(name);
            if (!name.starts_with("position:")) continue;
            auto const* const volume = value.as_object().if_contains("volume");
            bool const text = volume != nullptr && volume->is_string();
            seen.insert(name + " " + (text ? std::to_string(std::stod(volume->get_string().c_str())) : "?"));
        }
    if (seen == real) return;
    std::string words = "dashboards see {";
    for (auto const& one : seen) words += one + ", ";
    words += "}, the broker has {";
    for (auto const& one : real) words += one + ", ";
    verdict.found("dashboard", words + "}");
}

}  // namespace signalos::sim
