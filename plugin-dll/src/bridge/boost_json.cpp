// Boost.JSON compiled once, header-only, so that the cross compiler needs no Boost libraries.
#include <boost/json/src.hpp>
