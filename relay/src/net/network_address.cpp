#include "net/network_address.hpp"

#include <boost/asio/ip/address.hpp>

namespace signalos::relay {
namespace ip = boost::asio::ip;

std::string network_of(std::string_view address) {
    boost::system::error_code ec;
    auto const parsed = ip::make_address(std::string(address), ec);
    if (ec || parsed.is_v4()) return std::string(address);
    auto const six = parsed.to_v6();
    if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
    auto bytes = six.to_bytes();
    for (std::size_t i = 8; i < bytes.size(); ++i) bytes[i] = 0;
    return ip::make_address_v6(bytes).to_string() + "/64";
}

}  // namespace signalos::relay
