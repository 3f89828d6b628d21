#include "terminal/charts.hpp"

namespace signalos::terminal {

Charts::Charts(std::string program, ProgramFactory factory, std::string symbol, Inputs inputs)
    : program_(std::move(program)), factory_(std::move(factory)) {
    charts_[first] = Chart{{std::move(symbol), std::move(inputs)}, nullptr};
}

Charts::Look Charts::look(int chart) const {
    std::lock_guard lock(mutex_);
    auto const found = charts_.find(chart);
    return found == charts_.end() ? charts_.at(first).look : found->second.look;
}

Charts::Chart& Charts::open(int chart) {
    return charts_.try_emplace(chart, Chart{charts_.at(first).look, nullptr}).first->second;
}

void Charts::set_symbol(int chart, std::string const& symbol) {
    std::lock_guard lock(mutex_);
    open(chart).look.symbol = symbol;
}

void Charts::add_inputs(int chart, Inputs const& inputs) {
    std::lock_guard lock(mutex_);
    for (auto const& [name, value] : inputs) open(chart).look.inputs[name] = value;
}

bool Charts::attach(int chart, Services& services) {
    if (!factory_) return false;
    Look const at = look(chart);
    std::string const name = chart == first ? program_ : program_ + " (chart " + std::to_string(chart) + ")";
    auto fresh = std::make_shared<Expert>(services, ProgramStart{name, factory_, at.symbol, at.inputs});
    std::lock_guard lock(mutex_);
    open(chart).expert = std::move(fresh);
    return true;
}

// The link's thread may hold the pointer for a moment longer; a program that has been unloaded takes no events.
void Charts::unload(int chart, mql::DeinitReason reason) {
    std::shared_ptr<Expert> old;
    {
        std::lock_guard lock(mutex_);
        auto const found = charts_.find(chart);
        if (found != charts_.end()) old.swap(found->second.expert);
    }
    if (old) old->unload(reason);
}

std::shared_ptr<Expert> Charts::expert(int chart) const {
    std::lock_guard lock(mutex_);
    auto const found = charts_.find(chart);
    return found == charts_.end() ? nullptr : found->second.expert;
}

std::vector<int> Charts::occupied() const {
    std::lock_guard lock(mutex_);
    std::vector<int> out;
    for (auto const& [number, chart] : charts_)
        if (chart.expert) out.push_back(number);
    return out;
}

std::vector<std::shared_ptr<Expert>> Charts::experts() const {
    std::lock_guard lock(mutex_);
    std::vector<std::shared_ptr<Expert>> out;
    for (auto const& [number, chart] : charts_)
        if (chart.expert) out.push_back(chart.expert);
    return out;
}

void Charts::drop() {
    std::map<int, Chart> gone;
    std::lock_guard lock(mutex_);
    for (auto& [number, chart] : charts_) gone[number].expert.swap(chart.expert);
}

}  // namespace signalos::terminal
