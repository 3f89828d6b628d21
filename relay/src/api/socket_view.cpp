#include "api/socket_view.hpp"

namespace signalos::relay {

std::optional<SocketView> socket_view(Request const& request) {
    constexpr std::string_view runs = "/ws/runs/";
    SocketView view;
    if (request.path == "/ws") return view;
    if (request.path == "/ws/mission") {
        view.kind = SocketView::Kind::mission;
        return view;
    }
    if (request.path == "/ws/classic") {
        view.kind = SocketView::Kind::classic;
        return view;
    }
    if (request.path == "/ws/graph") {
        view.kind = SocketView::Kind::graph;
        auto const text = request.parameter("terminal");
        if (!text) return view;
        auto const id = TerminalId::parse(*text);
        if (id) view.terminal = *id;
        view.bad_parameter = !id;
        return view;
    }
    if (request.path.starts_with(runs)) {
        view.kind = SocketView::Kind::run;
        auto const id = CommandId::parse(std::string_view(request.path).substr(runs.size()));
        if (id) view.command = *id;
        view.bad_parameter = !id;
        return view;
    }
    return std::nullopt;
}

}  // namespace signalos::relay
