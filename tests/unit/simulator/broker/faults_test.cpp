#include <catch2/catch.hpp>

#include "lab.hpp"

using namespace signalos::broker;

namespace {
constexpr ConnectionId terminal = 1, other = 2;

std::vector<std::string> kinds_of(boost::json::object const& update) {
    std::vector<std::string> out;
    for (auto const& t : update.at("transactions").as_array()) out.push_back(std::to_string(t.at("type").as_int64()));
    return out;
}
}  // namespace

TEST_CASE("every terminal of an account hears of a trade, the asker also gets the answer") {
    Lab lab;
    lab.log_in(terminal);
    lab.log_in(other);
    lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.answer(terminal)->retcode == retcode_done);
    CHECK_FALSE(lab.answer(other));
    CHECK(lab.updates(terminal) == 1);
    CHECK(lab.updates(other) == 1);
    CHECK(lab.stored.back().source == Source::ea);
    CHECK(ledger_row_json(lab.stored.back()).at("tag").as_string() == "0123456789ab");
}

TEST_CASE("the ledger has the row before anyone hears of it") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "reorder"}, {"match", {{"nth", 2}}}});
    lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.stored_at_last_send == 1);
    lab.sent[terminal].clear();
    lab.request(terminal, market(Side::buy, "0.1"));
    REQUIRE(lab.answer(terminal));
    CHECK(lab.stored_at_last_send == 2);
}

TEST_CASE("latency splits around the execution") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "latency"}, {"delay_ms", 100}});
    lab.request(terminal, market(Side::buy, "0.1"));
    lab.pass(49);
    CHECK(lab.stored.empty());
    lab.pass(1);
    CHECK(lab.stored.size() == 1);
    CHECK_FALSE(lab.answer(terminal));
    lab.pass(50);
    CHECK(lab.answer(terminal)->retcode == retcode_done);
}

TEST_CASE("the same seed draws the same latency") {
    auto const answered_after = [](std::uint64_t seed) {
        Lab lab;
        lab.log_in(terminal);
        lab.fault({{"effect", "latency"}, {"delay_ms", boost::json::array{20, 300}}, {"seed", seed}});
        lab.request(terminal, market(Side::buy, "0.1"));
        int ms = 0;
        while (!lab.answer(terminal) && ms < 400) lab.pass(1), ++ms;
        return ms;
    };
    CHECK(answered_after(5) == answered_after(5));
    CHECK(answered_after(5) >= 20);
    CHECK(answered_after(5) <= 300);
}

TEST_CASE("a forced return code executes nothing") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "retcode"}, {"retcode", retcode_requote}});
    lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.answer(terminal)->retcode == retcode_requote);
    CHECK(lab.book().positions().empty());
    CHECK(lab.stored.back().retcode == retcode_requote);
}

TEST_CASE("executed-but-timeout answers 10012 and fills later") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "executed-but-timeout"}, {"delay_ms", 45'000}});
    lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.answer(terminal)->retcode == retcode_timeout);
    CHECK(lab.book().positions().empty());
    lab.pass(45'000);
    CHECK(lab.book().positions().size() == 1);
    CHECK(lab.stored.back().retcode == retcode_done);
    CHECK(lab.stored.back().answered == retcode_timeout);
    CHECK(lab.updates(terminal) == 1);
}

TEST_CASE("lost-before cuts the link and executes nothing, lost-after executes first") {
    Lab lab;
    lab.log_in(terminal);
    bool const after = GENERATE(false, true);
    lab.fault({{"effect", after ? "lost-after" : "lost-before"}});
    lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.dropped == std::vector<ConnectionId>{terminal});
    CHECK_FALSE(lab.answer(terminal));
    CHECK(lab.updates(terminal) == 0);
    CHECK(lab.book().positions().size() == (after ? 1 : 0));
    CHECK(lab.stored.size() == (after ? 1U : 0U));
}

TEST_CASE("reorder answers before the consequences and permutes them by its seed") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "reorder"}, {"seed", 3}});
    lab.request(terminal, market(Side::buy, "0.1"));
    REQUIRE(lab.sent[terminal].size() == 2);
    CHECK(lab.sent[terminal][0].contains("result"));
    auto kinds = kinds_of(lab.sent[terminal][1]);
    CHECK(kinds != std::vector<std::string>{"0", "6", "2", "3"});
    std::sort(kinds.begin(), kinds.end());
    CHECK(kinds == std::vector<std::string>{"0", "2", "3", "6"});
}

TEST_CASE("displace drops the transactions but not the truth") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "displace"}});
    lab.request(terminal, market(Side::buy, "0.1"));
    REQUIRE(lab.updates(terminal) == 1);
    CHECK(kinds_of(lab.sent[terminal].front()).empty());
    CHECK_FALSE(lab.sent[terminal].front().at("changes").as_array().empty());
}

TEST_CASE("new-ticket keeps the identifier") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "new-ticket"}});
    lab.request(terminal, market(Side::buy, "0.1"));
    Position const& position = lab.book().positions().begin()->second;
    CHECK(position.identifier == lab.answer(terminal)->order);
    CHECK(position.ticket != position.identifier);
}

TEST_CASE("a broker may rewrite the comment and blank the magic") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "rewrite-comment"}, {"comment", "broker text"}});
    lab.fault({{"effect", "blank-magic"}});
    lab.request(terminal, market(Side::buy, "0.1"));
    Deal const& deal = lab.book().deals().back();
    CHECK(deal.comment == "broker text");
    CHECK(deal.magic == 0);
    CHECK(lab.stored.back().magic == market(Side::buy, "0.1").magic);
    CHECK(lab.stored.back().faults.size() == 2);
}

TEST_CASE("partial-fill fills a part and says 10010") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "partial-fill"}, {"fraction", 0.5}});
    lab.request(terminal, market(Side::buy, "0.5"));
    CHECK(lab.answer(terminal)->retcode == retcode_done_partial);
    CHECK(lab.answer(terminal)->volume == fixed("0.25"));
    CHECK(lab.book().positions().begin()->second.volume == fixed("0.25"));
}

TEST_CASE("reject-burst ends after its times, and a match limits it") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "reject-burst"}, {"times", 2}, {"match", {{"kind", "open"}}}});
    for (int i = 0; i < 3; ++i) lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.book().positions().size() == 1);
    CHECK(lab.stored[0].retcode == retcode_reject);
    CHECK(lab.stored[1].retcode == retcode_reject);
    CHECK(lab.stored[2].retcode == retcode_done);
}

TEST_CASE("a fault can wait for the nth request of a tag") {
    Lab lab;
    lab.log_in(terminal);
    lab.fault({{"effect", "retcode"}, {"match", {{"nth", 2}, {"tag", "0123456789ab"}}}});
    for (int i = 0; i < 3; ++i) lab.request(terminal, market(Side::buy, "0.1"));
    CHECK(lab.stored[0].retcode == retcode_done);
    CHECK(lab.stored[1].retcode == retcode_reject);
    CHECK(lab.stored[2].retcode == retcode_done);
}

TEST_CASE("a fault that is not understood is refused") {
    FaultPlan plan;
    CHECK(plan.add({{"effect", "earthquake"}}).has_error());
    CHECK(plan.add({{"effect", "latency"}, {"delay_ms", "soon"}}).has_error());
    CHECK(plan.add({{"effect", "latency"}, {"match", {{"colour", "red"}}}}).has_error());
    CHECK(plan.add({{"effect", "latency"}, {"match", {{"kind", "dance"}}}}).has_error());
}
