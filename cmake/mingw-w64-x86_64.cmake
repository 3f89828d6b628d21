# Toolchain for 64-bit Windows programs on Debian: the posix thread model, because the other one has no std::thread, and everything
# of the compiler linked in, because a terminal has no other DLL than ours.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
# OPENSSL_ROOT_DIR comes from the script that configures: where the static OpenSSL lies.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES OPENSSL_ROOT_DIR)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 "${OPENSSL_ROOT_DIR}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE BOTH)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -s")
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-static -s")
# Windows 10: what MetaTrader 5 itself asks for. No old macros of windows.h.
add_compile_definitions(_WIN32_WINNT=0x0A00 WINVER=0x0A00 NOMINMAX _FILE_OFFSET_BITS=64 WIN32_LEAN_AND_MEAN NOGDI)

# Headers that are the same everywhere come from Debian's packages, one by one: all of /usr/include would bring in Linux's own.
set(SIGNALOS_SHARED_HEADERS "${CMAKE_BINARY_DIR}/shared-headers")
foreach(library boost catch2 CLI)
  if(EXISTS "/usr/include/${library}" AND NOT EXISTS "${SIGNALOS_SHARED_HEADERS}/${library}")
    file(MAKE_DIRECTORY "${SIGNALOS_SHARED_HEADERS}")
    file(CREATE_LINK "/usr/include/${library}" "${SIGNALOS_SHARED_HEADERS}/${library}" SYMBOLIC)
  endif()
endforeach()
set(Boost_NO_BOOST_CMAKE ON)
set(Boost_INCLUDE_DIR "${SIGNALOS_SHARED_HEADERS}" CACHE PATH "Boost, header-only")
set(OPENSSL_USE_STATIC_LIBS ON)
