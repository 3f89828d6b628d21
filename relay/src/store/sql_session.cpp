#include "store/sql_session.hpp"

#include "domain/text.hpp"

namespace signalos::relay::sql {

Query& Query::bind(std::string_view value) {
    if (is_storable(value)) {
        statement_.bind(value);
    } else {
        statement_.bind(std::string_view(storable(value)));
    }
    return *this;
}

}  // namespace signalos::relay::sql
