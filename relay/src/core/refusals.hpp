// How often bad input was refused since the start, by the stable code of its refusal: an operator sees an attack or a
// broken client.
#pragma once
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string_view>

#include "base/error.hpp"

namespace signalos::relay {

/// One row a code, so its size is bounded. All calls on the I/O thread.
class Refusals {
public:
    void count(errc code) { ++counts_[code_name(code)]; }
    [[nodiscard]] std::int64_t of(errc code) const {
        auto const found = counts_.find(code_name(code));
        return found == counts_.end() ? 0 : found->second;
    }
    /// {"bad_frame": 3, …}; codes never refused are absent.
    [[nodiscard]] boost::json::object view() const {
        boost::json::object rows;
        for (auto const& [code, count] : counts_) rows[code] = count;
        return rows;
    }

private:
    std::map<std::string_view, std::int64_t> counts_;
};

}  // namespace signalos::relay
