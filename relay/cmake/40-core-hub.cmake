# What dashboards see: keyed streams, event channels and the session that serves one browser.
signalos_module(signalos_relay_hub
  SOURCES src/core/keyed_stream.cpp src/core/hub.cpp src/core/dashboard_session.cpp src/core/dashboard_session_requests.cpp
          src/core/dashboard_session_streams.cpp src/core/dashboard_session_status.cpp src/core/dashboard_session_presets.cpp
          src/core/classic_session.cpp src/core/classic_words.cpp src/core/classic_states.cpp
  LINKS signalos_protocol)
add_library(relay_hub ALIAS signalos_relay_hub)
