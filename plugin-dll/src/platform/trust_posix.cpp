#if !defined(_WIN32)
#include <openssl/ssl.h>

#include "platform/trust.hpp"

namespace signalos::bridge {

bool trust_system_roots(SSL_CTX* context) {
    return SSL_CTX_set_default_verify_paths(context) == 1;
}

}  // namespace signalos::bridge
#endif
