# Beast and Asio live in these two targets; their headers are compiled once, here.
signalos_module(signalos_relay_asio SOURCES src/net/boost_asio.cpp src/net/boost_beast.cpp LINKS Boost::headers OpenSSL::SSL Threads::Threads)
target_compile_definitions(signalos_relay_asio PUBLIC BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

signalos_module(signalos_relay_net
  SOURCES src/net/http_types.cpp src/net/listener.cpp src/net/http_session.cpp src/net/http_wire.cpp src/net/tls_context.cpp src/net/tls_credentials.cpp src/net/proxy_trust.cpp
          src/net/request_rules.cpp
          src/net/static_files.cpp src/net/security_headers.cpp src/net/token_buckets.cpp
          src/ws/frame_codec.cpp src/ws/deflate.cpp src/net/deflate_offer.cpp src/ws/packed_frames.cpp src/net/upgrade_handshake.cpp src/ws/ws_connection.cpp src/ws/connection_set.cpp
  LINKS signalos_relay_util signalos_relay_asio)
target_precompile_headers(signalos_relay_net PRIVATE <boost/asio.hpp> <boost/asio/ssl.hpp> <functional> <memory> <string>)
