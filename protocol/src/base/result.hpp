// Result<T>: a value, or the error that the input caused. Broken infrastructure throws instead.
#pragma once
#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "base/error.hpp"

namespace signalos {

template <class T>
using Result = boost::system::result<T>;

/// The error with the place where it was born; `loc` must outlive the program (SIGNALOS_ERROR makes it static).
inline boost::system::error_code located(errc code, boost::source_location const* loc) {
    return boost::system::error_code(static_cast<int>(code), error_category(), loc);
}

}  // namespace signalos

/// An error_code that remembers file and line: `return SIGNALOS_ERROR(errc::not_found);`
#define SIGNALOS_ERROR(code)                                                              \
    ([]() -> ::boost::system::error_code {                                                \
        static constexpr ::boost::source_location signalos_here = BOOST_CURRENT_LOCATION; \
        return ::signalos::located((code), &signalos_here);                               \
    }())
