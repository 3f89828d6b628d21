#include "programs.hpp"

#ifdef SIGNALOS_HAS_EXPERT
std::unique_ptr<signalos::mql::Program> make_SignalOS(signalos::mql::Host&, signalos::mql::ImportTable const&);
#endif
#ifdef SIGNALOS_HAS_SELF_TEST
std::unique_ptr<signalos::mql::Program> make_SelfTest(signalos::mql::Host&, signalos::mql::ImportTable const&);
#endif

namespace signalos::terminal {

Programs built_in_programs() {
    Programs out;
#ifdef SIGNALOS_HAS_EXPERT
    out.expert = ::make_SignalOS;
#endif
#ifdef SIGNALOS_HAS_SELF_TEST
    out.scripts["SelfTest"] = ::make_SelfTest;
#endif
    return out;
}

}  // namespace signalos::terminal
