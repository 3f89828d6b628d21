// Boost.JSON compiled once, from its own sources, so that Linux and mingw builds need no library of it.
#include <boost/json/src.hpp>
