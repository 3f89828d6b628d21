#include "broker/faults.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <utility>

#include "broker/json.hpp"

namespace signalos::broker {

namespace json = boost::json;

namespace {

constexpr std::array<std::pair<char const*, Effect>, 12> effects{
    {{"latency", Effect::latency},
     {"retcode", Effect::retcode},
     {"executed-but-timeout", Effect::executed_but_timeout},
     {"lost-before", Effect::lost_before},
     {"lost-after", Effect::lost_after},
     {"reorder", Effect::reorder},
     {"displace", Effect::displace},
     {"new-ticket", Effect::new_ticket},
     {"rewrite-comment", Effect::rewrite_comment},
     {"blank-magic", Effect::blank_magic},
     {"partial-fill", Effect::partial_fill},
     {"reject-burst", Effect::reject_burst}}};

constexpr std::array kinds{"open", "close", "partial_close", "close_by", "pending", "modify", "cancel", "sltp"};

char const* name_of(Effect effect) {
    for (auto const& [name, value] : effects) {
        if (value == effect) return name;
    }
    return "";
}

std::optional<Effect> effect_named(std::string_view name) {
    for (auto const& [known, value] : effects) {
        if (name == known) return value;
    }
    return std::nullopt;
}

std::string text_at(json::object const& in, char const* key) {
    std::string out;
    detail::take(in, key, out);
    return out;
}

std::optional<std::uint64_t> number_at(json::object const& in, char const* key) {
    if (!in.if_contains(key)) return std::nullopt;
    std::uint64_t out = 0;
    detail::take(in, key, out);
    return out;
}

std::string read_match(json::object const& description, Fault& fault) {
    auto const* match = description.if_contains("match");
    if (!match) return {};
    if (!match->is_object()) return "match: an object";
    json::object const& in = match->get_object();
    for (auto const& member : in) {
        std::string_view const key = member.key();
        if (key != "kind" && key != "tag" && key != "nth" && key != "account") {
            return "match." + std::string(key) + ": unknown; one of kind, tag, nth, account";
        }
    }
    if (in.if_contains("kind")) fault.kind = text_at(in, "kind");
    if (in.if_contains("tag")) fault.tag = text_at(in, "tag");
    fault.nth = number_at(in, "nth");
    fault.account = number_at(in, "account");
    if (fault.kind && std::find(kinds.begin(), kinds.end(), *fault.kind) == kinds.end()) {
        return "match.kind: not a kind of request";
    }
    if (fault.nth && *fault.nth == 0) return "match.nth: counts from 1";
    return {};
}

std::string read_delay(json::object const& description, Fault& fault) {
    auto const* delay = description.if_contains("delay_ms");
    if (!delay) return {};
    if (delay->is_array() && delay->get_array().size() == 2) {
        auto const& range = delay->get_array();
        if (!range[0].is_number() || !range[1].is_number()) return "delay_ms: two numbers";
        fault.delay_min = range[0].to_number<Millis>();
        fault.delay_max = range[1].to_number<Millis>();
    } else if (delay->is_number()) {
        fault.delay_min = fault.delay_max = delay->to_number<Millis>();
    } else {
        return "delay_ms: a number or [min, max]";
    }
    return fault.delay_min < 0 || fault.delay_max < fault.delay_min ? "delay_ms: out of order" : "";
}

bool matches(Fault& fault, std::uint64_t account, std::string const& kind, std::string const& tag) {
    if (fault.times != 0 && fault.hits >= fault.times) return false;
    bool const fits = (!fault.kind || *fault.kind == kind) && (!fault.tag || *fault.tag == tag) &&
                      (!fault.account || *fault.account == account);
    if (!fits) return false;
    ++fault.seen;
    return !fault.nth || fault.seen >= *fault.nth;
}

void apply(Fault& fault, Verdict& verdict) {
    std::uniform_int_distribution<Millis> delay(fault.delay_min, fault.delay_max);
    verdict.delay += delay(fault.random);
    switch (fault.effect) {
        case Effect::latency:
            break;
        case Effect::retcode:
        case Effect::reject_burst:
            verdict.refuse = fault.retcode;
            break;
        case Effect::executed_but_timeout:
            verdict.timeout_answer = fault.answer_ms;
            break;
        case Effect::lost_before:
            verdict.lost_before = true;
            verdict.cut = fault.cut;
            break;
        case Effect::lost_after:
            verdict.lost_after = true;
            verdict.cut = fault.cut;
            break;
        case Effect::reorder:
            verdict.shuffle_seed = fault.random();
            break;
        case Effect::displace:
            verdict.displace = true;
            break;
        case Effect::new_ticket:
            verdict.twists.new_ticket = true;
            break;
        case Effect::rewrite_comment:
            verdict.twists.comment = fault.comment;
            break;
        case Effect::blank_magic:
            verdict.twists.blank_magic = true;
            break;
        case Effect::partial_fill:
            verdict.twists.fill_fraction = fault.fraction;
            break;
    }
    verdict.effects.emplace_back(name_of(fault.effect));
    ++fault.hits;
}

}  // namespace

boost::system::result<std::uint64_t, std::string> FaultPlan::add(json::object const& description) {
    Fault fault;
    auto const effect = effect_named(text_at(description, "effect"));
    if (!effect) return std::string("effect: unknown");
    fault.effect = *effect;
    if (std::string wrong = read_match(description, fault); !wrong.empty()) return wrong;
    if (std::string wrong = read_delay(description, fault); !wrong.empty()) return wrong;
    std::uint64_t seed = 1;
    detail::take(description, "seed", seed);
    detail::take(description, "times", fault.times);
    detail::take(description, "retcode", fault.retcode);
    detail::take(description, "comment", fault.comment);
    detail::take(description, "cut", fault.cut);
    detail::take(description, "answer_ms", fault.answer_ms);
    if (auto const* fraction = description.if_contains("fraction"); fraction && fraction->is_number()) {
        fault.fraction = fraction->to_number<double>();
    }
    fault.random.seed(seed);
    fault.id = next_id_++;
    faults_.push_back(std::move(fault));
    return faults_.back().id;
}

Verdict FaultPlan::decide(std::uint64_t account, std::string const& kind, std::string const& tag) {
    Verdict verdict;
    for (Fault& fault : faults_) {
        if (matches(fault, account, kind, tag)) apply(fault, verdict);
    }
    return verdict;
}

json::array FaultPlan::describe() const {
    json::array out;
    for (Fault const& fault : faults_) {
        json::object match;
        if (fault.kind) match["kind"] = *fault.kind;
        if (fault.tag) match["tag"] = *fault.tag;
        if (fault.nth) match["nth"] = *fault.nth;
        if (fault.account) match["account"] = *fault.account;
        out.push_back(json::object{{"id", fault.id},
                                   {"match", std::move(match)},
                                   {"effect", name_of(fault.effect)},
                                   {"times", fault.times},
                                   {"hits", fault.hits}});
    }
    return out;
}

}  // namespace signalos::broker
