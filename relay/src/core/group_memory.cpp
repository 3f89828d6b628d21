#include "core/group_memory.hpp"

#include <utility>

namespace signalos::relay {

namespace {
constexpr std::int64_t look_every_ms = 60'000;
constexpr std::int64_t after_failure_ms = 1'000;
}  // namespace

std::vector<TerminalId> GroupMemory::members(OrgId org, GroupId group) const {
    auto const found = known_.find({org, group});
    return found == known_.end() ? std::vector<TerminalId>{} : found->second;
}

void GroupMemory::learn(OrgId org, GroupId group, std::vector<TerminalId> members) {
    known_[{org, group}] = std::move(members);
    outdated_ = busy_;
}

void GroupMemory::look_again() {
    next_ = 0;
    outdated_ = busy_;
}

void GroupMemory::on_tick() {
    auto const now = ports_.clock.steady();
    if (busy_ || now < next_) return;
    next_ = now + look_every_ms;
    busy_ = true;
    auto listed = [this](Reply<std::vector<GroupMember>> reply) {
        busy_ = false;
        bool const outdated = std::exchange(outdated_, false);
        if (!reply.ok() || outdated) {  // what was known stays
            next_ = ports_.clock.steady() + (reply.ok() ? 0 : after_failure_ms);
            return;
        }
        known_.clear();
        for (auto const& row : reply.value) known_[{row.org, row.group}].push_back(row.terminal);
    };
    ports_.store.pairings().list_group_members(std::move(listed));
}

}  // namespace signalos::relay
