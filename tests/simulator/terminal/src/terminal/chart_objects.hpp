// What a program has drawn on its chart beside the comment: images in memory and the labels that show them.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace signalos::terminal {

struct ChartImage {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint32_t> pixels;  ///< row by row, 0xAARRGGBB
};

struct BitmapLabel {
    std::string image;
    std::map<std::int32_t, std::int64_t> integers;  ///< by the prelude's ENUM_OBJECT_PROPERTY_INTEGER
};

struct ChartObjects {
    std::map<std::string, ChartImage> images;
    std::map<std::string, BitmapLabel> labels;
};

/// What somebody in front of the screen sees: the image of each label that has one.
inline std::map<std::string, ChartImage> shown(ChartObjects const& objects) {
    std::map<std::string, ChartImage> seen;
    for (auto const& [name, label] : objects.labels)
        if (auto const at = objects.images.find(label.image); at != objects.images.end()) seen[name] = at->second;
    return seen;
}

}  // namespace signalos::terminal
