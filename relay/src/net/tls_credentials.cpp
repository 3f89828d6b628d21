#include "net/tls_credentials.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>
#include <stdexcept>

#include "net/tls_context.hpp"

namespace signalos::relay {
namespace {

namespace ssl = boost::asio::ssl;

std::int64_t end_of(ssl::context& context) {
    auto const* const certificate = SSL_CTX_get0_certificate(context.native_handle());
    std::tm end{};
    if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return 0;
    return timegm(&end);
}

bool in_its_time(ssl::context& context) {
    auto const* const certificate = SSL_CTX_get0_certificate(context.native_handle());
    return X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 &&
           X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0;
}

}  // namespace

TlsCredentials::TlsCredentials(std::string certificate_file, std::string key_file)
    : certificate_file_(std::move(certificate_file)),
      key_file_(std::move(key_file)),
      context_(std::make_unique<ssl::context>(make_tls_context(certificate_file_, key_file_))),
      expires_at_(end_of(*context_)) {}

std::string TlsCredentials::reload() {
    try {
        auto fresh = std::make_unique<ssl::context>(make_tls_context(certificate_file_, key_file_));
        if (!in_its_time(*fresh))
            throw std::runtime_error("tls.certificate = " + certificate_file_ +
                                     ": has ended or has not begun; renew it and reload");
        // Connections hold their part of the old context themselves.
        context_ = std::move(fresh);
        expires_at_ = end_of(*context_);
        failed_ = 0;
        return {};
    } catch (std::exception const& error) {
        ++failed_;
        return error.what();
    }
}

}  // namespace signalos::relay
