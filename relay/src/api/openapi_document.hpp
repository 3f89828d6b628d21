// protocol/openapi.yaml as JSON, put into the program when it is built.
#pragma once
#include <string_view>

namespace signalos::relay {

std::string_view openapi_document();

}  // namespace signalos::relay
