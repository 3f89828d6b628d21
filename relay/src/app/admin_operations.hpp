// What an operator does from the command line, on a relay that runs or on its data while it does not.
#pragma once
#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "services/password_hasher.hpp"
#include "services/people_service.hpp"
#include "store/store.hpp"

namespace signalos::relay {

/// Requests and answers are one JSON object each: {"op":"create_terminal","name"} -> {"terminal","key"};
/// {"op":"reset_password","email"} -> {"email","one_time_password"}; {"op":"people","name","id","args","organisation"}
/// -> the answer of that operation (services/people_table.hpp), as the console; whatever fails -> {"error"}.
class AdminOperations {
public:
    using Answer = std::function<void(boost::json::object)>;
    /// `on_created` hears of each new terminal after it is durable. `owner_email` names the organisation that new
    /// terminals belong to.
    AdminOperations(Store& store, PeopleService& people, PasswordHasher& hasher, Clock const& clock, Random& random,
                    std::string owner_email, std::function<void(Terminal const&)> on_created);

    /// What {"op":"reload"} does on a relay that runs; without one there is nothing to reload.
    void set_reload(std::function<boost::json::object()> reload) { reload_ = std::move(reload); }

    /// Answers once, on the I/O thread. Anything but a known request answers an error.
    void run(std::string const& request, Answer answer);

private:
    void create_terminal(std::string name, Answer answer);
    void reset_password(std::string email, Answer answer);
    void people(boost::json::object const& request, Answer answer);

    Store& store_;
    PeopleService& people_;
    PasswordHasher& hasher_;
    Clock const& clock_;
    Random& random_;
    std::string owner_email_;
    std::function<void(Terminal const&)> on_created_;
    std::function<boost::json::object()> reload_;
};

}  // namespace signalos::relay
