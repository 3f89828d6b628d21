// How the handlers about terminals read names and callers, and answer.
#pragma once
#include <optional>
#include <string>

#include "api/context.hpp"
#include "api/terminals_port.hpp"

namespace signalos::relay::api {

inline TerminalsPort::Caller caller_of(ContextPtr const& context) {
    auto const& who = context->principal();
    return {who.org, {who.actor(), who.name}, who.terminals, context->request().peer};
}

inline void fail_refused(ContextPtr const& context, TerminalsPort::Refused const& refused) {
    ProblemDetail detail;
    if (refused.retry_after_ms > 0) detail.retry_after_ms = refused.retry_after_ms;
    context->fail(refused.code, detail);
}

/// Answers {name: value} with the status.
template <class T>
TerminalsPort::Reply<T> answer_under(ContextPtr context, char const* name, int status = 200) {
    return [context, name, status](boost::system::result<T, TerminalsPort::Refused> value) {
        if (!value) return fail_refused(context, value.error());
        boost::json::object answer;
        answer[name] = std::move(*value);
        context->answer_json(status, answer);
    };
}

/// 204.
inline TerminalsPort::Reply<Success> answer_nothing(ContextPtr context) {
    return [context](boost::system::result<Success, TerminalsPort::Refused> done) {
        if (!done) return fail_refused(context, done.error());
        context->answer_empty();
    };
}

/// `name` of the body, when sound_name() says so. Answers the problem itself when it is none.
std::optional<std::string> read_name(ContextPtr const& context, boost::json::object const& body);

}  // namespace signalos::relay::api
