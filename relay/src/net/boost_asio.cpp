// The bodies of Asio, compiled once.
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
