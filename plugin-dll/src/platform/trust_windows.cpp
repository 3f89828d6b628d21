#if defined(_WIN32)
#include <winsock2.h>
// winsock2.h first, and the Windows certificate types before OpenSSL's, which give way to them.
#include <windows.h>

#include <wincrypt.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "platform/trust.hpp"

namespace signalos::bridge {

namespace {
// A root in the user's Disallowed store is not in what ROOT shows as trusted: it is looked up one by one.
bool is_disallowed(HCERTSTORE disallowed, PCCERT_CONTEXT root) {
    if (disallowed == nullptr) return false;
    PCCERT_CONTEXT const found = ::CertFindCertificateInStore(disallowed, X509_ASN_ENCODING | PKCS_7_ASN_ENCODING, 0,
                                                              CERT_FIND_EXISTING, root, nullptr);
    if (found != nullptr) ::CertFreeCertificateContext(found);
    return found != nullptr;
}
}  // namespace

bool trust_system_roots(SSL_CTX* context) {
    HCERTSTORE const store = ::CertOpenSystemStoreW(0, L"ROOT");
    if (store == nullptr) return false;
    HCERTSTORE const disallowed = ::CertOpenSystemStoreW(0, L"Disallowed");
    X509_STORE* const into = SSL_CTX_get_cert_store(context);
    int copied = 0;
    for (PCCERT_CONTEXT at = nullptr; (at = ::CertEnumCertificatesInStore(store, at)) != nullptr;) {
        if (is_disallowed(disallowed, at)) continue;
        unsigned char const* bytes = at->pbCertEncoded;
        X509* const certificate = d2i_X509(nullptr, &bytes, static_cast<long>(at->cbCertEncoded));
        if (certificate == nullptr) continue;
        if (X509_STORE_add_cert(into, certificate) == 1) ++copied;
        X509_free(certificate);
    }
    ::CertCloseStore(store, 0);
    if (disallowed != nullptr) ::CertCloseStore(disallowed, 0);
    ERR_clear_error();  // a certificate that OpenSSL cannot read is no reason to fail
    return copied > 0;
}

}  // namespace signalos::bridge
#endif
