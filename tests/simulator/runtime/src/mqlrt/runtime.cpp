#include "mqlrt/runtime.hpp"

namespace signalos::mql::rt {

namespace {
// Their places in the prelude's enumerations.
constexpr std::int32_t bitmap_label = 40;  // OBJ_BITMAP_LABEL
constexpr std::int32_t bitmap_file = 5;    // OBJPROP_BMPFILE
constexpr std::int32_t no_such_parameter = 4003;
}  // namespace

// Whole images only, as this terminal draws them.
bool Runtime::ResourceCreate(String const& name, ArrayRef<std::uint32_t const> data, std::uint32_t width,
                             std::uint32_t height, std::uint32_t x, std::uint32_t y, std::uint32_t data_width,
                             std::int32_t) {
    auto const pixels = static_cast<std::size_t>(width) * height;
    auto const given = static_cast<std::size_t>(ArraySize(data));
    bool const whole = x == 0 && y == 0 && (data_width == 0 || data_width == width);
    if (!whole || width == 0 || height == 0 || width > 4096 || height > 4096 || given < pixels) {
        host_.set_last_error(no_such_parameter);
        return false;
    }
    std::vector<std::uint32_t> image;
    image.reserve(pixels);
    for (std::size_t i = 0; i < pixels; ++i) image.push_back(data[static_cast<std::int64_t>(i)]);
    return host_.create_image(name.utf8(), width, height, std::move(image));
}

bool Runtime::ObjectCreate(std::int64_t, String const& name, std::int32_t type, std::int32_t window, std::int64_t,
                           double) {
    if (type == bitmap_label && window == 0) return host_.create_bitmap_label(name.utf8());
    host_.set_last_error(no_such_parameter);
    return false;
}

bool Runtime::ObjectSetString(std::int64_t, String const& name, std::int32_t property, String const& value) {
    if (property == bitmap_file) return host_.set_object_image(name.utf8(), value.utf8());
    host_.set_last_error(no_such_parameter);
    return false;
}

std::int32_t Runtime::PeriodSeconds(std::int32_t period) {
    if (period == 0) period = host_.chart_period(0);
    if (period == 49153) return 2592000;
    if (period == 32769) return 604800;
    return period > 16384 ? (period - 16384) * 3600 : period * 60;
}

std::int64_t Runtime::split(std::int64_t time, MqlDateTime& p) {
    auto const c = civil_time(time);
    p = {c.year, c.month, c.day, c.hour, c.minute, c.second, c.day_of_week, c.day_of_year};
    return time;
}

}  // namespace signalos::mql::rt
