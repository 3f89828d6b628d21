#include "store/sql_session.hpp"

#include "domain/text.hpp"
#include "store/draft.hpp"

namespace signalos::relay::sql {

Query& Query::bind(std::string_view value) {
    if (is_storable(value)) {
        statement_.bind(value);
    } else {
        statement_.bind(std::string_view(storable(value)));
    }
    return *this;
}

Session::Session() : draft_(std::make_unique<Draft>(*this)) {}
Session::~Session() = default;

Query Session::query(std::string_view sql) {
    if (Draft::concerns(sql)) {
        draft_->write();
        if (!sql.starts_with("SELECT")) draft_->forget();
    }
    return Query(prepared(sql));
}

void Session::exec(char const* sql) {
    draft_->write();
    draft_->forget();
    execute(sql);
}

void Session::settle() {
    draft_->write();
    wait();
}

void Session::forget_draft() noexcept {
    draft_->forget();
}

}  // namespace signalos::relay::sql
