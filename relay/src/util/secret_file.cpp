#include "util/secret_file.hpp"

#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace signalos::relay {

Secret<std::string> read_secret_file(std::string const& key, std::string const& path) {
    if (path.empty()) return {};
    auto const refuse = [&](char const* why) {
        throw std::runtime_error("configuration: " + key + " = " + path + ": " + why);
    };
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) refuse("cannot be read; give a file that holds the secret alone");
    if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) refuse("others may read it; chmod 600 it");
    std::ifstream file(path);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (text.empty()) refuse("holds nothing; put the secret into it");
    return Secret(std::move(text));
}

}  // namespace signalos::relay
