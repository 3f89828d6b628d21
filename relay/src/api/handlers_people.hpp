// From a route to an operation on people: the same for all of them.
#pragma once
#include "api/context.hpp"
#include "services/people_service.hpp"

namespace signalos::relay::api {

/// The body's members are the arguments, {id} is the object; an answer with nothing to say is 204.
void run_people(ContextPtr const& context, PeopleService::Operation operation);

/// A handler for the route table.
template <PeopleService::Operation operation>
void people(ContextPtr context) {
    run_people(context, operation);
}

}  // namespace signalos::relay::api
