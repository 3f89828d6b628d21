find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(openapi_source "${CMAKE_CURRENT_BINARY_DIR}/openapi_document.cpp")
add_custom_command(OUTPUT "${openapi_source}"
  COMMAND Python3::Interpreter "${CMAKE_CURRENT_SOURCE_DIR}/src/api/embed_openapi.py" "${CMAKE_SOURCE_DIR}/protocol/openapi.yaml" "${openapi_source}"
  DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/src/api/embed_openapi.py" "${CMAKE_SOURCE_DIR}/protocol/openapi.yaml"
  VERBATIM)

signalos_module(signalos_relay_api
  SOURCES src/api/origin_policy.cpp src/api/error_map.cpp src/api/context.cpp src/api/command_arguments.cpp
          src/api/handlers_alarms.cpp src/api/handlers_auth.cpp src/api/handlers_people.cpp src/api/handlers_commands.cpp src/api/handlers_pairing.cpp src/api/handlers_read.cpp src/api/handlers_history.cpp src/api/handlers_firebridge.cpp src/api/page.cpp src/api/csv.cpp src/api/handlers_terminals.cpp src/api/handlers_system.cpp
          src/api/handlers_operations.cpp
          src/api/route_table.cpp src/api/socket_view.cpp src/api/api_server.cpp src/api/caller_rates.cpp "${openapi_source}"
  LINKS signalos_relay_services signalos_relay_net signalos_protocol)
