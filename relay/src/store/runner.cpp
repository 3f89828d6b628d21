#include "store/runner.hpp"

namespace signalos::relay::sql {

errc reason_of(Fault fault) {
    switch (fault) {
        case Fault::disk_full:
            return errc::disk_full;
        case Fault::damaged:
            return errc::damaged;
        case Fault::statement:
            return errc::internal;
        case Fault::unavailable:
        case Fault::retry:
            break;
    }
    return errc::unavailable;
}

Answer try_job(Session& session, Job& job) {
    try {
        job.run(session);
        session.settle();
    } catch (Rejected const& rejected) {
        session.forget_draft();
        return {Outcome::rejected, rejected.reason};
    } catch (Error const& error) {
        session.forget_draft();
        if (error.infrastructure()) throw;
        return {Outcome::rejected, reason_of(error.fault())};
    }
    return {};
}

}  // namespace signalos::relay::sql
