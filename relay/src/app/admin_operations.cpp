#include "app/admin_operations.hpp"

#include <algorithm>

#include "app/store_reply.hpp"
#include "domain/json.hpp"
#include "services/auth_service.hpp"
#include "services/people_table.hpp"
#include "services/sound_name.hpp"
#include "util/crypto.hpp"
#include "util/log.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
constexpr log::Logger logger{"app"};

json::object error_answer(std::string_view words) {
    return {{"error", std::string(words)}};
}

template <class T>
json::object store_error(Reply<T> const& reply) {
    return error_answer(error_of(reply).message());
}

}  // namespace

AdminOperations::AdminOperations(Store& store, PeopleService& people, PasswordHasher& hasher, Clock const& clock,
                                 Random& random, std::string owner_email,
                                 std::function<void(Terminal const&)> on_created)
    : store_(store),
      people_(people),
      hasher_(hasher),
      clock_(clock),
      random_(random),
      owner_email_(std::move(owner_email)),
      on_created_(std::move(on_created)) {}

void AdminOperations::run(std::string const& request, Answer answer) {
    auto const object = parse_object(request);
    if (!object) return answer(error_answer("not a request"));
    auto const operation = text_of(*object, "op");
    if (operation == "create_terminal")
        return create_terminal(std::string(text_of(*object, "name")), std::move(answer));
    if (operation == "reset_password") return reset_password(std::string(text_of(*object, "email")), std::move(answer));
    if (operation == "people") return people(*object, std::move(answer));
    if (operation == "reload") {
        if (!reload_) return answer(error_answer("no relay runs on this data_dir: there is nothing to reload"));
        return answer(reload_());
    }
    if (terminals_ != nullptr && AdminTerminals::knows(operation)) return terminals_->run(*object, std::move(answer));
    answer(error_answer("unknown operation"));
}

void AdminOperations::people(json::object const& request, Answer answer) {
    auto const name = text_of(request, "name");
    auto const table = people_operations();
    auto const row = std::find_if(table.begin(), table.end(), [&](auto const& one) { return one.name == name; });
    if (row == table.end()) return answer(error_answer("unknown operation; `admin operations` lists them"));
    PeopleCall call;
    call.id = std::string(text_of(request, "id"));
    if (auto const* const args = request.if_contains("args"); args != nullptr && args->is_object())
        call.args = args->get_object();
    call.who.kind = Principal::Kind::console;
    call.who.name = "console";
    call.who.role = "operator";
    call.who.strongest = Permission::own;
    call.who.is_operator = true;
    call.who.terminals = TerminalScope::all();
    auto run = [this, call, operation = row->run, answer](OrgId org) mutable {
        call.who.org = org;
        auto done = [answer](PeopleAnswer given) {
            if (!given.error) return answer(std::move(given.body));
            auto words = std::string(code_words(*given.error));
            if (!given.fault.message.empty()) words = given.fault.path + ": " + given.fault.message;
            answer(error_answer(words));
        };
        (people_.*operation)(std::move(call), std::move(done));
    };
    auto const named = text_of(request, "organisation");
    if (auto const org = OrgId::parse(named)) return run(*org);
    if (!named.empty()) return answer(error_answer("--organisation takes the id from organisations.list"));
    auto found = [this, run, answer](Reply<UserWithOrganisation> owner) mutable {
        if (owner.ok()) return run(owner.value.user.org);
        if (owner.reason != errc::not_found) return answer(store_error(owner));
        answer(error_answer("there is no account " + owner_email_ + ": name one with --owner, or an --organisation"));
    };
    store_.find_user_by_email(owner_email_, std::move(found));
}

void AdminOperations::create_terminal(std::string name, Answer answer) {
    if (!sound_name(name)) return answer(error_answer("a terminal's name " + std::string(sound_name_words)));
    auto found = [this, name = std::move(name), answer = std::move(answer)](Reply<UserWithOrganisation> owner) {
        if (!owner.ok() && owner.reason == errc::not_found)
            return answer(
                error_answer("there is no account " + owner_email_ + ": start the relay once, it makes the owner"));
        if (!owner.ok()) return answer(store_error(owner));
        auto const key = random_token(random_, 32);
        NewTerminal terminal;
        terminal.id = TerminalId{Uuid::make_v7(clock_, random_)};
        terminal.name = name;
        terminal.key_hash = hex(sha256(key));
        terminal.now = clock_.utc_ms();
        auto created = [this, key, answer](Reply<Terminal> made) {
            if (!made.ok() && made.reason == errc::limit_reached)
                return answer(
                    error_answer("the organisation has as many terminals as it may: `admin call limits.list`"));
            if (!made.ok()) return answer(store_error(made));
            logger.info("terminal_created", {{"terminal", made.value.id.text()}, {"name", made.value.name}});
            on_created_(made.value);
            answer({{"terminal", made.value.id.text()}, {"key", key}});
        };
        store_.create_terminal(owner.value.user.org, terminal, std::move(created));
    };
    store_.find_user_by_email(owner_email_, std::move(found));
}

void AdminOperations::reset_password(std::string email, Answer answer) {
    email = normal_email(email);
    auto found = [this, email, answer = std::move(answer)](Reply<UserWithOrganisation> who) {
        if (!who.ok() && who.reason == errc::not_found) return answer(error_answer("there is no account " + email));
        if (!who.ok()) return answer(store_error(who));
        auto const password = readable_password(random_);
        auto hashed = [this, email, password, answer, user = who.value.user](std::string encoded) {
            if (encoded.empty()) return answer(error_answer("not enough memory to hash the password"));
            auto changed = [this, email, password, answer, id = user.id](Reply<Nothing> done) {
                if (!done.ok()) return answer(store_error(done));
                people_.access_ended(id);
                answer({{"email", email}, {"one_time_password", password}});
            };
            store_.people().reset_password(user.org, user.id, std::move(encoded), {"console", clock_.utc_ms()},
                                           std::move(changed));
        };
        if (!hasher_.hash(Secret(password), std::move(hashed))) answer(error_answer("too busy; try again"));
    };
    store_.find_user_by_email(email, std::move(found));
}

}  // namespace signalos::relay
