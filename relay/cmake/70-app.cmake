pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)

signalos_module(signalos_relay_app
  SOURCES src/app/config_keys.cpp src/app/metrics.cpp src/app/operations.cpp src/app/running_settings.cpp src/app/admin_control.cpp src/app/settings.cpp src/app/open_store.cpp src/app/doctor.cpp src/app/doctor_checks.cpp src/app/doctor_certificate.cpp src/app/options.cpp src/app/main_actions.cpp src/app/admin_operations.cpp src/app/admin_terminals.cpp
          src/app/admin_socket.cpp src/app/admin_command.cpp src/app/store_accounts.cpp src/app/live_view.cpp src/app/live_connections.cpp src/app/terminal_rows.cpp
          src/app/history_binding.cpp src/app/money_rows.cpp
          src/app/descriptor_limit.cpp src/app/free_memory.cpp
          src/app/relay_binding.cpp src/app/terminals_binding.cpp src/app/dashboards.cpp src/app/application.cpp
          src/app/backup_command.cpp src/app/backup_schedule.cpp
  LINKS signalos_relay_api signalos_relay_core signalos_relay_hub)
target_link_libraries(signalos_relay_app PRIVATE PkgConfig::PROMETHEUS)
target_compile_definitions(signalos_relay_app PRIVATE SIGNALOS_VERSION="${PROJECT_VERSION}")

add_executable(signalos-relay src/main.cpp)
target_link_libraries(signalos-relay PRIVATE signalos_relay_app signalos_warnings)
