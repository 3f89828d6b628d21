#include "ws/frame_codec.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "net/request_rules.hpp"
#include "net/upgrade_handshake.hpp"

using namespace signalos::relay;
using Kind = WsDecoder::Kind;

namespace {

// A client's frame: masked.
std::string client_frame(int first_byte, std::string_view payload, bool masked = true) {
    std::string out(1, static_cast<char>(first_byte));
    auto const mark = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        out += static_cast<char>(mark | static_cast<int>(payload.size()));
    } else {
        out += static_cast<char>(mark | 126);
        out += static_cast<char>(payload.size() >> 8);
        out += static_cast<char>(payload.size() & 0xff);
    }
    char const mask[4] = {0x11, 0x22, 0x33, 0x44};
    if (masked) out.append(mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i)
        out += masked ? static_cast<char>(payload[i] ^ mask[i & 3]) : payload[i];
    return out;
}

WsDecoder::Event one(std::string_view bytes, std::size_t limit = 1024) {
    static WsDecoder decoder(0);
    decoder = WsDecoder(limit);
    decoder.feed(bytes);
    return decoder.next();
}

}  // namespace

TEST_CASE("ws: a message arrives whole however its bytes are cut") {
    std::string const text = "{\"type\":\"ping\",\"text\":\"\xc3\xa9\xf0\x9f\x98\x80\"}";
    std::string stream;
    for (int i = 0; i < 20; ++i) {
        stream += client_frame(0x01, text.substr(0, 10));
        stream += client_frame(0x89, "beat");
        stream += client_frame(0x80, text.substr(10));
    }
    std::mt19937 random(7);
    for (int round = 0; round < 50; ++round) {
        WsDecoder decoder(1024);
        int texts = 0;
        int pings = 0;
        for (std::size_t at = 0; at < stream.size();) {
            auto const size = std::min<std::size_t>(random() % 40 + 1, stream.size() - at);
            decoder.feed(std::string_view(stream).substr(at, size));
            at += size;
            for (auto event = decoder.next(); event.kind != Kind::need_more; event = decoder.next()) {
                if (event.kind == Kind::fragment) continue;
                if (event.kind == Kind::text) {
                    CHECK(event.payload == text);
                    ++texts;
                } else {
                    REQUIRE(event.kind == Kind::ping);
                    CHECK(event.payload == "beat");
                    ++pings;
                }
            }
        }
        CHECK(texts == 20);
        CHECK(pings == 20);
    }
}

TEST_CASE("ws: a frame longer than the limit fails with 1009 by its header alone") {
    auto const frame = client_frame(0x81, std::string(2000, 'x'));
    auto const event = one(frame.substr(0, 8), 1024);
    CHECK(event.kind == Kind::failure);
    CHECK(event.code == 1009);
}

TEST_CASE("ws: fragments together count against the limit") {
    WsDecoder decoder(100);
    decoder.feed(client_frame(0x01, std::string(60, 'a')));
    CHECK(decoder.next().kind == Kind::fragment);
    CHECK(decoder.next().kind == Kind::need_more);
    decoder.feed(client_frame(0x00, std::string(60, 'a')));
    CHECK(decoder.next().code == 1009);
}

TEST_CASE("ws: a length of 2^63 and more is refused without allocation") {
    CHECK(one(std::string("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03\x04", 14)).code == 1002);
    CHECK(one(std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03\x04", 14)).code == 1009);
}

TEST_CASE("ws: a length that could be said shorter is refused") {
    CHECK(one(std::string("\x81\xfe\x00\x01\x00\x00\x00\x00x", 9)).code == 1002);
    CHECK(one(std::string("\x81\xff\x00\x00\x00\x00\x00\x00\x00\x7e\x00\x00\x00\x00", 14)).code == 1002);
}

TEST_CASE("ws: a decoder that was stopped looks at nothing more") {
    WsDecoder decoder(100);
    decoder.feed(client_frame(0x89, "a") + client_frame(0x89, "b"));
    CHECK(decoder.next().kind == Kind::ping);
    decoder.stop();
    decoder.feed(client_frame(0x81, "c"));
    CHECK(decoder.next().kind == Kind::need_more);
}

TEST_CASE("ws: what the RFC forbids fails with its code") {
    CHECK(one(client_frame(0x81, "x", false)).code == 1002);                  // not masked
    CHECK(one(client_frame(0xc1, "x")).code == 1002);                         // reserved bit
    CHECK(one(client_frame(0x83, "x")).code == 1002);                         // unknown opcode
    CHECK(one(client_frame(0x8b, "x")).code == 1002);                         // unknown control opcode
    CHECK(one(client_frame(0x09, "x")).code == 1002);                         // fragmented control frame
    CHECK(one(client_frame(0x89, std::string(126, 'x'))).code == 1002);       // long control frame
    CHECK(one(client_frame(0x80, "x")).code == 1002);                         // continuation of nothing
    CHECK(one(client_frame(0x82, "x")).code == 1003);                         // binary
    CHECK(one(client_frame(0x81, "\xff")).code == 1007);                      // not UTF-8
    CHECK(one(client_frame(0x88, std::string("\x03\xed", 2))).code == 1002);  // 1005 on the wire
    CHECK(one(client_frame(0x88, "x")).code == 1002);                         // half a code
}

TEST_CASE("ws: a close gives its code, or 1005 without one") {
    auto const event = one(client_frame(0x88, std::string("\x0f\xa1", 2) + "bye"));
    CHECK(event.kind == Kind::close);
    CHECK(event.code == 4001);
    CHECK(event.payload == "bye");
    CHECK(one(client_frame(0x88, "")).code == 1005);
}

TEST_CASE("ws: utf-8 is judged like the Unicode standard") {
    CHECK(is_utf8("\xed\x9f\xbf"));
    CHECK_FALSE(is_utf8("\xed\xa0\x80"));      // surrogate
    CHECK_FALSE(is_utf8("\xc0\xaf"));          // overlong
    CHECK_FALSE(is_utf8("\xe0\x80\xaf"));      // overlong
    CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));  // beyond U+10FFFF
    CHECK_FALSE(is_utf8("abc\xe2\x82"));       // cut
}

TEST_CASE("ws: our frames carry the shortest length form and no mask") {
    std::string out;
    append_frame(out, WsOpcode::text, std::string(125, 'a'));
    CHECK(out.substr(0, 2) == "\x81\x7d");
    out.clear();
    append_frame(out, WsOpcode::text, std::string(126, 'a'));
    CHECK(out.substr(0, 4) == std::string("\x81\x7e\x00\x7e", 4));
    out.clear();
    append_frame(out, WsOpcode::text, std::string(65536, 'a'));
    CHECK(out.substr(0, 10) == std::string("\x81\x7f\0\0\0\0\0\x01\0\0", 10));
    out.clear();
    append_close(out, 4401, std::string(200, 'r'));
    CHECK(out.size() == 2 + 125);
}

TEST_CASE("ws: only a whole handshake is one, and the answer proves the key") {
    Request request;
    request.verb = Verb::get;
    request.headers.add("Connection", "keep-alive, Upgrade");
    request.headers.add("Upgrade", "websocket");
    request.headers.add("Sec-WebSocket-Version", "13");
    CHECK_FALSE(is_web_socket_request(request));
    request.headers.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    CHECK(is_web_socket_request(request));
    auto const answer = handshake_answer(request, "signalos.v1");
    CHECK(answer.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") != std::string::npos);
    CHECK(answer.find("Sec-WebSocket-Protocol: signalos.v1\r\n") != std::string::npos);
}
