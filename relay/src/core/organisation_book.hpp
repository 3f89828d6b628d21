// What each organisation may have at most, held in RAM for what is asked at every command and every socket.
#pragma once
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "base/ids.hpp"
#include "store/people_types.hpp"

namespace signalos::relay {

/// The store's limits as last told, and the commands of the last minute. All calls on the I/O thread. An organisation
/// that was never told has no limit.
class OrganisationBook {
public:
    void set(OrgId org, OrganisationLimits const& limits);
    [[nodiscard]] OrganisationLimits of(OrgId org) const;
    /// Takes `count` commands out of the organisation's minute and answers 0, or takes none and answers in how many ms
    /// one more may come. A minute's worth may come at once. `now` by a steady clock, ms.
    [[nodiscard]] std::int64_t take_commands(OrgId org, std::size_t count, std::int64_t now);

private:
    struct Row {
        OrganisationLimits limits;
        double left = 0;  ///< commands that may come now
        std::int64_t at = 0;
    };
    std::unordered_map<Uuid, Row> rows_;
};

}  // namespace signalos::relay
