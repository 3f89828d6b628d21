#include "util/crypto.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <stdexcept>
#include <vector>

namespace signalos::relay {
namespace {

template <std::size_t Size>
std::array<std::uint8_t, Size> digest(EVP_MD const* kind, std::string_view text) {
    std::array<std::uint8_t, Size> out{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), out.data(), &size, kind, nullptr) != 1 || size != Size)
        throw std::runtime_error("digest failed");
    return out;
}

std::string encode(std::span<std::uint8_t const> bytes, int variant) {
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), variant);
    out.resize(out.size() - 1);  // libsodium counts the terminating zero
    return out;
}

}  // namespace

std::array<std::uint8_t, 32> sha256(std::string_view text) {
    return digest<32>(EVP_sha256(), text);
}
std::array<std::uint8_t, 20> sha1(std::string_view text) {
    return digest<20>(EVP_sha1(), text);
}

std::string base64url(std::span<std::uint8_t const> bytes) {
    return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
std::string base64(std::span<std::uint8_t const> bytes) {
    return encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

bool constant_time_equal(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string random_token(Random& random, std::size_t bytes) {
    std::vector<std::uint8_t> raw(bytes);
    random.fill(raw);
    auto token = base64url(raw);
    sodium_memzero(raw.data(), raw.size());
    return token;
}

}  // namespace signalos::relay
