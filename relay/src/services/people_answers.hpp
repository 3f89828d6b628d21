// Forms of answers that the operations about people share.
#pragma once
#include <boost/json/array.hpp>

#include "services/people_service.hpp"
#include "services/roles.hpp"

namespace signalos::relay {

inline PeopleAnswer people_error(errc code) {
    PeopleAnswer answer;
    answer.error = code;
    return answer;
}

inline PeopleAnswer people_fault(InputFault fault) {
    auto answer = people_error(fault.code);
    answer.fault = std::move(fault);
    return answer;
}

inline PeopleAnswer people_fault(std::string path, std::string message) {
    return people_fault({errc::bad_request, std::move(path), std::move(message)});
}

template <class T>
PeopleAnswer people_error(Reply<T> const& reply) {
    if (reply.outcome == Outcome::rejected) return people_error(reply.reason);
    if (reply.outcome == Outcome::in_doubt) return people_error(errc::in_doubt);
    return people_error(reply.reason == errc::disk_full ? errc::disk_full : errc::unavailable);
}

inline PeopleAnswer people_answer(boost::json::object body) {
    PeopleAnswer answer;
    answer.body = std::move(body);
    return answer;
}

/// Nothing to say but that it is done.
inline Done<Nothing> people_done(PeopleReply reply) {
    return [reply = std::move(reply)](Reply<Nothing> done) { reply(done.ok() ? PeopleAnswer{} : people_error(done)); };
}

/// "*" or a list of ids.
boost::json::value terminals_json(TerminalScope const& scope);
/// An absent member is `fallback`; "*" is every one. Faults go to the reader.
TerminalScope read_terminals(JsonReader& reader, boost::json::object const& args, TerminalScope fallback);
/// Null for zero.
inline boost::json::value time_or_null(std::int64_t at) {
    return at == 0 ? boost::json::value(nullptr) : boost::json::value(at);
}

boost::json::object session_json(UserSession const& session, Principal const& who);
boost::json::object key_json(ApiKey const& key);
boost::json::object member_json(Member const& member);
boost::json::object invitation_json(Invitation const& invitation);

}  // namespace signalos::relay
