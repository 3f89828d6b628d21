#include "domain/permission.hpp"

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
        case Permission::operate:
            return "operate";
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

bool sees_every_terminal(std::string_view role) {
    return strongest_permission(role) >= Permission::manage;
}

std::optional<Permission> permission_of_scope(std::string_view scope) {
    if (scope == "view") return Permission::view;
    if (scope == "trade") return Permission::trade;
    if (scope == "manage") return Permission::manage;
    return std::nullopt;
}

}  // namespace signalos::relay
