#include "sim/plan.hpp"

#include <boost/json/array.hpp>

#include "sim/dice.hpp"

namespace signalos::sim {

namespace {
constexpr Micros second = 1'000'000;

Wish make_wish(Dice& dice, Plan const& plan) {
    using Kind = Wish::Kind;
    // By weight: most of what users do is trading.
    constexpr Kind kinds[] = {Kind::open,      Kind::open,    Kind::open,         Kind::open,         Kind::open,
                              Kind::open,      Kind::pending, Kind::pending,      Kind::pending,      Kind::close,
                              Kind::close,     Kind::close,   Kind::close,        Kind::partial,      Kind::partial,
                              Kind::modify,    Kind::modify,  Kind::modify,       Kind::close_by,     Kind::close_by,
                              Kind::close_all, Kind::pause,   Kind::cancel_order, Kind::cancel_order, Kind::resume,
                              Kind::stop,      Kind::resume,  Kind::sync,         Kind::check,        Kind::cancel};
    Wish wish;
    wish.at = dice.between(second, plan.length * 9 / 10);
    wish.kind = dice.pick(kinds);
    wish.terminal = static_cast<int>(dice.between(0, plan.terminals - 1));
    wish.choice = dice.between(0, 1'000'000);
    wish.impatient = dice.chance(0.2);
    return wish;
}

Trouble make_trouble(Dice& dice, Plan const& plan) {
    Trouble trouble;
    trouble.at = dice.between(second / 2, plan.length * 9 / 10);
    trouble.lasts = dice.chance(0.8) ? dice.between(second / 10, 8 * second) : dice.between(8 * second, 60 * second);
    trouble.kind = static_cast<Trouble::Kind>(dice.between(0, static_cast<int>(Trouble::Kind::autotrading)));
    trouble.terminal = static_cast<int>(dice.between(0, plan.terminals - 1));
    trouble.choice = dice.between(0, 1'000'000);
    return trouble;
}

// From a stream of their own: what else a seed meant before these were thought of stays what it was.
void add_storage_troubles(Dice dice, Plan& plan) {
    if (dice.chance(0.35)) {
        auto trouble = make_trouble(dice, plan);
        trouble.kind = Trouble::Kind::store_faulty;
        plan.troubles.push_back(trouble);
    }
    if (!dice.chance(0.2)) return;
    Restored restored;
    restored.backup = dice.between(second, plan.length * 7 / 10);
    restored.at = restored.backup + dice.between(second / 10, plan.length - restored.backup);
    restored.away = dice.chance(0.8) ? dice.between(second / 10, 5 * second) : dice.between(5 * second, 150 * second);
    plan.restored = restored;
}

Ambush make_ambush(Dice& dice, std::string point) {
    Ambush ambush;
    ambush.point = std::move(point);
    ambush.nth = static_cast<int>(dice.chance(0.5) ? 1 : dice.between(1, 8));
    ambush.power = dice.chance(0.4);
    ambush.away = dice.chance(0.9) ? dice.between(second / 20, 5 * second) : dice.between(5 * second, 90 * second);
    return ambush;
}
}  // namespace

std::vector<std::string> const& crash_points() {
    static std::vector<std::string> const points{"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9",
                                                 "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"};
    return points;
}

Plan make_plan(std::uint64_t seed) {
    Dice dice = Dice(seed).fork("plan");
    auto const& points = crash_points();
    Plan plan;
    plan.seed = seed;
    plan.terminals = dice.chance(0.4) ? 2 : 1;
    plan.length = dice.between(20, 60) * second;
    plan.reconcile_wait_ms = dice.between(10, 60) * 1000;
    plan.broker_latency_most_ms = dice.chance(0.8) ? dice.between(1, 300) : dice.between(300, 5000);
    plan.journal_least = 3072 + seed * 977 % 7168;  // no dice: the rest of the plan stays what the seed meant
    auto const wishes = dice.between(10, 30);
    for (std::int64_t i = 0; i < wishes; ++i) plan.wishes.push_back(make_wish(dice, plan));
    // Every point gets its share of seeds; those that need a command in a rare state get more.
    static constexpr std::string_view rare[] = {"R3", "R4", "R8", "R9", "T3", "T4", "T5",
                                                "T8", "T9", "R3", "R4", "T8", "T9"};
    auto const turn = seed % (points.size() + std::size(rare));
    plan.ambushes.push_back(
        make_ambush(dice, turn < points.size() ? points[turn] : std::string(rare[turn - points.size()])));
    while (dice.chance(0.5)) plan.ambushes.push_back(make_ambush(dice, dice.pick(points)));
    auto const troubles = dice.between(3, 9);
    for (std::int64_t i = 0; i < troubles; ++i) plan.troubles.push_back(make_trouble(dice, plan));
    add_storage_troubles(Dice(seed).fork("storage"), plan);
    return plan;
}

boost::json::object broker_fault(std::int64_t choice) {
    namespace json = boost::json;
    Dice dice(static_cast<std::uint64_t>(choice));
    json::object fault{{"times", 1}, {"seed", choice}};
    switch (dice.between(0, 9)) {
        case 0:
            fault["effect"] = "executed-but-timeout";
            fault["delay_ms"] = json::array{0, 20'000};
            fault["answer_ms"] = dice.between(10, 5000);
            break;
        case 1:
            fault["effect"] = "lost-before";
            fault["cut"] = dice.chance(0.5);
            break;
        case 2:
            fault["effect"] = "lost-after";
            fault["cut"] = dice.chance(0.5);
            break;
        case 3:
            fault["effect"] = "reorder";
            fault["times"] = 3;
            break;
        case 4:
            fault["effect"] = "displace";
            break;
        case 5:
            fault["effect"] = "new-ticket";
            break;
        case 6:
            fault["effect"] = "rewrite-comment";
            fault["comment"] = "broker";
            break;
        case 7:
            fault["effect"] = "partial-fill";
            fault["fraction"] = 0.5;
            break;
        case 8:
            fault["effect"] = "reject-burst";
            fault["times"] = dice.between(1, 4);
            break;
        default:
            fault["effect"] = "latency";
            fault["delay_ms"] = json::array{1000, 90'000};
    }
    return fault;
}

}  // namespace signalos::sim
