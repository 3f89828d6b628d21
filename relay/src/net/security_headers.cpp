#include "net/security_headers.hpp"

#include <string>

namespace signalos::relay {

std::string_view content_security_policy() {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
           "connect-src 'self'; "
           "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types signalos-sw";
}

std::string_view security_header_block() {
    // No HSTS on purpose while a relay may be `localhost`: the browser would force https on every port of that name.
    static std::string const block =
        "Content-Security-Policy: " + std::string(content_security_policy()) +
        "\r\n"
        "Cross-Origin-Opener-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "X-Frame-Options: DENY\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()\r\n";
    return block;
}

}  // namespace signalos::relay
