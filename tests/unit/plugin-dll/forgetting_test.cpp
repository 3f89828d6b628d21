// What the book lets go when the journal is rewritten, and what it never forgets.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "bridge/book.hpp"
#include "bridge/journal.hpp"
#include "rig.hpp"

namespace signalos::bridge::test {
namespace {
constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
constexpr std::int64_t epoch_ms = 1'767'225'600'000;

// A UUIDv7 made at that time.
std::string id_at(std::int64_t made_ms, int n) {
    char text[40];
    std::snprintf(text, sizeof text, "%08llx-%04llx-7000-8000-%012d", static_cast<unsigned long long>(made_ms >> 16),
                  static_cast<unsigned long long>(made_ms & 0xffff), n);
    return text;
}

std::vector<Record> written(Book const& book) {
    std::vector<Record> records;
    book.write([&](Record const& r) { records.push_back(r); });
    return records;
}

std::string bytes_of(Book const& book) {
    std::string bytes;
    for (auto const& r : written(book)) bytes += Journal::framed(record_type(r), encode(r));
    return bytes;
}

Book replayed(std::vector<Record> const& records, Memory memory = {}) {
    Book book(memory);
    for (auto const& r : records) book.apply(r, 0);
    return book;
}

RecvRecord recv(std::string id, std::int64_t seq, char const* kind, char const* level = "flatten") {
    json::object const data{{"cmd_seq", seq}, {"kind", kind}, {"args", {{"position", "7"}, {"level", level}}}};
    return {std::move(id), seq, epoch_ms + seq, json::serialize(data)};
}

OutRecord result(std::int64_t seq, std::string re, Outcome outcome) {
    return {seq, OutType::command_result, outcome, 0, std::move(re), R"({"state":"x"})"};
}

// A close whose intent is written and whose outcome is not. Returns its id.
std::string close_begun(Book& book) {
    std::string id = id_at(epoch_ms, 1);
    book.apply(recv(id, 1, "close"), 0);
    book.apply(IntentRecord{id, 0, SOS_CLOSE, 0, 9, 7, 7, 0, 0, 1, 1, "EURUSD"}, 0);
    return id;
}

// A life of a bridge as its journal tells it: each step is one that the session may record.
class Life {
public:
    explicit Life(unsigned seed) : dice_(seed) { add(MetaRecord{journal_version, "lineage", "instance"}); }
    std::vector<Record> records;

    void step() {
        switch (pick(11)) {
            case 0:
            case 1:
            case 2:
                ++in_;
                ids_.push_back(id_at(epoch_ms + in_, static_cast<int>(in_)));
                return add(recv(ids_.back(), in_, pick(4) == 0 ? "emergency_stop" : "close"));
            case 3:
            case 4:
                return add(
                    IntentRecord{some_id(), pick(3), SOS_CLOSE, 0, 9, 7, 7, in_, epoch_ms + in_, 1, 1, "EURUSD"});
            case 5:
            case 6: {
                LegRecord leg;
                leg.id = some_id();
                leg.leg = pick(3);
                leg.outcome = pick(7);
                leg.retcode = 10000 + pick(40);
                leg.final = pick(2);
                leg.deal = 100 + pick(50);
                leg.at = epoch_ms + in_;
                return add(leg);
            }
            case 7:
                return add(result(++out_, some_id(), static_cast<Outcome>(1 + pick(7))));
            case 8:
                return add(AckedRecord{out_ - pick(4)});
            case 9:
                return add(LatchRecord{pick(2) == 0, in_, pick(2), 3, SOS_LEVEL_FLATTEN, 0, epoch_ms + in_ - pick(5)});
            default:
                if (pick(2) == 0) return add(RunRecord{replayed(records).spoken_out});
                return pick(2) == 0 ? add(SessionRecord{in_, "resume"}) : add(ClearedRecord{some_id(), pick(3)});
        }
    }

private:
    void add(Record record) { records.push_back(std::move(record)); }
    int pick(int below) { return static_cast<int>(dice_() % static_cast<unsigned>(below)); }
    std::string some_id() {
        return ids_.empty() ? "none" : ids_[ids_.size() - 1 - dice_() % std::min<std::size_t>(ids_.size(), 6)];
    }

