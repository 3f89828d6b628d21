// The people who are connected now.
#pragma once
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "core/organisation_book.hpp"
#include "core/session.hpp"
#include "core/told_session.hpp"
#include "domain/principal.hpp"
#include "services/live_people.hpp"

namespace signalos::relay {

/// All calls on the I/O thread. Sessions may go at any time; what is gone is forgotten when next looked at.
class LiveConnections final : public LivePeople {
public:
    /// `limits` says how many an organisation may have open; nullptr: as many as it likes.
    LiveConnections(Clock const& clock, Random& random, OrganisationBook const* limits = nullptr)
        : clock_(clock), random_(random), limits_(limits) {}

    /// Makes the session through `make`, unless what `who` was proven with has ended or changed since, or the
    /// organisation has as many sockets as it may: then one that closes at once and has nothing to say.
    template <class SessionType>
    std::shared_ptr<Session> open(SessionPort& port, Principal const& who,
                                  std::function<std::shared_ptr<SessionType>()> const& make) {
        if (auto closed = turned_away(port, who)) return closed;
        auto session = make();
        add(port, who, session, *session);
        return session;
    }

    void ended(Uuid who) override;
    void changed(UserId user) override;
    void tell(OrgId org, UserId user, boost::json::object data) override;
    [[nodiscard]] boost::json::array connections(OrgId org) const override;
    [[nodiscard]] bool has(OrgId org, Uuid connection) const override;
    [[nodiscard]] std::size_t count(OrgId org) const override;
    bool kick(OrgId org, Uuid connection) override;
    std::size_t broadcast(OrgId org, boost::json::object data) override;
    [[nodiscard]] std::uint64_t mark() const override { return mark_; }
    [[nodiscard]] bool outdated(Principal const& who) const override;
    /// Closes the connections whose credential has run out. At least once a second.
    void on_tick();

private:
    struct Live {
        Uuid id;
        Principal who;
        std::int64_t since;
        SessionPort* port;  ///< there while the session is
        ToldSession* told;  ///< the session itself
        std::weak_ptr<Session> session;
    };
    /// A silent session whose port is closed; nullptr when nothing speaks against `who`.
    std::shared_ptr<Session> turned_away(SessionPort& port, Principal const& who) const;
    void add(SessionPort& port, Principal const& who, std::shared_ptr<Session> const& session, ToldSession& told);
    template <class Wanted, class Act>
    std::size_t each(Wanted const& wanted, Act const& act);

    Clock const& clock_;
    Random& random_;
    OrganisationBook const* limits_;
    std::vector<Live> live_;
    std::uint64_t mark_ = 0;
    std::unordered_map<Uuid, std::uint64_t> changes_;  ///< credential, user or organisation → when it last changed
};

}  // namespace signalos::relay
