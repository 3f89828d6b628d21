signalos_module(signalos_relay_app
  SOURCES src/app/config_keys.cpp src/app/options.cpp src/app/store_accounts.cpp
  LINKS signalos_relay_api)
target_compile_definitions(signalos_relay_app PRIVATE SIGNALOS_VERSION="${PROJECT_VERSION}")