    std::mt19937 dice_;
    std::vector<std::string> ids_;
    std::int64_t in_ = 0;
    std::int64_t out_ = 0;
};
}  // namespace

TEST_CASE("a restart from a rewritten journal sees what one from the old journal would have seen", "[forgetting]") {
    for (unsigned seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        Life life(seed);
        for (int i = 0; i < 40; ++i) life.step();
        auto const middle = static_cast<std::ptrdiff_t>(life.records.size());
        for (int i = 0; i < 30; ++i) life.step();
        std::vector<Record> rewritten = written(replayed({life.records.begin(), life.records.begin() + middle}));
        rewritten.insert(rewritten.end(), life.records.begin() + middle, life.records.end());
        REQUIRE(bytes_of(replayed(rewritten)) == bytes_of(replayed(life.records)));
    }
}

TEST_CASE("a command that ended and is known at the relay takes no more than its id", "[forgetting]") {
    Book book;
    std::string const id = close_begun(book);
    LegRecord done;
    done.id = id;
    done.outcome = SOS_DONE;
    done.deal = 55;
    book.apply(done, 0);
    book.apply(result(1, id, Outcome::done), 0);
    CHECK(book.find(id) != nullptr);
    book.apply(AckedRecord{1}, 0);
    CHECK(book.find(id) == nullptr);
    CHECK(book.knows(id));
    CHECK(book.finished.at(id).outcome == Outcome::done);
    // Whoever looks for an order without marks must not take this deal for it.
    CHECK(book.deals_of_finished.contains(55));
}

TEST_CASE("a stop stays whole while its latch is in force and leaves when it is lifted", "[forgetting]") {
    Book book;
    std::string const id = id_at(epoch_ms, 1);
    book.apply(recv(id, 1, "emergency_stop"), 0);
    book.apply(LatchRecord{true, 0, 1, 1, SOS_LEVEL_FLATTEN, 0, epoch_ms + 10}, 0);
    book.apply(result(1, id, Outcome::done), 0);
    book.apply(AckedRecord{1}, 0);
    CHECK(book.find(id) != nullptr);
    book.apply(LatchRecord{false, 1, 0, 1, 0, 0, epoch_ms + 10}, 0);
    CHECK(book.find(id) == nullptr);
    CHECK(book.finished.at(id).stop_lane);
}

TEST_CASE("an order that was not found stays watched for the whole horizon", "[forgetting]") {
    Book book;
    std::string const id = close_begun(book);
    LegRecord gone;
    gone.id = id;
    gone.outcome = SOS_NOT_FOUND;
    book.apply(gone, 0);
    book.apply(result(1, id, Outcome::not_executed), 0);
    book.apply(AckedRecord{1}, 0);
    book.apply(recv(id_at(epoch_ms + 8 * day_ms, 2), 2, "close"), 0);
    book.forget();
    CHECK(book.find(id) != nullptr);
    book.apply(recv(id_at(epoch_ms + 8 * day_ms + 1, 3), 3, "close"), 0);
    book.forget();
    CHECK(book.find(id) == nullptr);
    CHECK(book.knows(id));
}

TEST_CASE("a hundred thousand ids are remembered at any age, and younger ones beyond them", "[forgetting]") {
    Book book;
    constexpr int count = 100'500;
    for (int n = 1; n <= count; ++n) {
        std::string const id = id_at(epoch_ms + n, n);
        book.apply(recv(id, n, "close"), 0);
        book.apply(result(n, id, Outcome::done), 0);
        book.apply(AckedRecord{n}, 0);
    }
    book.forget();
    CHECK(book.finished.size() == count);
    // All of them are older than the horizon now; the newest hundred thousand stay.
    book.apply(recv(id_at(epoch_ms + 9 * day_ms, 1), count + 1, "close"), 0);
    book.forget();
    CHECK(book.finished.size() == 100'000);
    CHECK_FALSE(book.knows(id_at(epoch_ms + 500, 500)));
    CHECK(book.knows(id_at(epoch_ms + 501, 501)));
    CHECK(book.forgotten == epoch_ms + 500);
    Book const again = replayed(written(book));
    CHECK(again.finished.size() == 100'000);
    CHECK(again.forgotten == book.forgotten);
    CHECK(bytes_of(again).size() < 10'000'000);
}

TEST_CASE("a stop is never forgotten: it is never too old to be carried out", "[forgetting]") {
    Book book(Memory{0, day_ms});
    std::string const stop = id_at(epoch_ms, 1);
    std::string const close = id_at(epoch_ms, 2);
    for (auto const& [id, kind] : {std::pair(stop, "emergency_stop"), std::pair(close, "close")}) {
        std::int64_t const seq = book.last_in + 1;
        book.apply(recv(id, seq, kind), 0);
        book.apply(result(seq, id, Outcome::done), 0);
        book.apply(AckedRecord{seq}, 0);
    }
    book.apply(recv(id_at(epoch_ms + 2 * day_ms, 3), 3, "close"), 0);
    book.forget();
    CHECK(book.knows(stop));
    CHECK_FALSE(book.knows(close));
}

TEST_CASE("the journal stays small, and a command whose details are gone is answered again, never run again",
          "[forgetting]") {
    Rig rig;
    rig.journal_least = 8192;
    rig.live();
    constexpr int count = 300;
    for (int n = 1; n <= count; ++n) {
        rig.close_command(n);
        REQUIRE(rig.take());
        REQUIRE(rig.begin(rig.facts(n, SOS_CLOSE)).verdict == SOS_GO);
        REQUIRE(rig.finish(n, SOS_DONE) == SOS_OK);
        rig.ack(n);
    }
    CHECK(rig.disk.rewrites > 0);
    CHECK(rig.disk.durable.size() < 80'000);
    bool const old_name = GENERATE(false, true);
    rig.session.reset();
    rig.disk.power_cut(old_name);
    rig.start();
    rig.sign_in(count);
    rig.health();
    CHECK(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_SETTLED);
    json::object data{
        {"session_epoch", 7}, {"cmd_seq", 1}, {"kind", "close"}, {"ttl_ms", 1000}, {"args", {{"position", "120"}}}};
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", count + 1}, {"data", data}});
    CHECK_FALSE(rig.take());
    REQUIRE(rig.results(1).size() == 1);
    CHECK(rig.state_of(1) == "done");
    CHECK(rig.results(1).back().at("already") == true);
    // One that was final at the relay before is no news to it.
    data["settled"] = true;
    rig.frame({{"type", "command"}, {"id", command_id(1)}, {"seq", count + 2}, {"data", data}});
    CHECK(rig.results(1).size() == 1);
}

TEST_CASE("a deal of a command whose details are gone is not taken for an order without an answer", "[forgetting]") {
    Rig rig;
    rig.live();
    rig.close_command(1);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(1, SOS_CLOSE)).verdict == SOS_GO);
    sos_result done{};
    done.struct_size = sizeof done;
    done.outcome = SOS_DONE;
    done.final = 1;
    done.retcode = 10009;
    done.deal = 55;
    write_text(done.id, command_id(1));
    REQUIRE(rig.session->finish(done) == SOS_OK);
    rig.wire.events->on_wake();
    bool const gone = GENERATE(false, true);
    if (gone) rig.ack(1);
    rig.close_command(2);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(2, SOS_CLOSE)).verdict == SOS_GO);
    sos_result maybe = done;
    maybe.outcome = SOS_UNKNOWN;
    maybe.final = 0;
    maybe.retcode = 0;
    write_text(maybe.id, command_id(2));
    CHECK(rig.session->finish(maybe) == 1);
    CHECK(rig.results(2).empty());
}

