// The machine's own clocks and threads.
#pragma once

#include "terminal/surroundings.hpp"

namespace signalos::terminal {

class ThreadSurroundings final : public Surroundings {
public:
    TimePoint now() const override;
    std::int64_t wall_ms() const override;
    std::int64_t local_offset_s() const override;
    std::unique_ptr<Parking> make_parking() override;
    std::unique_ptr<Body> start(std::string name, std::function<void()> body) override;
    void rest_for(std::chrono::microseconds duration) override;
};

}  // namespace signalos::terminal
