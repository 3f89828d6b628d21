#include "util/sealer.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "util/crypto.hpp"

namespace signalos::relay {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;

unsigned char const* bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string fresh_key() {
    std::array<unsigned char, 32> raw{};
    randombytes_buf(raw.data(), raw.size());
    return base64url(raw);
}

void write_new(std::string const& path, std::string const& text) {
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool const written =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!written) throw std::runtime_error(path + ": the relay's secret key cannot be written there");
}

}  // namespace

Sealer Sealer::from_file(std::string const& path) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) write_new(path, fresh_key());
    if (::stat(path.c_str(), &facts) != 0 || (facts.st_mode & 077) != 0)
        throw std::runtime_error(path + ": others may read the relay's secret key; set its mode to 0600");
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    if (text.str().size() < 32)
        throw std::runtime_error(path +
                                 ": damaged; restore it from a backup, or remove it and enrol authenticators anew");
    return Sealer(Secret(text.str()));
}

Sealer::Sealer(Secret<std::string> key) : key_(std::move(key)) {}

Secret<std::string> Sealer::derive(std::string_view purpose) const {
    std::string out(32, '\0');
    auto const& key = key_.reveal();
    auto const used = std::min<std::size_t>(key.size(), crypto_generichash_KEYBYTES_MAX);
    crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(), bytes_of(purpose), purpose.size(),
                       bytes_of(key), used);
    return Secret(std::move(out));
}

std::string Sealer::seal(std::string_view plain, std::string_view purpose) const {
    std::vector<unsigned char> box(nonce_bytes + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    randombytes_buf(box.data(), nonce_bytes);
    auto const key = derive("seal");
    unsigned long long size = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + nonce_bytes, &size, bytes_of(plain), plain.size(),
                                               bytes_of(purpose), purpose.size(), nullptr, box.data(),
                                               bytes_of(key.reveal()));
    return base64url(box);
}

std::optional<Secret<std::string>> Sealer::open(std::string_view sealed, std::string_view purpose) const {
    if (sealed.empty()) return std::nullopt;  // an empty view may point nowhere, which libsodium forbids
    std::vector<unsigned char> box(sealed.size());
    std::size_t size = 0;
    bool const read = sodium_base642bin(box.data(), box.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                                        sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
    if (!read || size < nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES) return std::nullopt;
    std::string plain(size - nonce_bytes - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    auto const key = derive("seal");
    unsigned long long got = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), &got, nullptr,
                                                   box.data() + nonce_bytes, size - nonce_bytes, bytes_of(purpose),
                                                   purpose.size(), box.data(), bytes_of(key.reveal())) != 0)
        return std::nullopt;
    return Secret(std::move(plain));
}

}  // namespace signalos::relay