TEST_CASE("what may have been forgotten is refused as too old instead of being taken for new", "[forgetting]") {
    Rig rig;
    rig.journal_least = 2048;
    rig.memory = {3, 1};
    rig.live();
    int seq = 0;
    auto const close = [&](std::int64_t made) {
        std::string const id = id_at(made, 1);
        json::object const data{{"session_epoch", 7},
                                {"cmd_seq", ++seq},
                                {"kind", "close"},
                                {"ttl_ms", 60000},
                                {"args", {{"position", "120"}, {"ticket", "120"}}}};
        rig.frame({{"type", "command"}, {"id", id}, {"seq", seq}, {"data", data}});
        sos_command out{};
        bool const taken = rig.session->next(out);
        if (!taken) return false;
        sos_facts facts = rig.facts(1, SOS_CLOSE);
        write_text(facts.id, id);
        CHECK(rig.begin(facts).verdict == SOS_GO);
        sos_result done{};
        done.struct_size = sizeof done;
        done.outcome = SOS_DONE;
        done.final = 1;
        done.retcode = 10009;
        write_text(done.id, id);
        CHECK(rig.session->finish(done) == SOS_OK);
        rig.wire.events->on_wake();
        rig.ack(seq);
        return true;
    };
    std::int64_t const first = rig.clock.utc;
    CHECK(close(first));
    for (int i = 1; i < 60; ++i) {
        rig.clock.advance(10);
        CHECK(close(rig.clock.utc));
    }
    CHECK(rig.disk.rewrites > 0);
    // Every clock of the terminal goes back: what it knew then it must not run again.
    rig.clock.utc = first;
    CHECK_FALSE(close(first));
    auto const& told = rig.wire.sent;
    auto const refused = std::find_if(told.begin(), told.end(), [&](json::object const& frame) {
        return text_of(frame, "re") == id_at(first, 1) && text_of(object_of(frame, "data"), "rule") == "too_old";
    });
    CHECK(refused != told.end());
}

