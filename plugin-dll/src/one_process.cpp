// The DLL's one static BridgeProcess, on the machine's own ports.
#include "bridge/process.hpp"
#include "platform/machine.hpp"
#include "transport/tls_transport.hpp"

namespace signalos::bridge {

BridgeProcess& the_process() {
    // Made at the first call and never destroyed: nothing may run while the module is being unloaded.
    static auto& clock = *new SystemClock;
    static auto& random = *new SystemRandom;
    static auto& process = []() -> BridgeProcess& {
        pin_module(reinterpret_cast<void const*>(&the_process));
        return *new BridgeProcess(
            ProcessPorts{clock, random, machine_files(), make_tls_transport, make_condition_wake});
    }();
    return process;
}

}  // namespace signalos::bridge
