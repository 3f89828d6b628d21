# signalos_mql5_program(TARGET name SOURCE path.mq5 CLASS Name [INCLUDE dir] [NO_LINT])
# Checks and lints an MQL5 program with mql5c, emits it as C++ and compiles it into a static library that exposes, in "<Name>.hpp",
#   std::unique_ptr<signalos::mql::Program> signalos::mql::make_<Name>(Host&, ImportTable const&)
function(signalos_mql5_program)
  cmake_parse_arguments(ARG "NO_LINT" "TARGET;SOURCE;CLASS;INCLUDE" "" ${ARGN})
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${ARG_TARGET}")
  set(lint --lint)
  if(ARG_NO_LINT)
    set(lint "")
  endif()
  set(include "")
  set(depends "${ARG_SOURCE}")
  if(ARG_INCLUDE)
    set(include -I "${ARG_INCLUDE}")
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${ARG_INCLUDE}/*.mqh")
    list(APPEND depends ${headers})
  endif()
  file(CONFIGURE OUTPUT "${out}/${ARG_CLASS}.hpp" @ONLY CONTENT "// Generated: the factory of one emitted program.
#pragma once

#include <memory>

#include \"mqlrt/host.hpp\"
#include \"mqlrt/program.hpp\"

namespace signalos::mql {

/// A new instance; throws LoadError when an import is missing. `host` must outlive it.
std::unique_ptr<Program> make_@ARG_CLASS@(Host& host, ImportTable const& imports);

}  // namespace signalos::mql
")
  add_custom_command(OUTPUT "${out}/${ARG_CLASS}.cpp"
    COMMAND mql5c --check ${lint} ${include} --emit "${out}/${ARG_CLASS}.cpp" --class ${ARG_CLASS} "${ARG_SOURCE}"
    DEPENDS mql5c ${depends} COMMENT "mql5c ${ARG_CLASS}" VERBATIM)
  add_library(${ARG_TARGET} STATIC "${out}/${ARG_CLASS}.cpp")
  target_include_directories(${ARG_TARGET} PUBLIC "${out}")
  target_link_libraries(${ARG_TARGET} PUBLIC mqlrt)
  # MQL5 lets unaligned fields be referenced and integers wrap; the warnings of hand-written code do not apply.
  target_compile_options(${ARG_TARGET} PRIVATE -fwrapv -w)
endfunction()
