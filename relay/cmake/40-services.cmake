signalos_module(signalos_relay_services
  SOURCES src/services/password_hasher.cpp src/services/login_guard.cpp src/services/session_memory.cpp src/services/auth_service.cpp
  LINKS signalos_relay_util signalos_relay_store)
target_link_libraries(signalos_relay_services PRIVATE PkgConfig::SODIUM Threads::Threads)
