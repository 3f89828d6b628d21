find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)

signalos_module(signalos_relay_util
  SOURCES src/util/log.cpp src/util/config.cpp src/util/config_value.cpp src/util/crypto.cpp src/util/sealer.cpp src/util/process_figures.cpp src/util/service_manager.cpp src/util/config_page.cpp src/util/secret_file.cpp
  LINKS signalos_base)
target_link_libraries(signalos_relay_util PRIVATE spdlog::spdlog tomlplusplus::tomlplusplus PkgConfig::SODIUM OpenSSL::Crypto)
