# Commands and terminal links: no I/O inside, see src/core/session.hpp.
signalos_module(signalos_relay_core
  SOURCES src/core/command_service.cpp src/core/group_memory.cpp src/core/held_stops.cpp src/core/organisation_book.cpp src/core/pairing_desk.cpp src/core/pairing_session.cpp src/core/reducing.cpp src/core/sliding_limit.cpp src/core/terminal_board.cpp src/core/terminal_inbox.cpp src/core/terminal_registry.cpp
          src/core/terminal_session.cpp
  LINKS signalos_relay_store)
