#include "api/permission.hpp"

namespace signalos::relay {

std::string_view permission_name(Permission permission) {
    switch (permission) {
        case Permission::open_to_all:
            return "public";
        case Permission::signed_in:
            return "signed_in";
        case Permission::view:
            return "view";
        case Permission::trade:
            return "trade";
        case Permission::manage:
            return "manage";
        case Permission::own:
            return "own";
    }
    return "";
}

Permission strongest_permission(std::string_view role) {
    if (role == "viewer") return Permission::view;
    if (role == "trader") return Permission::trade;
    if (role == "admin") return Permission::manage;
    if (role == "owner") return Permission::own;
    return Permission::signed_in;
}

std::vector<std::string_view> permissions_of(std::string_view role) {
    std::vector<std::string_view> names;
    for (auto const permission : {Permission::view, Permission::trade, Permission::manage, Permission::own})
        if (permission <= strongest_permission(role)) names.push_back(permission_name(permission));
    return names;
}

}  // namespace signalos::relay
