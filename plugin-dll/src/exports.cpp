// The exports: argument checks, then the process object the program supplies. No exception leaves them.
#include <algorithm>
#include <cstring>
#include <string>

#include "bridge/process.hpp"
#include "bridge/text.hpp"
#include "signalos/bridge.h"

namespace {
using namespace signalos;
using namespace signalos::bridge;

template <class F>
std::int32_t guarded(F&& body) noexcept {
    try {
        return body();
    } catch (std::exception const& problem) {
        try {
            BridgeProcess::last_error() = problem.what();
        } catch (...) {
        }
        return SOS_E_INTERNAL;
    } catch (...) {
        return SOS_E_INTERNAL;
    }
}

std::int32_t argument(char const* words) {
    BridgeProcess::last_error() = words;
    return SOS_E_ARGUMENT;
}

template <class F>
std::int32_t on(std::int64_t handle, bool changes, F&& call) noexcept {
    return guarded([&] { return the_process().with(handle, changes, call); });
}

template <class T>
bool size_differs(T const& value) {
    return value.struct_size != static_cast<std::int32_t>(sizeof(T));
}

template <class Row, class F>
std::int32_t push_rows(std::int64_t handle, Row const* rows, std::int32_t count, F&& push) {
    if (count < 0 || count > 100000 || (rows == nullptr && count > 0)) return argument("rows and count do not fit");
    return on(handle, true, [&](Session& session) {
        push(session);
        return count;
    });
}
}  // namespace

extern "C" {

int32_t sos_abi_version(int32_t ea_abi, int32_t const* sizes, int32_t n) {
    static constexpr std::size_t ours[] = {sizeof(sos_open_args), sizeof(sos_status_info), sizeof(sos_command),
                                           sizeof(sos_facts),     sizeof(sos_decision),    sizeof(sos_result),
                                           sizeof(sos_intent),    sizeof(sos_account),     sizeof(sos_position),
                                           sizeof(sos_order),     sizeof(sos_deal),        sizeof(sos_health),
                                           sizeof(sos_check),     sizeof(sos_symbol),      sizeof(sos_pairing_info)};
    if (ea_abi != SOS_ABI_VERSION) return SOS_E_VERSION;
    if (sizes == nullptr || n != static_cast<std::int32_t>(std::size(ours))) return SOS_E_BAD_SIZE;
    for (std::size_t i = 0; i < std::size(ours); ++i)
        if (sizes[i] != static_cast<std::int32_t>(ours[i])) return SOS_E_BAD_SIZE;
    return SOS_ABI_VERSION;
}

int32_t sos_open(sos_open_args const* args, int64_t* handle) {
    return guarded([&] { return the_process().open(args, handle); });
}

int32_t sos_attach(int64_t login, uint8_t const* server, int32_t server_size, int64_t* handle) {
    return guarded([&] { return the_process().attach(login, server, server_size, handle); });
}

int32_t sos_close(int64_t handle, int32_t reason) {
    return guarded([&] { return the_process().close(handle, reason); });
}

int32_t sos_status(int64_t handle, sos_status_info* status) {
    if (status == nullptr) return argument("NULL where a value is needed");
    return on(handle, false, [&](Session& session) {
        session.status(*status);
        return SOS_OK;
    });
}

int32_t sos_pairing(int64_t handle, sos_pairing_info* info) {
    if (info == nullptr) return argument("NULL where a value is needed");
    return on(handle, false, [&](Session& session) {
        session.pairing_info(*info);
        return SOS_OK;
    });
}

int32_t sos_wait(int64_t handle, int32_t max_ms) {
    return on(handle, true, [&](Session& session) { return session.wait(std::clamp(max_ms, 0, 1000)); });
}

int32_t sos_next(int64_t handle, sos_command* command) {
    if (command == nullptr) return argument("NULL where a value is needed");
    return on(handle, true, [&](Session& session) { return session.next(*command) ? 1 : 0; });
}

int32_t sos_begin(int64_t handle, sos_facts const* facts, sos_decision* decision) {
    if (facts == nullptr || decision == nullptr) return argument("NULL where a value is needed");
    if (size_differs(*facts)) return SOS_E_BAD_SIZE;
    return on(handle, true, [&](Session& session) { return session.begin(*facts, *decision); });
}

int32_t sos_finish(int64_t handle, sos_result const* result) {
    if (result == nullptr) return argument("NULL where a value is needed");
    if (size_differs(*result)) return SOS_E_BAD_SIZE;
    if (result->outcome < SOS_DONE || result->outcome > SOS_SKIPPED) return argument("outcome is not known");
    return on(handle, true, [&](Session& session) { return session.finish(*result); });
}

int32_t sos_read_back(int64_t handle, int32_t index, sos_intent* intent) {
    if (intent == nullptr || index < 0) return argument("NULL where a value is needed");
    return on(handle, false, [&](Session& session) { return session.read_back(index, *intent) ? 1 : 0; });
}

int32_t sos_push_account(int64_t handle, sos_account const* account) {
    if (account == nullptr) return argument("NULL where a value is needed");
    return on(handle, true, [&](Session& session) {
        session.push_account(*account);
        return SOS_OK;
    });
}

int32_t sos_push_positions(int64_t handle, sos_position const* rows, int32_t count) {
    return push_rows(handle, rows, count, [&](Session& session) { session.push_positions(rows, count); });
}

int32_t sos_push_orders(int64_t handle, sos_order const* rows, int32_t count) {
    return push_rows(handle, rows, count, [&](Session& session) { session.push_orders(rows, count); });
}

int32_t sos_push_symbols(int64_t handle, sos_symbol const* rows, int32_t count) {
    return push_rows(handle, rows, count, [&](Session& session) { session.push_symbols(rows, count); });
}

int32_t sos_push_deal(int64_t handle, sos_deal const* deal) {
    if (deal == nullptr) return argument("NULL where a value is needed");
    return on(handle, true, [&](Session& session) {
        session.push_deal(*deal);
        return SOS_OK;
    });
}

int32_t sos_push_health(int64_t handle, sos_health const* health) {
    if (health == nullptr) return argument("NULL where a value is needed");
    return on(handle, true, [&](Session& session) {
        session.push_health(*health);
        return SOS_OK;
    });
}

int32_t sos_push_log(int64_t handle, int32_t level, uint8_t const* text, int32_t size) {
    if (size < 0 || size > 65536 || (text == nullptr && size > 0)) return argument("text and size do not fit");
    return on(handle, true, [&](Session& session) {
        std::string words(text, text + size);
        if (!is_utf8(words)) return argument("text is not UTF-8");
        session.push_log(level, std::move(words));
        return static_cast<std::int32_t>(SOS_OK);
    });
}

int32_t sos_check_line(int64_t handle, int32_t index, sos_check* line) {
    if (line == nullptr || index < 0) return argument("NULL where a value is needed");
    return on(handle, false, [&](Session& session) { return session.check_line(index, *line) ? 1 : 0; });
}

int32_t sos_lift_latch(int64_t handle, int64_t latch_id) {
    return on(handle, true, [&](Session& session) { return session.lift_latch(latch_id); });
}

int32_t sos_last_error(uint8_t* text, int32_t size) {
    return guarded([&] {
        std::string const& words = BridgeProcess::last_error();
        auto const needed = static_cast<std::int32_t>(words.size());
        if (needed == 0) return 0;
        if (text == nullptr || size < needed) return -needed;
        std::memcpy(text, words.data(), words.size());
        return needed;
    });
}

}  // extern "C"
