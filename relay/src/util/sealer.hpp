// Secrets that the relay must read back (authenticator seeds) and the key of its access tokens: one file beside the
// database, never in it, so that a stolen backup opens nothing.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "util/secret.hpp"

namespace signalos::relay {

/// Seals with XChaCha20-Poly1305 under a key of the relay's own. One thread.
class Sealer {
public:
    /// Reads the key file, or makes it (mode 0600) when it is not there. Throws std::runtime_error with words for the
    /// operator when it cannot, or when others may read it.
    static Sealer from_file(std::string const& path);
    /// `key` is any secret text of at least 32 bytes.
    explicit Sealer(Secret<std::string> key);

    /// base64url. `purpose` must be the same to open it: a sealed value cannot be moved to another place.
    [[nodiscard]] std::string seal(std::string_view plain, std::string_view purpose) const;
    /// Nothing when it was not sealed here for this purpose.
    [[nodiscard]] std::optional<Secret<std::string>> open(std::string_view sealed, std::string_view purpose) const;
    /// 32 bytes for this purpose alone.
    [[nodiscard]] Secret<std::string> derive(std::string_view purpose) const;

private:
    Secret<std::string> key_;
};

}  // namespace signalos::relay
