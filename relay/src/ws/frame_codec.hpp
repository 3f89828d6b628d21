// RFC 6455 frames, server side, without I/O: bytes in, messages out; messages in, bytes out.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace signalos::relay {

enum class WsOpcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Close codes of the RFC that the shell itself uses.
namespace ws_close {
inline constexpr std::uint16_t normal = 1000, protocol_error = 1002, unsupported = 1003, no_status = 1005,
                               bad_text = 1007, too_big = 1009, restart = 1012;
}

/// Appends one unmasked final frame; `compressed`: the payload is one of deflate_message().
void append_frame(std::string& out, WsOpcode opcode, std::string_view payload, bool compressed = false);
/// Appends a close frame; the reason is cut to 123 bytes.
void append_close(std::string& out, std::uint16_t code, std::string_view reason);

/// Takes a client's bytes apart. Nothing beyond the limit is ever allocated: the length is judged before the payload is
/// read.
class WsDecoder {
public:
    /// `max_message`: bytes of one message, fragments together, compressed and not. `deflate`: permessage-deflate was
    /// agreed, so the peer may compress.
    explicit WsDecoder(std::size_t max_message, bool deflate = false) : max_message_(max_message), deflate_(deflate) {}

    /// `fragment`: a part of a message that is not complete; it is told so that fragments can be counted.
    enum class Kind { need_more, fragment, text, ping, pong, close, failure };
    struct Event {
        Kind kind = Kind::need_more;
        std::string_view payload;  ///< valid until the next call
        std::uint16_t code = 0;    ///< close: the peer's code (1005 for none); failure: the code to close with
    };

    /// Adds bytes as they arrived.
    void feed(std::string_view bytes);
    /// The next event; call until need_more. After close or failure nothing more comes.
    Event next();
    /// What came is forgotten and what still comes is not looked at.
    void stop();

private:
    struct Header {
        bool final = false;
        bool compressed = false;
        std::uint8_t opcode = 0;
        std::uint64_t length = 0;
        std::size_t size = 0;  // of the header itself
    };
    enum class HeaderState { incomplete, complete, bad };
    HeaderState read_header(Header& header) const;
    Event fail(std::uint16_t code);
    Event control(Header const& header);
    Event data(Header const& header);
    std::uint16_t judge(Header const& header) const;
    void unmask(Header const& header, std::string& out) const;
    void compact();

    Event complete();

    std::size_t max_message_;
    bool deflate_;
    std::string input_;
    std::size_t at_ = 0;
    std::string message_;
    std::string control_;
    bool in_message_ = false;
    bool compressed_ = false;  // the message under way
    bool message_given_ = false;
    bool ended_ = false;
};

}  // namespace signalos::relay
