#include "programs.hpp"

#ifdef SIGNALOS_HAS_EXPERT
namespace signalos::mql {
std::unique_ptr<Program> make_SignalOS(Host& host, ImportTable const& imports);
}
#endif
#ifdef SIGNALOS_HAS_SELF_TEST
namespace signalos::mql {
std::unique_ptr<Program> make_SelfTest(Host& host, ImportTable const& imports);
}
#endif

namespace signalos::terminal {

Programs built_in_programs() {
    Programs out;
#ifdef SIGNALOS_HAS_EXPERT
    out.expert = mql::make_SignalOS;
#endif
#ifdef SIGNALOS_HAS_SELF_TEST
    out.scripts["SelfTest"] = mql::make_SelfTest;
#endif
    return out;
}

}  // namespace signalos::terminal
