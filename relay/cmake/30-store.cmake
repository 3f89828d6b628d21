find_package(SQLite3 REQUIRED)

# relay/migrations/NNNN_*.sql become string literals, in the order of their names.
file(GLOB migration_files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql")
list(SORT migration_files)
set(migrations_cpp "#include \"store/migrations.hpp\"\n\nnamespace signalos::relay::sqlite {\n\nstd::vector<char const*> const& migrations() {\n    static std::vector<char const*> const all{\n")
foreach(file IN LISTS migration_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" sql)
  string(APPEND migrations_cpp "R\"SQL(${sql})SQL\",\n")
endforeach()
string(APPEND migrations_cpp "    };\n    return all;\n}\n\n}  // namespace signalos::relay::sqlite\n")
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" CONTENT "${migrations_cpp}" @ONLY)

signalos_module(signalos_relay_store
  SOURCES "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" src/store/sqlite_db.cpp src/store/sqlite_rows.cpp src/store/sqlite_accounts.cpp
          src/store/sqlite_terminals.cpp src/store/sqlite_commands.cpp src/store/sqlite_frames.cpp src/store/sqlite_alarms.cpp src/store/sqlite_runner.cpp src/store/sqlite_workers.cpp
          src/store/sqlite_store.cpp src/store/data_folder.cpp
  LINKS signalos_relay_domain)
target_link_libraries(signalos_relay_store PRIVATE SQLite::SQLite3 OpenSSL::Crypto Threads::Threads)
