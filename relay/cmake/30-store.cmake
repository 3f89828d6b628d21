find_package(SQLite3 REQUIRED)
pkg_check_modules(PQ REQUIRED IMPORTED_TARGET GLOBAL libpq)

# relay/migrations/NNNN_*.sql become string literals, in the order of their names.
file(GLOB migration_files CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/migrations/*.sql")
list(SORT migration_files)
set(migrations_cpp "#include \"store/migrations.hpp\"\n\nnamespace signalos::relay::sql {\n\nstd::vector<char const*> const& migrations() {\n    static std::vector<char const*> const all{\n")
foreach(file IN LISTS migration_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" sql)
  string(APPEND migrations_cpp "R\"SQL(${sql})SQL\",\n")
endforeach()
string(APPEND migrations_cpp "    };\n    return all;\n}\n\n}  // namespace signalos::relay::sql\n")
file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" CONTENT "${migrations_cpp}" @ONLY)

signalos_module(signalos_relay_store
  SOURCES src/store/sql_session.cpp src/store/draft.cpp src/store/runner.cpp src/store/rows.cpp src/store/operations_accounts.cpp
          src/store/operations_audit.cpp src/store/operations_people.cpp src/store/operations_sessions.cpp src/store/operations_keys.cpp src/store/operations_organisations.cpp
          src/store/operations_terminals.cpp src/store/operations_commands.cpp src/store/operations_frames.cpp src/store/operations_alarms.cpp src/store/operations_history.cpp src/store/operations_pairing.cpp src/store/operations_groups.cpp src/store/sql_pairing.cpp src/store/sql_store.cpp
          src/store/operations_restore.cpp
          src/store/operations_overview.cpp
          "${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp" src/store/sqlite_db.cpp src/store/sqlite_runner.cpp src/store/sqlite_workers.cpp
          src/store/sqlite_store.cpp src/store/data_folder.cpp
          src/store/postgres_dialect.cpp src/store/postgres_errors.cpp src/store/postgres_migrate.cpp src/store/postgres_options.cpp src/store/postgres_pipeline.cpp
          src/store/postgres_session.cpp src/store/store_check.cpp src/store/store_copy.cpp src/store/table_copy.cpp src/store/backup.cpp src/store/restore.cpp src/store/postgres_store.cpp src/store/postgres_worker.cpp
  LINKS signalos_relay_domain)
target_link_libraries(signalos_relay_store PRIVATE SQLite::SQLite3 PkgConfig::PQ OpenSSL::Crypto Threads::Threads)
