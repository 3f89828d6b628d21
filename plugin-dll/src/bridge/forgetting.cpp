// What the book lets go, and how it is written into a new journal.
#include <algorithm>
#include <vector>

#include "base/ids.hpp"
#include "bridge/book.hpp"
#include "bridge/bytes.hpp"

namespace signalos::bridge {

namespace {
constexpr std::size_t deals_per_record = 1024;

// 0 for an id that tells no time; such a one is never forgotten.
std::int64_t made_at(std::string const& id) {
    auto const uuid = Uuid::parse(id);
    return uuid ? static_cast<std::int64_t>(uuid->time_ms()) : 0;
}

void write_command(Command const& command, std::function<void(Record const&)> const& out) {
    out(RecvRecord{command.id, command.in_seq, command.received, command.data});
    for (auto const& intent : command.intents) {
        out(intent.record);
        if (!intent.end) continue;
        LegRecord end = *intent.end;
        end.leg = intent.record.leg;  // which may have moved since
        out(end);
    }
    CarriedRecord carried;
    carried.id = command.id;
    carried.outcome = command.outcome;
    carried.began = command.began;
    carried.answered = command.answered;
    carried.report = command.report;
    carried.closing = command.closing.has_value();
    if (command.closing) carried.last = *command.closing;
    out(carried);
}

void write_deals(std::unordered_set<std::int64_t> const& deals, bool of_legs,
                 std::function<void(Record const&)> const& out) {
    std::vector<std::int64_t> const sorted = [&] {
        std::vector<std::int64_t> list(deals.begin(), deals.end());
        std::sort(list.begin(), list.end());
        return list;
    }();
    for (std::size_t at = 0; at < sorted.size(); at += deals_per_record) {
        ByteWriter packed;
        for (std::size_t i = at; i < std::min(sorted.size(), at + deals_per_record); ++i) packed.i64(sorted[i]);
        out(DealsRecord{of_legs, packed.take()});
    }
}
}  // namespace

void Book::forget() {
    std::vector<std::pair<std::int64_t, std::string const*>> by_age;
    std::int64_t newest = 0;
    for (auto const& [id, how] : finished) {
        std::int64_t const made = made_at(id);
        newest = std::max(newest, made);
        // A stop is never too old to be carried out, so it must never be taken for a new one.
        if (made != 0 && !how.stop_lane) by_age.emplace_back(made, &id);
    }
    for (auto const& [id, command] : commands) newest = std::max(newest, made_at(id));
    std::int64_t const horizon = newest - memory_.horizon_ms;
    std::vector<std::string> unwatched;
    for (auto const& [id, command] : commands)
        if (command.watched() && command.unacked == 0 && !command.has_open_intent() && !command.watches(latch) &&
            made_at(id) < horizon)
            unwatched.push_back(id);
    if (by_age.size() > memory_.keep) {
        std::sort(by_age.begin(), by_age.end(), [](auto const& a, auto const& b) {
            return a.first != b.first ? a.first > b.first : *a.second < *b.second;
        });
        std::vector<std::string> gone;
        for (std::size_t i = memory_.keep; i < by_age.size(); ++i)
            if (by_age[i].first < horizon) gone.push_back(*by_age[i].second);
        for (auto const& id : gone) {
            forgotten = std::max(forgotten, made_at(id));
            finished.erase(id);
        }
    }
    for (auto const& id : unwatched) finish_command(id);
}

void Book::write(std::function<void(Record const&)> const& out_record) const {
    out_record(MetaRecord{journal_version, meta.journal, meta.instance});
    out_record(ForgottenRecord{forgotten});
    out_record(session);
    out_record(baseline);
    out_record(latch);
    if (own_stop.latch_id != 0) out_record(own_stop);
    out_record(RecvRecord{{}, last_in, 0, {}});
    std::vector<std::string> ids;
    for (auto const& [id, how] : finished) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    for (auto const& id : ids) out_record(FinishedRecord{id, finished.at(id).outcome, finished.at(id).stop_lane});
    for (auto const& [id, command] : commands) write_command(command, out_record);
    write_deals(known_deals, false, out_record);
    write_deals(deals_of_finished, true, out_record);
    out_record(AckedRecord{out.empty() ? last_out : out.front().record.seq - 1});
    out_record(RunRecord{spoken_out});
    for (auto const& frame : out) out_record(frame.record);
    if (welcomed_) out_record(session);
}

}  // namespace signalos::bridge
