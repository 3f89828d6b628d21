// Debian's Boost.JSON 1.81 has no library file: this one unit compiles it for every simulator program.
#include <boost/json/src.hpp>
