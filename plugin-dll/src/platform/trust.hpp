// The certificates this machine already trusts.
#pragma once
#include <openssl/types.h>

namespace signalos::bridge {

/// Makes `context` trust what the system trusts: the Windows certificate store of the current user (which shows the
/// machine's too), or the distribution's bundle. False when there is none.
bool trust_system_roots(SSL_CTX* context);

}  // namespace signalos::bridge
