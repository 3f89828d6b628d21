// A double that records what was asked about terminals.
#pragma once
#include <string>
#include <vector>

#include "api/terminals_port.hpp"

namespace signalos::relay::test {

struct RecordingTerminals final : TerminalsPort {
    std::vector<std::string> asked;  ///< one word and the arguments each
    Caller caller;
    Refused next{};  ///< not `internal`: every call is refused with it
    SessionMaker session = [](SessionPort&) { return std::shared_ptr<Session>(); };

    template <class T>
    void answer(Caller by, std::string what, T value, Reply<T> const& reply) {
        caller = std::move(by);
        asked.push_back(std::move(what));
        if (next.code != errc::internal) return reply(next);
        reply(std::move(value));
    }
    void start_pairing(Caller by, std::string name, Reply<Object> reply) override {
        answer(std::move(by), "start " + name, Object{{"code", "K7QM2XHD"}, {"pairing", Object{}}}, reply);
    }
    void find_pairing_by_code(Caller by, std::string code, Reply<Object> reply) override {
        answer(std::move(by), "find " + code, Object{}, reply);
    }
    void find_pairing(Caller by, PairingId id, Reply<Object> reply) override {
        answer(std::move(by), "pairing " + id.text(), Object{}, reply);
    }
    void list_pairings(Caller by, Reply<Array> reply) override { answer(std::move(by), "pairings", Array{}, reply); }
    void approve_pairing(Caller by, PairingId, std::string fingerprint, std::string name,
                         Reply<Object> reply) override {
        answer(std::move(by), "approve " + fingerprint + " " + name, Object{}, reply);
    }
    void deny_pairing(Caller by, PairingId, Reply<Object> reply) override {
        answer(std::move(by), "deny", Object{}, reply);
    }
    void list_terminals(Caller by, Reply<Array> reply) override { answer(std::move(by), "terminals", Array{}, reply); }
    void rename_terminal(Caller by, TerminalId, std::string name, Reply<Object> reply) override {
        answer(std::move(by), "rename " + name, Object{}, reply);
    }
    void revoke_terminal(Caller by, TerminalId id, Reply<Success> reply) override {
        answer(std::move(by), "revoke " + id.text(), Success{}, reply);
    }
    void list_groups(Caller by, Reply<Array> reply) override { answer(std::move(by), "groups", Array{}, reply); }
    void create_group(Caller by, std::string name, Reply<Object> reply) override {
        answer(std::move(by), "create " + name, Object{}, reply);
    }
    void rename_group(Caller by, GroupId, std::string name, Reply<Object> reply) override {
        answer(std::move(by), "rename group " + name, Object{}, reply);
    }
    void delete_group(Caller by, GroupId, Reply<Success> reply) override {
        answer(std::move(by), "delete group", Success{}, reply);
    }
    void set_group_members(Caller by, GroupId, std::vector<TerminalId> members, Reply<Object> reply) override {
        answer(std::move(by), "members " + std::to_string(members.size()), Object{}, reply);
    }
    SessionMaker pairing_session(std::string const&, std::string) override { return session; }
};

}  // namespace signalos::relay::test
