// A session and its journal: reading it, going on after a restart, agreeing with the relay on numbers, rewriting it.
#include <algorithm>
#include <boost/json/array.hpp>
#include <limits>

#include "bridge/session.hpp"

namespace signalos::bridge {

namespace {
constexpr std::size_t recalled_a_page = 1000;  // 70 bytes each, far below the limit of a frame

// Applies records to `book`, which outlives the visitor; what a newer version wrote is refused.
Journal::Visit reader(Book& book) {
    return [&book, end = std::uint64_t{0}](std::uint8_t type, std::string_view payload) mutable {
        end += Journal::framed_size(payload);
        auto const decoded = decode(type, payload);
        if (!decoded) return false;
        if (auto const* meta = std::get_if<MetaRecord>(&*decoded); meta != nullptr && meta->version > journal_version)
            return false;
        book.apply(*decoded, end);
        return true;
    };
}
}  // namespace

std::unique_ptr<Journal> Session::read_journal(std::unique_ptr<DurableFile> file) {
    return std::make_unique<Journal>(std::move(file), reader(book_));
}

bool Session::record(Record what) {
    if (!journal_->append(record_type(what), encode(what))) return false;
    book_.apply(what, journal_->end());
    return true;
}

void Session::recover() {
    if (book_.meta.journal.empty())
        record(MetaRecord{journal_version, Uuid::make_v7(clock_, random_).text(), config_.instance});
    record(RunRecord{book_.spoken_out});
    for (auto& frame : book_.out) frame.sent = true;
    for (Command* command : book_.unsettled()) {
        for (auto& intent : command->intents) intent.unknown = intent.unknown || !intent.end;
        command->args.latch_id = command->stop_lane && book_.latch.since >= command->received ? book_.latch.latch_id
                                                                                              : command->args.latch_id;
        if (bridge_finishes(command->args) || (command->stop_lane && command->args.latch_id == 0))
            finish_in_bridge(*command);
        else if (command->intents.empty())
            // What the relay was told while the journal was broken is not in it: its welcome decides whether this may
            // run.
            command->held = !command->stop_lane;
        else
            conclude(*command);
        // The rest of its legs waits for the relay's clock, which knows whether there is still time for them.
        if (command->args.kind == SOS_CLOSE_ALL && !command->closing) command->held = true;
    }
    journal_->flush();
}

void Session::on_session(SessionRecord session, json::object const& welcome) {
    if (std::int64_t const known = integer_of(welcome, "last_in").value_or(0); known > spoken_before_)
        skip_numbers(known);
    spoken_before_ = std::numeric_limits<std::int64_t>::max();
    // Last: should this be all that a power cut spares, the numbers above are still known to be free.
    if (!record(session)) book_.apply(session, 0);
    feed_.reset();
    next_patch_ = 0;
}

// The relay heard more than the journal held when this run began: refusals given by a run whose journal was broken.
// Their numbers are spent. What has been said since under the same numbers, to no relay yet, gets new ones, and what
// still waits may be among what was refused.
void Session::skip_numbers(std::int64_t known) {
    std::vector<OutRecord> ours;
    for (auto const& frame : book_.out)
        if (frame.record.seq > spoken_before_) ours.push_back(frame.record);
    std::int64_t const spent = std::max(known, book_.last_out);
    for (auto& out : ours) {
        out.seq = std::max(spent, book_.last_out) + 1;
        record(std::move(out));
    }
    record(AckedRecord{spent});
    for (Command* command : book_.unsettled())
        if (command->held && command->intents.empty())
            refuse(*command,
                   Refusal{"journal", "The journal was broken when this command came; it was not executed", {}});
}

// Own stops are left out: no relay ever knew them.
std::vector<json::object> Session::recalled(std::int64_t since) {
    std::vector<std::pair<std::string, Outcome>> known;
    for (auto const& [id, how] : book_.finished)
        if (how.outcome != Outcome::none) known.emplace_back(id, how.outcome);
    for (auto const& [id, command] : book_.commands) {
        bool const final_there = command.settled() && command.report.empty();
        if (!command.own && !final_there) known.emplace_back(id, command.settled() ? command.outcome : Outcome::none);
    }
    std::erase_if(known, [since](auto const& one) {
        auto const uuid = Uuid::parse(one.first);
        return !uuid || static_cast<std::int64_t>(uuid->time_ms()) < since;
    });
    std::sort(known.begin(), known.end());
    std::vector<json::object> pages;
    for (std::size_t at = 0; at == 0 || at < known.size(); at += recalled_a_page) {
        json::array commands;
        for (std::size_t i = at; i < std::min(known.size(), at + recalled_a_page); ++i) {
            auto const state = known[i].second == Outcome::none ? "open" : outcome_name(known[i].second);
            commands.push_back(
                json::object{{"id", known[i].first}, {"state", json::string_view(state.data(), state.size())}});
        }
        json::object page{{"forgotten", book_.forgotten}, {"commands", std::move(commands)}};
        if (at + recalled_a_page < known.size()) page["more"] = true;
        pages.push_back(std::move(page));
    }
    return pages;
}

// On the link's thread. A restart from the new file sees what one from the old file would have seen.
void Session::compact() {
    {
        std::lock_guard lock(mutex_);
        if (stopping_ || !journal_->wants_rewrite(config_.journal_least)) return;
    }
    auto const condense = [this](std::string_view bytes) -> std::optional<std::string> {
        Book book(config_.memory);
        if (Journal::scan(bytes, reader(book)).whole != bytes.size()) return std::nullopt;
        book.forget();
        std::string out;
        book.write([&out](Record const& r) { out += Journal::framed(record_type(r), encode(r)); });
        return out;
    };
    if (!journal_->rewrite(mutex_, condense)) return;
    std::lock_guard lock(mutex_);
    book_.forget();
}

}  // namespace signalos::bridge
