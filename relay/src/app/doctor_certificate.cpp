// The part of `doctor` that reads certificates.
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "app/doctor_checks.hpp"
#include "net/tls_context.hpp"
#include "net/tls_credentials.hpp"

namespace signalos::relay {
namespace {

using State = Check::State;
constexpr std::int64_t day = 24 * 3600;
constexpr std::int64_t soon = 21 * day;

std::string host_of(std::string const& origin) {
    auto const scheme = origin.find("://");
    if (scheme == std::string::npos) return "localhost";
    auto host = origin.substr(scheme + 3);
    auto const bracket = host.find(']');
    auto const colon = host.find(':', bracket == std::string::npos ? 0 : bracket);
    if (colon != std::string::npos) host.resize(colon);
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    return host;
}

Check expiry(std::int64_t expires_at) {
    auto const left = expires_at - std::time(nullptr);
    auto const days = std::to_string(left / day) + " days";
    if (left <= 0) return {State::wrong, "tls", "the certificate has ended: renew it, then reload the relay"};
    if (left < soon)
        return {State::wrong, "tls",
                "the certificate ends in " + days + ": its renewal has not run; renew it, then reload"};
    return {State::ok, "tls", "the certificate is good for another " + days};
}

Check name(X509* certificate, std::string const& host) {
    bool const fits = X509_check_host(certificate, host.data(), host.size(), 0, nullptr) == 1 ||
                      X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
    if (fits) return {State::ok, "tls", "the certificate is for " + host};
    return {State::wrong, "tls",
            "the certificate is not for " + host + ": get one for that name, or correct public_origin"};
}

Check chain(SSL_CTX* context, X509* certificate) {
    STACK_OF(X509)* extra = nullptr;
    SSL_CTX_get0_chain_certs(context, &extra);
    std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> const store(X509_STORE_new(), &X509_STORE_free);
    X509_STORE_set_default_paths(store.get());
    std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> const look(X509_STORE_CTX_new(),
                                                                               &X509_STORE_CTX_free);
    X509_STORE_CTX_init(look.get(), store.get(), certificate, extra);
    if (X509_verify_cert(look.get()) == 1)
        return {State::ok, "tls", "the chain leads to an authority that this machine trusts"};
    bool const own = X509_self_signed(certificate, 0) == 1;
    bool const alone = extra == nullptr || sk_X509_num(extra) == 0;
    if (alone && !own)
        return {State::wrong, "tls",
                "the file holds no chain: put the authority's intermediate certificates behind the certificate "
                "(fullchain.pem)"};
    return {
        State::note, "tls",
        "no authority that this machine trusts has signed it: every client needs the file of the private authority"};
}

}  // namespace

std::vector<Check> check_certificate(Config const& config) {
    if (config.flag("plain_http"))
        return {{State::ok, "tls", "none here: the reverse proxy holds the certificate (look at it there)"}};
    try {
        TlsCredentials credentials(config.text("tls.certificate"), config.text("tls.key"));
        auto* const context = credentials.current().native_handle();
        auto* const certificate = SSL_CTX_get0_certificate(context);
        return {{State::ok, "tls", "certificate and key belong together"},
                expiry(credentials.expires_at()),
                name(certificate, host_of(config.text("public_origin"))),
                chain(context, certificate)};
    } catch (std::exception const& error) {
        return {{State::wrong, "tls", error.what()}};
    }
}

}  // namespace signalos::relay
