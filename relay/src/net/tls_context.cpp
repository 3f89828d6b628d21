#include "net/tls_context.hpp"

#include <openssl/ssl.h>

#include <stdexcept>

namespace signalos::relay {
namespace ssl = boost::asio::ssl;

ssl::context make_tls_context(std::string const& certificate_file, std::string const& key_file) {
    ssl::context context(ssl::context::tls_server);
    auto* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    // Idle connections give their record buffers back; writes may be retried from another buffer address.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Without a context of its own OpenSSL refuses to resume a session.
    static constexpr unsigned char session_context[] = "signalos";
    SSL_CTX_set_session_id_context(native, session_context, sizeof session_context - 1);
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);

    boost::system::error_code ec;
    context.use_certificate_chain_file(certificate_file, ec);
    if (ec)
        throw std::runtime_error("tls.certificate = " + certificate_file + ": " + ec.message() +
                                 "; give a PEM file with the chain");
    context.use_private_key_file(key_file, ssl::context::pem, ec);
    if (ec)
        throw std::runtime_error("tls.key = " + key_file + ": " + ec.message() +
                                 "; give the PEM key of that certificate");
    if (SSL_CTX_check_private_key(native) != 1)
        throw std::runtime_error("tls.key = " + key_file + ": does not belong to " + certificate_file +
                                 "; give the key of that certificate");
    return context;
}

}  // namespace signalos::relay
