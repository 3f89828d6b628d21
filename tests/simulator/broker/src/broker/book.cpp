#include "broker/book.hpp"

namespace signalos::broker {

struct Book::Apply {
    Book& book;
    void operator()(PutAccount const& c) const { book.account_ = c.value; }
    void operator()(PutPosition const& c) const { book.positions_[c.value.ticket] = c.value; }
    void operator()(DropPosition const& c) const { book.positions_.erase(c.ticket); }
    void operator()(PutOrder const& c) const { book.orders_[c.value.ticket] = c.value; }
    void operator()(DropOrder const& c) const { book.orders_.erase(c.ticket); }
    void operator()(AddHistoryOrder const& c) const {
        book.history_index_[c.value.ticket] = book.history_orders_.size();
        book.history_orders_.push_back(c.value);
    }
    void operator()(AddDeal const& c) const {
        book.deal_index_[c.value.ticket] = book.deals_.size();
        book.deals_.push_back(c.value);
    }
};

void Book::apply(Change const& change) {
    std::visit(Apply{*this}, change);
}

Position const* Book::find_position(Ticket ticket) const {
    auto const found = positions_.find(ticket);
    return found == positions_.end() ? nullptr : &found->second;
}

Order const* Book::find_order(Ticket ticket) const {
    auto const found = orders_.find(ticket);
    return found == orders_.end() ? nullptr : &found->second;
}

Position const* Book::find_position_of(std::string const& symbol) const {
    for (auto const& [ticket, position] : positions_) {
        if (position.symbol == symbol) return &position;
    }
    return nullptr;
}

Order const* Book::find_history_order(Ticket ticket) const {
    auto const found = history_index_.find(ticket);
    return found == history_index_.end() ? nullptr : &history_orders_[found->second];
}

Deal const* Book::find_deal(Ticket ticket) const {
    auto const found = deal_index_.find(ticket);
    return found == deal_index_.end() ? nullptr : &deals_[found->second];
}

std::vector<Change> Book::snapshot() const {
    std::vector<Change> out{PutAccount{account_}};
    for (Order const& order : history_orders_) out.emplace_back(AddHistoryOrder{order});
    for (Deal const& deal : deals_) out.emplace_back(AddDeal{deal});
    for (auto const& [ticket, order] : orders_) out.emplace_back(PutOrder{order});
    for (auto const& [ticket, position] : positions_) out.emplace_back(PutPosition{position});
    return out;
}

}  // namespace signalos::broker
