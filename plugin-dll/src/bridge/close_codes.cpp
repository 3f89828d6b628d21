#include "bridge/close_codes.hpp"

namespace signalos::bridge {

CloseRule close_rule(int code) {
    switch (code) {
        case 1000:
            return {AfterClose::backoff, 0, "The relay closed the connection"};
        case 1009:
            return {AfterClose::stop, 0, "Stopped: a frame was too big for the relay; please report this"};
        case 1012:
            return {AfterClose::backoff, 0, "The relay is restarting"};
        case 4400:
            return {AfterClose::wait, 300000, "The relay did not understand this version; next try in 5 minutes"};
        case 4401:
            return {AfterClose::stop, 0, "Stopped: the terminal key is unknown, revoked or expired; enter a new one"};
        case 4403:
            return {AfterClose::stop, 0, "Stopped: this terminal key is not allowed here"};
        case 4408:
            return {AfterClose::backoff, 0, "The relay heard nothing from us in time"};
        case 4409:
            return {AfterClose::wait, 60000,
                    "This account is already live from another installation; asking again every minute"};
        case 4410:
            return {AfterClose::stop, 0, "Stopped: a newer session of this installation has taken over"};
        case 4426:
            return {AfterClose::stop, 0, "Stopped: this version is no longer supported; please update SignalOS"};
        case 4429:
            return {AfterClose::backoff, 30000, "The relay limits how often we may connect"};
        case 4500:
            return {AfterClose::backoff, 0, "The relay had an internal error"};
        case 4503:
            return {AfterClose::backoff, 0, "The relay cannot serve now"};
        case 4508:
            return {AfterClose::backoff, 0, "The connection was too slow; resuming"};
        default:
            return {AfterClose::backoff, 0, ""};
    }
}

}  // namespace signalos::bridge
