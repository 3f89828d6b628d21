#include "app/admin_terminals.hpp"

#include <algorithm>
#include <array>

#include "app/store_reply.hpp"
#include "domain/json.hpp"
#include "services/sound_name.hpp"

namespace signalos::relay {
namespace {

namespace json = boost::json;
using Refused = TerminalsPort::Refused;

json::object error_answer(std::string_view words) {
    return {{"error", std::string(words)}};
}

template <class T>
TerminalsPort::Reply<T> under(char const* name, AdminTerminals::Answer answer) {
    return [name, answer = std::move(answer)](boost::system::result<T, Refused> value) {
        if (!value) return answer(error_answer(code_words(value.error().code)));
        json::object given;
        given[name] = std::move(*value);
        answer(std::move(given));
    };
}

std::string member(json::object const& request, char const* name) {
    return std::string(text_of(request, name));
}

}  // namespace

bool AdminTerminals::knows(std::string_view operation) {
    static constexpr std::array<std::string_view, 14> all{
        "pair",   "pairings", "find_pairing", "show_pairing", "approve",      "deny",       "terminals",
        "rename", "revoke",   "groups",       "create_group", "rename_group", "drop_group", "set_group"};
    return std::find(all.begin(), all.end(), operation) != all.end();
}

void AdminTerminals::run(json::object const& request, Answer answer) {
    auto email = member(request, "owner");
    if (email.empty()) email = owner_email_;
    auto found = [this, email, request, answer = std::move(answer)](Reply<UserWithOrganisation> owner) {
        if (!owner.ok() && owner.reason == errc::not_found) return answer(error_answer("there is no account " + email));
        if (!owner.ok()) return answer(error_answer(error_of(owner).message()));
        act({owner.value.user.org, {"operator", "operator"}, TerminalScope::all(), ""}, request, answer);
    };
    store_.find_user_by_email(email, std::move(found));
}

void AdminTerminals::act(TerminalsPort::Caller caller, json::object const& request, Answer answer) {
    auto const operation = text_of(request, "op");
    auto const name = member(request, "name");
    bool const names = operation == "pair" || operation == "rename" || operation.ends_with("e_group");
    if (names && !sound_name(name)) return answer(error_answer("a name " + std::string(sound_name_words)));
    if (operation.ends_with("group") || operation == "groups") return act_on_group(caller, request, answer);
    if (operation == "pair") {
        auto started = [answer](boost::system::result<json::object, Refused> value) {
            if (!value) return answer(error_answer(code_words(value.error().code)));
            answer(std::move(*value));
        };
        return terminals_.start_pairing(caller, name, std::move(started));
    }
    if (operation == "pairings") return terminals_.list_pairings(caller, under<json::array>("pairings", answer));
    if (operation == "terminals") return terminals_.list_terminals(caller, under<json::array>("terminals", answer));
    if (operation == "find_pairing")
        return terminals_.find_pairing_by_code(caller, member(request, "code"), under<json::object>("pairing", answer));
    if (operation == "approve" || operation == "deny" || operation == "show_pairing") {
        auto const id = PairingId::parse(text_of(request, "pairing"));
        if (!id) return answer(error_answer("--pairing is not an id; see admin pairings"));
        if (operation == "show_pairing")
            return terminals_.find_pairing(caller, *id, under<json::object>("pairing", answer));
        if (operation == "deny") return terminals_.deny_pairing(caller, *id, under<json::object>("pairing", answer));
        return terminals_.approve_pairing(caller, *id, member(request, "fingerprint"), name,
                                          under<json::object>("pairing", answer));
    }
    auto const terminal = TerminalId::parse(text_of(request, "terminal"));
    if (!terminal) return answer(error_answer("--terminal is not an id; see admin terminals"));
    if (operation == "rename")
        return terminals_.rename_terminal(caller, *terminal, name, under<json::object>("terminal", answer));
    auto revoked = [answer, terminal = *terminal](boost::system::result<Success, Refused> done) {
        if (!done) return answer(error_answer(code_words(done.error().code)));
        answer({{"terminal", terminal.text()}, {"revoked", true}});
    };
    terminals_.revoke_terminal(caller, *terminal, std::move(revoked));
}

void AdminTerminals::act_on_group(TerminalsPort::Caller const& caller, json::object const& request, Answer answer) {
    auto const operation = text_of(request, "op");
    auto const name = member(request, "name");
    if (operation == "groups") return terminals_.list_groups(caller, under<json::array>("groups", answer));
    if (operation == "create_group") return terminals_.create_group(caller, name, under<json::object>("group", answer));
    auto const group = GroupId::parse(text_of(request, "group"));
    if (!group) return answer(error_answer("--group is not an id; see admin groups"));
    if (operation == "rename_group")
        return terminals_.rename_group(caller, *group, name, under<json::object>("group", answer));
    if (operation == "drop_group") {
        auto deleted = [answer, id = *group](boost::system::result<Success, Refused> done) {
            if (!done) return answer(error_answer(code_words(done.error().code)));
            answer({{"group", id.text()}, {"deleted", true}});
        };
        return terminals_.delete_group(caller, *group, std::move(deleted));
    }
    std::vector<TerminalId> members;
    if (auto const* const listed = request.if_contains("terminals"); listed != nullptr && listed->is_array())
        for (auto const& item : listed->get_array()) {
            auto const terminal = TerminalId::parse(std::string_view(item.as_string()));
            if (!terminal) return answer(error_answer("--terminal is not an id; see admin terminals"));
            members.push_back(*terminal);
        }
    terminals_.set_group_members(caller, *group, std::move(members), under<json::object>("group", answer));
}

}  // namespace signalos::relay
