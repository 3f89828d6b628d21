pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(JWT REQUIRED IMPORTED_TARGET libjwt)

signalos_module(signalos_relay_services
  SOURCES src/services/password_hasher.cpp src/services/auth_service.cpp src/services/totp.cpp
          src/services/access_token.cpp src/services/authenticator.cpp src/services/people_answers.cpp src/services/people_own.cpp
          src/services/people_members.cpp src/services/people_admin.cpp src/services/people_limits.cpp src/services/people_relay.cpp src/services/people_table.cpp
  LINKS signalos_relay_util signalos_relay_store)
target_link_libraries(signalos_relay_services PRIVATE PkgConfig::SODIUM PkgConfig::OATH PkgConfig::JWT Threads::Threads)
