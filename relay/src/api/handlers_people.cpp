#include "api/handlers_people.hpp"

#include <charconv>

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

// Of a GET: the parameters that operations read, numbers as numbers.
json::object arguments_of_query(Request const& request) {
    json::object args;
    for (auto const* name : {"before", "limit"}) {
        auto const text = request.parameter(name);
        if (!text) continue;
        std::int64_t number = 0;
        auto const* const end = text->data() + text->size();
        auto const read = std::from_chars(text->data(), end, number);
        bool const whole = read.ec == std::errc{} && read.ptr == end;
        args[name] = whole ? json::value(number) : json::value(*text);
    }
    return args;
}

void answer(ContextPtr const& context, PeopleAnswer given) {
    if (!given.error && given.body.empty()) return context->answer_empty();
    if (!given.error) return context->answer_json(200, given.body);
    if (given.fault.message.empty()) return context->fail(*given.error);
    auto path = given.fault.path;
    if (path.starts_with('/')) path.erase(0, 1);
    context->fail_field(std::move(path), std::move(given.fault.message));
}

}  // namespace

void run_people(ContextPtr const& context, PeopleService::Operation operation) {
    PeopleCall call;
    if (context->request().verb == Verb::get) {
        call.args = arguments_of_query(context->request());
    } else {
        auto body = context->body_object();
        if (!body) return;
        call.args = std::move(*body);
    }
    if (context->is_proven()) call.who = context->principal();
    call.id = context->path_id();
    call.peer = context->request().peer;
    auto& people = *context->services().people;
    (people.*operation)(std::move(call), [context](PeopleAnswer given) { answer(context, std::move(given)); });
}

}  // namespace signalos::relay::api
