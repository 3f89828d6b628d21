#include "api/handlers.hpp"
#include "api/terminals_replies.hpp"
#include "services/sound_name.hpp"

namespace signalos::relay::api {
namespace {

namespace json = boost::json;

// {"pairing": id}; answers the problem itself and gives nothing when there is none.
std::optional<PairingId> read_pairing(ContextPtr const& context, json::object const& body) {
    auto const id = PairingId::parse(text_member(body, "pairing").value_or(""));
    if (id) return *id;
    context->fail_field("pairing", "expected a UUID");
    return std::nullopt;
}

}  // namespace

std::optional<std::string> read_name(ContextPtr const& context, json::object const& body) {
    auto const name = text_member(body, "name").value_or("");
    if (sound_name(name)) return name;
    context->fail_field("name", std::string(sound_name_words));
    return std::nullopt;
}

// POST /api/terminals/pair/start {name}: 201 {code, pairing}; the code is shown this once.
void start_pairing(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const name = read_name(context, *body);
    if (!name) return;
    auto reply = [context](boost::system::result<json::object, TerminalsPort::Refused> started) {
        if (!started) return fail_refused(context, started.error());
        context->answer_json(201, *started);
    };
    context->services().terminals->start_pairing(caller_of(context), *name, std::move(reply));
}

// POST /api/terminals/pair/find {code}: the pairing behind a code; in the body, because a code must not stand in a URL.
void find_pairing_by_code(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const code = text_member(*body, "code");
    if (!code || code->empty() || code->size() > 32) return context->fail_field("code", "expected a pairing code");
    context->services().terminals->find_pairing_by_code(caller_of(context), *code,
                                                        answer_under<json::object>(context, "pairing"));
}

// GET /api/terminals/pair: those of the last day, newest first.
void list_pairings(ContextPtr context) {
    context->services().terminals->list_pairings(caller_of(context), answer_under<json::array>(context, "pairings"));
}

// GET /api/terminals/pair/{id}
void find_pairing(ContextPtr context) {
    auto const id = PairingId::parse(context->path_id());
    if (!id) return context->fail(errc::not_found);
    context->services().terminals->find_pairing(caller_of(context), *id,
                                                answer_under<json::object>(context, "pairing"));
}

// POST /api/terminals/pair/approve {pairing, fingerprint, name?}: 409 when the fingerprint is another terminal's.
void approve_pairing(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const id = read_pairing(context, *body);
    if (!id) return;
    auto const fingerprint = text_member(*body, "fingerprint").value_or("");
    if (fingerprint.empty() || fingerprint.size() > 32)
        return context->fail_field("fingerprint", "expected the fingerprint that the terminal shows");
    std::string name;
    if (body->contains("name")) {
        auto const given = read_name(context, *body);
        if (!given) return;
        name = *given;
    }
    context->services().terminals->approve_pairing(caller_of(context), *id, fingerprint, name,
                                                   answer_under<json::object>(context, "pairing"));
}

// POST /api/terminals/pair/deny {pairing}
void deny_pairing(ContextPtr context) {
    auto const body = context->body_object();
    if (!body) return;
    auto const id = read_pairing(context, *body);
    if (!id) return;
    context->services().terminals->deny_pairing(caller_of(context), *id,
                                                answer_under<json::object>(context, "pairing"));
}

}  // namespace signalos::relay::api
