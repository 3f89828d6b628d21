#include "postgres/server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>

namespace signalos::test {

namespace {
constexpr char const* programs = "/usr/lib/postgresql/15/bin/";

[[noreturn]] void fail(std::string const& words, std::filesystem::path const& log = {}) {
    std::ifstream file(log);
    std::string const told((std::istreambuf_iterator<char>(file)), {});
    throw std::runtime_error("PostgreSQL for the tests: " + words + (told.empty() ? "" : "\n" + told));
}

int free_port() {
    int const fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    bool const bound = ::bind(fd, any, size) == 0 && ::getsockname(fd, any, &size) == 0;
    ::close(fd);
    if (!bound) fail("no free port");
    return ntohs(address.sin_port);
}

/// Whom the server runs as: the present user, or postgres instead of root.
passwd const* server_user() {
    if (::geteuid() != 0) return nullptr;
    auto const* const found = ::getpwnam("postgres");
    if (found == nullptr) fail("there is no user postgres; install postgresql-15");
    return found;
}

int wait_for(pid_t process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

Connection connect(std::string const& dsn) {
    return {PQconnectdb(dsn.c_str()), &PQfinish};
}
}  // namespace

PostgresServer::PostgresServer() : owner_(::getpid()) {
    // Short: the path of a Unix socket holds 107 bytes.
    std::string name = "/tmp/sos-pg-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) fail("no temporary folder");
    folder_ = name;
    if (auto const* const who = server_user(); who != nullptr)
        if (::chown(folder_.c_str(), who->pw_uid, who->pw_gid) != 0) fail("the folder cannot be given away");
    {
        std::ofstream file(folder_ / "password");
        file << password;
    }
    if (auto const* const who = server_user(); who != nullptr)
        if (::chown((folder_ / "password").c_str(), who->pw_uid, who->pw_gid) != 0) fail("the password stays closed");
    port_ = free_port();
    // A collation that does not sort by bytes, so that a forgotten COLLATE "C" shows.
    auto const status = wait_for(
        spawn("initdb", std::string("-D data -U ") + user +
                            " --pwfile password --auth-local trust --auth-host scram-sha-256 --no-sync -E UTF8 "
                            "--locale C.UTF-8 --locale-provider icu --icu-locale en"));
    if (status != 0) fail("initdb failed", folder_ / "log");
    start();
}

PostgresServer::~PostgresServer() {
    if (::getpid() != owner_) return;
    end(SIGINT);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

pid_t PostgresServer::spawn(std::string const& program, std::string const& arguments) const {
    auto const* const who = server_user();
    auto const log = (folder_ / "log").string();
    // The last word replaces the shell, so that the process id is the program's own.
    auto const command = std::string("exec ") + programs + program + " " + arguments;
    auto const process = ::fork();
    if (process < 0) fail("fork failed");
    if (process > 0) return process;
    if (who != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(who->pw_gid) != 0 || ::setuid(who->pw_uid) != 0))
        ::_exit(126);
    ::prctl(PR_SET_PDEATHSIG, SIGINT);
    if (::chdir(folder_.c_str()) != 0) ::_exit(126);
    int const out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
}

void PostgresServer::start() {
    if (process_ != 0) return;
    auto const folder = folder_.string();
    process_ = spawn("postgres", "-D data -k " + folder + " -p " + std::to_string(port_) +
                                     " -c listen_addresses=127.0.0.1 -c max_connections=60 -c shared_buffers=32MB");
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (PQping(socket_dsn("postgres").c_str()) != PQPING_OK) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = 0;
            fail("it did not start", folder_ / "log");
        }
        if (std::chrono::steady_clock::now() > deadline) fail("it does not answer", folder_ / "log");
        std::this_thread::yield();
    }
}

void PostgresServer::stop() {
    end(SIGINT);
}
void PostgresServer::kill() {
    end(SIGQUIT);
}

void PostgresServer::end(int signal) {
    if (process_ == 0) return;
    ::kill(process_, signal);
    wait_for(process_);
    process_ = 0;
}

std::string PostgresServer::socket_dsn(std::string const& database) const {
    return "host=" + folder_.string() + " port=" + std::to_string(port_) + " user=" + user + " dbname=" + database;
}

std::string PostgresServer::over_tcp(std::string const& database) const {
    return std::string("postgresql://") + user + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

void PostgresServer::run(std::string const& database, std::string const& sql) const {
    auto const connection = connect(socket_dsn(database));
    auto* const result = PQexec(connection.get(), sql.c_str());
    bool const done = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (!done) fail(PQerrorMessage(connection.get()));
}

std::string PostgresServer::make_database() {
    auto const name = "t" + std::to_string(++databases_);
    run("postgres", "CREATE DATABASE " + name);
    return name;
}

}  // namespace signalos::test
