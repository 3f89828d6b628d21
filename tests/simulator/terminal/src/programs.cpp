#include "programs.hpp"

#ifdef SIGNALOS_HAS_EXPERT
#include "SignalOS.hpp"
#endif
#ifdef SIGNALOS_HAS_SELF_TEST
#include "SelfTest.hpp"
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
