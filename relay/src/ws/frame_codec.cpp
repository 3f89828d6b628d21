#include "ws/frame_codec.hpp"

#include "net/request_rules.hpp"
#include "ws/deflate.hpp"

namespace signalos::relay {
namespace {

constexpr std::uint8_t compressed_bit = 0x40;  // RSV1, as permessage-deflate uses it

std::uint8_t byte_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

bool valid_close_code(std::uint16_t code) {
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code <= 4999);
}

}  // namespace

void append_frame(std::string& out, WsOpcode opcode, std::string_view payload, bool compressed) {
    out += static_cast<char>(0x80 | (compressed ? compressed_bit : 0) | static_cast<std::uint8_t>(opcode));
    auto const length = payload.size();
    if (length < 126) {
        out += static_cast<char>(length);
    } else if (length <= 0xffff) {
        out += static_cast<char>(126);
        for (int shift = 8; shift >= 0; shift -= 8) out += static_cast<char>(length >> shift & 0xff);
    } else {
        out += static_cast<char>(127);
        for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(length >> shift & 0xff);
    }
    out.append(payload);
}

void append_close(std::string& out, std::uint16_t code, std::string_view reason) {
    std::string payload;
    payload += static_cast<char>(code >> 8);
    payload += static_cast<char>(code & 0xff);
    payload.append(reason.substr(0, 123));
    append_frame(out, WsOpcode::close, payload);
}

void WsDecoder::feed(std::string_view bytes) {
    if (!ended_) input_.append(bytes);
}

WsDecoder::HeaderState WsDecoder::read_header(Header& header) const {
    std::string_view const in = std::string_view(input_).substr(at_);
    if (in.size() < 2) return HeaderState::incomplete;
    auto const first = byte_at(in, 0);
    auto const second = byte_at(in, 1);
    header.compressed = (first & compressed_bit) != 0;
    if ((first & 0x30) != 0 || (header.compressed && !deflate_) || (second & 0x80) == 0)
        return HeaderState::bad;  // no extension was agreed that uses the bit; clients must mask
    header.final = (first & 0x80) != 0;
    header.opcode = first & 0x0f;
    header.length = second & 0x7f;
    std::size_t const extra = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
    header.size = 2 + extra + 4;
    if (in.size() < header.size) return HeaderState::incomplete;
    if (extra != 0) {
        header.length = 0;
        for (std::size_t i = 0; i < extra; ++i) header.length = header.length << 8 | byte_at(in, 2 + i);
    }
    bool const shortest = extra == 0 || (extra == 2 ? header.length > 125 : header.length > 0xffff);
    return shortest && header.length >> 63 == 0 ? HeaderState::complete : HeaderState::bad;
}

std::uint16_t WsDecoder::judge(Header const& header) const {
    bool const is_control = (header.opcode & 0x08) != 0;
    // Said of a whole message, in its first frame.
    if (header.compressed && (is_control || header.opcode == 0)) return ws_close::protocol_error;
    if (is_control) return header.opcode > 10 || !header.final || header.length > 125 ? ws_close::protocol_error : 0;
    if (header.opcode > 2) return ws_close::protocol_error;
    if (header.opcode == 2) return ws_close::unsupported;
    if ((header.opcode == 0) != in_message_) return ws_close::protocol_error;
    if (header.length > max_message_ - message_.size()) return ws_close::too_big;
    return 0;
}

void WsDecoder::stop() {
    ended_ = true;
    input_ = {};
    at_ = 0;
    message_ = {};
}

WsDecoder::Event WsDecoder::fail(std::uint16_t code) {
    stop();
    return {Kind::failure, {}, code};
}

void WsDecoder::unmask(Header const& header, std::string& out) const {
    char const* const mask = input_.data() + at_ + header.size - 4;
    char const* const payload = input_.data() + at_ + header.size;
    auto const start = out.size();
    out.resize(start + header.length);
    for (std::size_t i = 0; i < header.length; ++i) out[start + i] = static_cast<char>(payload[i] ^ mask[i & 3]);
}

WsDecoder::Event WsDecoder::next() {
    if (message_given_) {
        // Memory goes back after a large message: idle connections stay small.
        if (message_.capacity() > 4096)
            message_ = {};
        else
            message_.clear();
        message_given_ = false;
    }
    for (;;) {
        Header header;
        auto const state = ended_ ? HeaderState::incomplete : read_header(header);
        if (state == HeaderState::bad) return fail(ws_close::protocol_error);
        if (state == HeaderState::complete) {
            if (auto const code = judge(header)) return fail(code);
        }
        if (state == HeaderState::incomplete || input_.size() - at_ - header.size < header.length) {
            compact();
            return {};
        }
        auto const event = (header.opcode & 0x08) != 0 ? control(header) : data(header);
        if (event.kind != Kind::need_more) return event;
    }
}

WsDecoder::Event WsDecoder::control(Header const& header) {
    control_.clear();
    unmask(header, control_);
    at_ += header.size + header.length;
    if (header.opcode == static_cast<std::uint8_t>(WsOpcode::ping)) return {Kind::ping, control_, 0};
    if (header.opcode == static_cast<std::uint8_t>(WsOpcode::pong)) return {Kind::pong, control_, 0};
    ended_ = true;
    if (control_.empty()) return {Kind::close, {}, ws_close::no_status};
    if (control_.size() == 1) return fail(ws_close::protocol_error);
    auto const code = static_cast<std::uint16_t>(byte_at(control_, 0) << 8 | byte_at(control_, 1));
    std::string_view const reason = std::string_view(control_).substr(2);
    if (!valid_close_code(code) || !is_utf8(reason)) return fail(ws_close::protocol_error);
    return {Kind::close, reason, code};
}

WsDecoder::Event WsDecoder::data(Header const& header) {
    if (header.opcode != 0) compressed_ = header.compressed;
    unmask(header, message_);
    at_ += header.size + header.length;
    in_message_ = !header.final;
    return header.final ? complete() : Event{Kind::fragment, {}, 0};
}

WsDecoder::Event WsDecoder::complete() {
    if (compressed_) {
        auto plain = inflate_message(message_, max_message_);
        if (!plain) return fail(plain.error() == errc::too_large ? ws_close::too_big : ws_close::bad_text);
        message_ = std::move(*plain);
    }
    if (!is_utf8(message_)) return fail(ws_close::bad_text);
    message_given_ = true;
    return {Kind::text, message_, 0};
}

void WsDecoder::compact() {
    input_.erase(0, at_);
    at_ = 0;
    if (input_.empty() && input_.capacity() > 4096) input_ = {};
}

}  // namespace signalos::relay
