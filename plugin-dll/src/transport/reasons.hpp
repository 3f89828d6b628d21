// Why a connection failed, in words a trader can act on.
#pragma once
#include <string>

namespace signalos::bridge {

/// `verify_error`: X509_V_ERR_*; `detail`: dates or names that belong to it.
std::string certificate_words(long verify_error, std::string const& host, std::string const& valid_from,
                              std::string const& valid_until);
/// The answer to the upgrade was an ordinary HTTP response.
std::string http_words(unsigned status);

}  // namespace signalos::bridge
