#include "transport/reasons.hpp"

#include <openssl/x509_vfy.h>

namespace signalos::bridge {

std::string certificate_words(CertificateFault const& fault, std::string const& host) {
    std::string const refused = "TLS refused: ";
    switch (fault.verify_error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return refused + "the certificate expired on " + fault.valid_until;
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return refused + "the certificate is not yet valid; it begins on " + fault.valid_from;
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return refused + "the certificate is not for " + host + " (host name mismatch)";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return refused + "the certificate is self-signed or its authority (CA) is not trusted here";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            // A relay that sends only its own certificate, and one that another authority signed, look the same from
            // here.
            if (fault.certificates_sent <= 1)
                return refused +
                       "the relay sent only its own certificate and its issuer is not known here: it lacks its "
                       "intermediate certificate, or another authority (CA) signed it";
            return refused + "the certificate was signed by an authority (CA) that is not trusted here";
        default:
            return refused + X509_verify_cert_error_string(fault.verify_error);
    }
}

std::string http_words(unsigned status) {
    std::string const code = std::to_string(status);
    if (status == 200)
        return "Something answered with a web page (HTTP 200) instead of the relay; is a proxy in between?";
    if (status == 407) return "A proxy asks for a sign-in (HTTP 407)";
    if (status >= 300 && status < 400)
        return "The relay's address redirects elsewhere (HTTP " + code + "); enter the final address";
    if (status == 404) return "There is no relay at this path (HTTP 404)";
    return "The relay refused the connection (HTTP " + code + ")";
}

}  // namespace signalos::bridge
