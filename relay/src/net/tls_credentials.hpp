// The certificate in use, read from files and read again while connections live.
#pragma once
#include <boost/asio/ssl/context.hpp>
#include <cstdint>
#include <memory>
#include <string>

namespace signalos::relay {

/// On the I/O thread. A connection keeps the certificate it began with.
class TlsCredentials {
public:
    /// Throws std::runtime_error naming the file when certificate and key cannot be used together.
    TlsCredentials(std::string certificate_file, std::string key_file);

    /// What new connections are accepted with. Valid until the next reload.
    [[nodiscard]] boost::asio::ssl::context& current() { return *context_; }
    /// Reads both files anew; the old certificate stays in use when they cannot be used or the new one is out of its
    /// time. Words that say why, or nothing.
    std::string reload();
    /// When the certificate in use ends, s UTC.
    [[nodiscard]] std::int64_t expires_at() const { return expires_at_; }
    /// Reloads that kept the old certificate, since the last that did not.
    [[nodiscard]] std::int64_t failed_reloads() const { return failed_; }

private:
    std::string certificate_file_;
    std::string key_file_;
    std::unique_ptr<boost::asio::ssl::context> context_;
    std::int64_t expires_at_ = 0;
    std::int64_t failed_ = 0;
};

}  // namespace signalos::relay
