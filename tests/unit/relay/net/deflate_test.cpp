#include "ws/deflate.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "net/deflate_offer.hpp"
#include "ws/frame_codec.hpp"
#include "ws/packed_frames.hpp"

using namespace signalos::relay;
using signalos::errc;
using Kind = WsDecoder::Kind;

namespace {

std::string bytes(std::initializer_list<int> values) {
    std::string out;
    for (int const value : values) out += static_cast<char>(value);
    return out;
}

std::string answer_to(std::initializer_list<std::string> offers) {
    Headers headers;
    for (auto const& offer : offers) headers.add("sec-websocket-extensions", offer);
    return agree_deflate(headers);
}

// Shorter than 126 bytes, masked with zeros.
std::string client_frame(int first_byte, std::string_view payload) {
    REQUIRE(payload.size() < 126);
    return bytes({first_byte, 0x80 | static_cast<int>(payload.size()), 0, 0, 0, 0}).append(payload);
}

std::uint16_t code_of(std::string const& stream, std::size_t limit = 1024, bool deflate = true) {
    WsDecoder decoder(limit, deflate);
    decoder.feed(stream);
    for (;;) {
        auto const event = decoder.next();
        if (event.kind == Kind::failure) return event.code;
        if (event.kind == Kind::need_more) return 0;
    }
}

std::string const both = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
std::string const hello = bytes({0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00});

// As a hostile client makes it: the best ratio there is, 1 to 1000.
std::string bomb(std::size_t size) {
    return deflate_message(std::string(size, 'a'));
}

}  // namespace

TEST_CASE("deflate: an offer is taken with nothing kept between messages, either way") {
    CHECK(answer_to({"permessage-deflate"}) == both);
    CHECK(answer_to({"Permessage-Deflate ; client_max_window_bits"}) == both);
    CHECK(answer_to({"permessage-deflate; client_max_window_bits=9; server_no_context_takeover"}) == both);
    CHECK(answer_to({"permessage-deflate; client_no_context_takeover; server_max_window_bits=\"15\""}) ==
          both + "; server_max_window_bits=13");
    CHECK(answer_to({"permessage-deflate; server_max_window_bits=13"}) == both + "; server_max_window_bits=13");
}

TEST_CASE("deflate: the first offer that can be met is taken, in one header or in several") {
    CHECK(answer_to({"x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=10, permessage-deflate"}) ==
          both);
    CHECK(answer_to({"permessage-bzip2", "permessage-deflate"}) == both);
}

TEST_CASE("deflate: an offer that is none, or asks for what is not done here, is passed over") {
    for (std::string const offer :
         {"", ",", ";", "deflate", "permessage-deflate; server_max_window_bits", "permessage-deflate; unknown",
          "permessage-deflate; server_max_window_bits=12", "permessage-deflate; server_max_window_bits=16",
          "permessage-deflate; client_max_window_bits=7", "permessage-deflate; client_max_window_bits=010",
          "permessage-deflate; client_max_window_bits=", "permessage-deflate; server_no_context_takeover=1",
          "permessage-deflate; client_max_window_bits; client_max_window_bits", "permessage-deflate; ;",
          "permessage-deflate; client_max_window_bits=\"1"}) {
        INFO(offer);
        CHECK(answer_to({offer}).empty());
    }
    CHECK(answer_to({}).empty());
}

TEST_CASE("deflate: the examples of RFC 7692 are read") {
    CHECK(inflate_message(hello, 100).value() == "Hello");
    CHECK(inflate_message(bytes({0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00}), 100).value() ==
          "Hello");
    CHECK(inflate_message(bytes({0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00}), 100).value() == "Hello");
    CHECK(inflate_message(bytes({0xf2, 0x48, 0x05, 0, 0, 0, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00}), 100).value() ==
          "Hello");
    CHECK(inflate_message(bytes({0x00}), 100).value().empty());
}

TEST_CASE("deflate: what is compressed is read again, whatever it is") {
    std::mt19937 random(3);
    for (std::size_t const size : {1u, 100u, 1024u, 8191u, 8192u, 8193u, 65536u, 300000u}) {
        for (int const letters : {1, 2, 20, 256}) {
            std::string text(size, '\0');
            for (auto& c : text) c = static_cast<char>(random() % static_cast<unsigned>(letters));
            auto const packed = deflate_message(text);
            if (packed.empty()) continue;  // better sent as it is
            REQUIRE(packed.size() < size);
            REQUIRE(inflate_message(packed, size).value() == text);
        }
    }
    CHECK(deflate_message(std::string(1024, 'x')).size() < 30);
    CHECK(deflate_message("").empty());
    CHECK(deflate_message("a").empty());
}

