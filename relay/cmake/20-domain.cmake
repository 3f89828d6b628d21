# Pure: no Asio, clock, SQL or logging.
signalos_module(signalos_relay_domain
  SOURCES src/domain/command_view.cpp src/domain/json.cpp src/domain/permission.cpp src/domain/terminal_scope.cpp src/domain/text.cpp
  LINKS signalos_protocol)
