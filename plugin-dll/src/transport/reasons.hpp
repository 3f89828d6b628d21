// Why a connection failed, in words a trader can act on.
#pragma once
#include <string>

namespace signalos::bridge {

/// What OpenSSL refused, taken down while it verified.
struct CertificateFault {
    long verify_error = 0;      ///< X509_V_ERR_*, 0 = none
    int certificates_sent = 0;  ///< by the relay, its own included
    std::string valid_from;     ///< of the certificate that was refused, in words
    std::string valid_until;
};

std::string certificate_words(CertificateFault const& fault, std::string const& host);
/// The answer to the upgrade was an ordinary HTTP response.
std::string http_words(unsigned status);

}  // namespace signalos::bridge