TEST_CASE("deflate: a message may inflate to its limit and not a byte further") {
    auto const packed = deflate_message(std::string(5000, 'a'));
    CHECK(inflate_message(packed, 5000).value().size() == 5000);
    CHECK(inflate_message(packed, 4999).error() == errc::too_large);
    CHECK(inflate_message(bomb(100'000'000), 16 * 1024).error() == errc::too_large);
}

TEST_CASE("deflate: what is cut, damaged or followed by more is no message") {
    auto const packed = deflate_message("{\"type\":\"ping\",\"data\":{},\"again\":{\"type\":\"ping\",\"data\":{}}}");
    REQUIRE(!packed.empty());
    for (std::size_t size = 0; size < packed.size(); ++size) {
        INFO(size);
        CHECK(!inflate_message(packed.substr(0, size), 1000));
    }
    CHECK(!inflate_message(bytes({0x07}), 1000));                                // a kind of block that does not exist
    CHECK(!inflate_message(bytes({0x00, 0x05, 0x00, 0x00, 0x00, 0x61}), 1000));  // a length that contradicts itself
    CHECK(!inflate_message(bytes({0x4b, 0x04, 0x82, 0x00}), 1000));              // a distance before the beginning
    CHECK(!inflate_message(bytes({0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00}).append(hello), 1000));
}

TEST_CASE("deflate: random bytes and spoilt messages end within the limit") {
    std::mt19937 random(5);
    auto const good =
        deflate_message("{\"type\":\"subscribe\",\"data\":{\"channels\":[\"mission\",\"state:*\",\"mission\"]}}");
    for (int round = 0; round < 20'000; ++round) {
        std::string spoilt = round % 2 == 0 ? good : std::string(random() % 200, '\0');
        auto const edits = round % 2 == 0 ? 1 + random() % 4 : spoilt.size();
        for (std::size_t i = 0; i < edits && !spoilt.empty(); ++i)
            spoilt[round % 2 == 0 ? random() % spoilt.size() : i] = static_cast<char>(random());
        auto const plain = inflate_message(spoilt, 500);
        if (plain) REQUIRE(plain->size() <= 500);
    }
}

TEST_CASE("deflate: compressed messages arrive, whole and in fragments with a ping between, beside plain ones") {
    WsDecoder decoder(1024, true);
    decoder.feed(client_frame(0xc1, hello) + client_frame(0x41, hello.substr(0, 3)) + client_frame(0x89, "beat") +
                 client_frame(0x80, hello.substr(3)) + client_frame(0x81, "plain"));
    std::vector<std::string> texts;
    for (auto event = decoder.next(); event.kind != Kind::need_more; event = decoder.next())
        if (event.kind == Kind::text) texts.emplace_back(event.payload);
    CHECK(texts == std::vector<std::string>{"Hello", "Hello", "plain"});
}

TEST_CASE("deflate: the bit is refused where nothing was agreed, on control frames and on continuations") {
    CHECK(code_of(client_frame(0xc1, hello), 1024, false) == ws_close::protocol_error);
    CHECK(code_of(client_frame(0xc9, "beat")) == ws_close::protocol_error);
    CHECK(code_of(client_frame(0x41, hello.substr(0, 3)) + client_frame(0xc0, hello.substr(3))) ==
          ws_close::protocol_error);
    CHECK(code_of(client_frame(0xe1, hello)) == ws_close::protocol_error);
}

TEST_CASE("deflate: what a compressed message becomes is judged like a plain one") {
    CHECK(code_of(client_frame(0xc1, bomb(20'000)), 16 * 1024) == ws_close::too_big);
    CHECK(code_of(client_frame(0xc1, deflate_message(std::string(60, '\xff')))) == ws_close::bad_text);
    CHECK(code_of(client_frame(0xc1, "nonsense")) == ws_close::bad_text);
}

TEST_CASE("deflate: a frame is compressed once for all who get it, and a small one not at all") {
    PackedFrames packed;
    auto const page = std::make_shared<std::string const>(5000, 'p');
    auto const small = std::make_shared<std::string const>(PackedFrames::least_bytes - 1, 'p');
    auto const* const first = &packed.of(page);
    CHECK(inflate_message(*first, 5000).value() == *page);
    CHECK(&packed.of(page) == first);
    CHECK(packed.of(small).empty());
}

TEST_CASE("deflate: a frame that took the place of one that is gone is not mistaken for it") {
    PackedFrames packed;
    for (int i = 0; i < 100; ++i) {
        auto const page = std::make_shared<std::string const>(5000, static_cast<char>('a' + i % 26));
        REQUIRE(inflate_message(packed.of(page), 5000).value() == *page);
    }
}
