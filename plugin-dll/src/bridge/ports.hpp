// What the bridge needs from the outside: files, a folder lock, a wake-up and a transport. The product plugs in the
// machine, tests and the simulation plug in virtual ones; the cores know nothing else.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace signalos::bridge {

/// One append-only file. append may reach only the operating system's cache; after flush returned true it survives a
/// power cut. append and truncate are called under the session's lock; flush and read_all may run beside append on
/// another thread.
class DurableFile {
public:
    virtual ~DurableFile() = default;
    virtual bool append(std::string_view bytes) = 0;
    virtual bool flush() = 0;
    virtual std::optional<std::string> read_all() = 0;
    virtual bool truncate(std::uint64_t size) = 0;

    /// A new, empty file beside this one, which it may later replace; what an earlier attempt left there is gone.
    /// nullptr when it cannot be made.
    virtual std::unique_ptr<DurableFile> make_successor() = 0;
    /// Of a successor: takes the name of the file it was made from, in one step. False: nothing has changed.
    virtual bool take_place() = 0;
    /// After take_place: from here on a power cut does not undo it. False: either file may have the name.
    virtual bool settle_place() = 0;
};

/// Held as long as the object lives.
class FolderLock {
public:
    virtual ~FolderLock() = default;
};

/// The bridge's own folder. Paths come from the trader's input and from us, never from the network; symbolic links are
/// refused.
class FileSystem {
public:
    virtual ~FileSystem() = default;
    virtual bool make_dirs(std::string const& path) = 0;
    /// nullptr when another holder, here or in another process, has it.
    virtual std::unique_ptr<FolderLock> lock(std::string const& path) = 0;
    virtual std::unique_ptr<DurableFile> open(std::string const& path) = 0;
    /// nullopt when missing, a link, or larger than 64 KiB.
    virtual std::optional<std::string> read(std::string const& path) = 0;
    /// Whole or not at all, flushed, readable by the owner alone.
    virtual bool replace(std::string const& path, std::string_view contents) = 0;
    /// The same for what only this user of this machine may ever read. Where the system can seal a file for a user, it
    /// is sealed; elsewhere the file's mode is the protection.
    virtual std::optional<std::string> read_secret(std::string const& path) { return read(path); }
    virtual bool replace_secret(std::string const& path, std::string_view secret) { return replace(path, secret); }
};

/// How the EA's thread sleeps in sos_wait; `lock` is the session's mutex, released while waiting.
class Wake {
public:
    virtual ~Wake() = default;
    virtual void notify() = 0;
    virtual void wait(std::unique_lock<std::mutex>& lock, int max_ms, std::function<bool()> const& ready) = 0;
};

struct ConnectRequest {
    std::string host;
    std::string port;
    std::string path;
    std::string bearer;   // never logged
    std::string pairing;  // a terminal's own secret, shown instead while it has no credential; never logged
    std::string ca_file;  // PEM; empty = the system's store
};

/// How a connection ended. code: the WebSocket close code, 0 when there was none; words: one reason a trader
/// understands.
struct Closed {
    int code = 0;
    std::string words;
};

/// All callbacks come from the transport's one thread, never from inside a Transport call.
class LinkEvents {
public:
    virtual ~LinkEvents() = default;
    virtual void on_tls() = 0;   // TCP is up, TLS begins
    virtual void on_open() = 0;  // the WebSocket is up
    virtual void on_text(std::string_view text) = 0;
    virtual void on_closed(Closed closed) = 0;
    virtual void on_wake() = 0;  // after kick, or when the time of wake_at has come
};

/// One connection at a time. Every method may be called from any thread and returns at once, stop excepted.
class Transport {
public:
    virtual ~Transport() = default;
    virtual void start(LinkEvents& events) = 0;
    virtual void connect(ConnectRequest request) = 0;
    virtual void send(std::string text) = 0;
    /// Ends the connection; on_closed is not called for it.
    virtual void close(int code) = 0;
    virtual void kick() = 0;
    /// steady_ms of the one pending timer; a later call replaces it.
    virtual void wake_at(std::int64_t steady_ms) = 0;
    /// No callback after it returned true; false when the bound ran out (the thread is then abandoned, deaf).
    virtual bool stop(int max_ms) = 0;
};

}  // namespace signalos::bridge
