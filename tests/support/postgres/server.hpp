// A PostgreSQL of the test's own: a fresh cluster in a temporary folder, on a free loopback port and a Unix socket.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

namespace signalos::test {

/// Started by the constructor, stopped by its process id and removed by the destructor. Durability settings are the
/// server's own defaults. PostgreSQL refuses to run as root, so root starts it as the user postgres. Throws
/// std::runtime_error when PostgreSQL is not installed or does not start.
class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer();
    PostgresServer(PostgresServer const&) = delete;
    PostgresServer& operator=(PostgresServer const&) = delete;

    /// A new, empty database; its connection string over the Unix socket, where everybody may enter.
    std::string make_database();
    /// The same database over TCP, where a password is asked.
    [[nodiscard]] std::string over_tcp(std::string const& database) const;
    [[nodiscard]] std::string socket_dsn(std::string const& database) const;
    static constexpr char const* user = "signalos";
    static constexpr char const* password = "correct horse's \\battery";

    /// Runs statements in one of its databases, as its administrator.
    void run(std::string const& database, std::string const& sql) const;

    /// Waits until it answers.
    void start();
    /// Open connections are cut, the data is flushed.
    void stop();
    /// As a power cut would.
    void kill();

private:
    pid_t spawn(std::string const& program, std::string const& arguments) const;
    void end(int signal);

    std::filesystem::path folder_;
    int port_ = 0;
    pid_t process_ = 0;
    pid_t owner_ = 0;
    int databases_ = 0;
};

}  // namespace signalos::test