TEST_CASE("a journal of version 1 is read and rewritten without losing anything", "[forgetting]") {
    std::ifstream in(SIGNALOS_TEST_DATA "/bridge/journal-v1.bin", std::ios::binary);
    std::string const bytes((std::istreambuf_iterator<char>(in)), {});
    Book book;
    auto const contents = Journal::scan(bytes, [&](std::uint8_t type, std::string_view payload) {
        auto const record = decode(type, payload);
        if (record) book.apply(*record, 0);
        return record.has_value();
    });
    REQUIRE(contents.whole == bytes.size());
    REQUIRE(contents.damage.empty());
    CHECK(book.meta.version == 1);
    CHECK(book.latch.latch_id == 1);
    CHECK(book.latch.level == SOS_LEVEL_HALT);
    CHECK(book.last_in == 6);
    CHECK(book.last_out == 7);
    CHECK(book.out.size() == 6);
    CHECK(book.spoken_out == 7);
    CHECK(book.finished.size() == 1);
    REQUIRE(book.unsettled().size() == 1);
    CHECK(book.unsettled().front()->args.kind == SOS_CLOSE);
    CHECK(bytes_of(replayed(written(book))) == bytes_of(book));
}

TEST_CASE("what a run without a welcome wrote down is told under free numbers when the relay heard others meanwhile",
          "[forgetting]") {
    Rig rig;
    rig.live();
    rig.open_command(1);
    REQUIRE(rig.take());
    REQUIRE(rig.begin(rig.facts(1, SOS_OPEN)).verdict == SOS_GO);
    // The disk fills: what this run refuses lives in memory alone, and the relay hears it under numbers 1 and 2.
    rig.disk.full = true;
    rig.close_command(2);
    rig.close_command(3);
    rig.session.reset();
    rig.disk.power_cut();
    rig.disk.full = false;
    // The next run finds the order and writes its end down as number 1, but never reaches the relay.
    rig.start();
    rig.health();
    REQUIRE(rig.finish(1, SOS_DONE) == SOS_OK);
    rig.crash(2);
    REQUIRE(rig.results(1).size() == 1);
    CHECK(rig.state_of(1) == "done");
    for (auto const& frame : rig.wire.sent)
        if (text_of(frame, "re") == command_id(1)) CHECK(integer_of(frame, "seq").value_or(0) > 2);
}

}  // namespace signalos::bridge::test
