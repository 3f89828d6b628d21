#include "loopback_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <thread>

#include "net/listener.hpp"
#include "net/tls_credentials.hpp"
#include "ws/ws_connection.hpp"

namespace signalos::relay::test {
namespace {

// A self-signed certificate in two files, for the life of the object.
struct Certificate {
    std::string base =
        (std::filesystem::temp_directory_path() / ("signalos-loopback-" + std::to_string(getpid()))).string();
    Certificate() {
        auto* const key = EVP_EC_gen("P-256");
        auto* const certificate = X509_new();
        X509_set_version(certificate, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                                   reinterpret_cast<unsigned char const*>("localhost"), -1, -1, 0);
        X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
        X509_set_pubkey(certificate, key);
        X509_sign(certificate, key, EVP_sha256());
        auto* file = std::fopen((base + ".pem").c_str(), "w");
        PEM_write_X509(file, certificate);
        std::fclose(file);
        file = std::fopen((base + ".key").c_str(), "w");
        PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    ~Certificate() {
        std::filesystem::remove(base + ".pem");
        std::filesystem::remove(base + ".key");
    }
};

TlsCredentials self_signed() {
    Certificate const files;
    return TlsCredentials(files.base + ".pem", files.base + ".key");
}

}  // namespace

struct LoopbackServer::Parts {
    Parts(HttpHandler& handler, LoopbackLimits const& wanted)
        : listener(io, &tls, "127.0.0.1:0", shared(handler, wanted)) {
        listener.start();
        thread = std::thread([this] { io.run(); });
    }
    HttpShared shared(HttpHandler& handler, LoopbackLimits const& wanted) {
        NetLimits limits;
        limits.header_ms = wanted.header_ms;
        limits.body_ms = wanted.body_ms;
        limits.idle_ms = wanted.idle_ms;
        limits.connections_per_address = wanted.connections_per_address;
        auto start = [this](std::unique_ptr<PeerStream> stream, std::string leftover, Request const& request,
                            Upgrade upgrade) {
            std::make_shared<WsConnection>(std::move(stream), connections, clock, request.connection,
                                           std::move(upgrade))
                ->start(leftover);
        };
        return HttpShared{handler, std::move(start), limits, clock,
                          TokenBuckets(wanted.requests_per_second, wanted.requests_per_second, 100)};
    }

    TlsCredentials tls = self_signed();
    asio::io_context io{1};
    SystemClock clock;
    ConnectionSet connections{io};
    Listener listener;
    std::thread thread;
};

LoopbackServer::LoopbackServer(HttpHandler& handler, LoopbackLimits limits)
    : parts_(std::make_unique<Parts>(handler, limits)) {}

LoopbackServer::~LoopbackServer() {
    asio::post(parts_->io, [this] {
        parts_->listener.stop();
        parts_->connections.stop();
        parts_->io.stop();
    });
    parts_->thread.join();
}

std::uint16_t LoopbackServer::port() const {
    return parts_->listener.port();
}

void LoopbackServer::close_tagged(std::string tag) {
    asio::post(parts_->io, [this, tag] { parts_->connections.close_tagged(tag, 4401, "signed out"); });
}

void LoopbackServer::drain() {
    asio::post(parts_->io, [this] { parts_->connections.drain(R"({"type":"goodbye"})", [] {}); });
}

std::size_t LoopbackServer::web_sockets() const {
    std::promise<std::size_t> size;
    asio::post(parts_->io, [&] { size.set_value(parts_->connections.size()); });
    return size.get_future().get();
}

struct LoopbackClient::Parts {
    asio::io_context io;
    asio::ssl::context tls{asio::ssl::context::tls_client};
    TlsStream stream{io, tls};
    std::string input;

    // Runs one operation to its end or for 5 s.
    template <class Start>
    std::pair<error_code, std::size_t> finish(Start start) {
        std::optional<std::pair<error_code, std::size_t>> result;
        start([&](error_code ec, std::size_t size) { result = {ec, size}; });
        io.restart();
        io.run_for(std::chrono::seconds(5));
        if (!result) throw std::runtime_error("nothing happened for 5 s");
        return *result;
    }
    error_code read_more() {
        char chunk[4096];
        auto const [ec, size] = finish([&](auto done) { stream.async_read_some(asio::buffer(chunk), done); });
        input.append(chunk, size);
        return ec;
    }
};

LoopbackClient::LoopbackClient(std::uint16_t port) : parts_(std::make_unique<Parts>()) {
    parts_->stream.lowest_layer().connect({asio::ip::make_address("127.0.0.1"), port});
    auto const [ec, size] = parts_->finish([&](auto done) {
        parts_->stream.async_handshake(TlsStream::client, [done](error_code failed) { done(failed, 0); });
    });
    if (ec) throw std::runtime_error("handshake: " + ec.message());
}

LoopbackClient::~LoopbackClient() = default;

void LoopbackClient::send(std::string_view bytes) {
    // The server may have closed already: what it said before is still to be read.
    parts_->finish([&](auto done) { asio::async_write(parts_->stream, asio::buffer(bytes), done); });
}

std::string LoopbackClient::read_to_end() {
    while (!parts_->read_more()) {
    }
    return std::exchange(parts_->input, {});
}

std::string LoopbackClient::read_until(std::string_view mark) {
    for (;;) {
        auto const at = parts_->input.find(mark);
        if (at != std::string::npos) {
            auto const size = at + mark.size();
            auto out = parts_->input.substr(0, size);
            parts_->input.erase(0, size);
            return out;
        }
        if (auto const ec = parts_->read_more())
            throw std::runtime_error("closed before " + std::string(mark) + ": " + ec.message());
    }
}

std::string LoopbackClient::read_exactly(std::size_t size) {
    while (parts_->input.size() < size)
        if (auto const ec = parts_->read_more()) throw std::runtime_error("closed: " + ec.message());
    auto out = parts_->input.substr(0, size);
    parts_->input.erase(0, size);
    return out;
}

std::string LoopbackClient::read_answer() {
    auto answer = read_until("\r\n\r\n");
    auto const at = answer.find("Content-Length: ");
    if (at != std::string::npos) answer += read_exactly(std::stoul(answer.substr(at + 16)));
    return answer;
}

std::string LoopbackClient::upgrade(std::string_view path, std::string_view more_headers) {
    send("GET " + std::string(path) +
         " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + std::string(more_headers) + "\r\n");
    return read_until("\r\n\r\n");
}

LoopbackClient::WsFrame LoopbackClient::read_frame() {
    auto const head = read_exactly(2);
    auto length = static_cast<std::size_t>(static_cast<unsigned char>(head[1]));
    if (length >= 126) {
        auto const more = read_exactly(length == 126 ? 2 : 8);
        length = 0;
        for (char const c : more) length = length << 8 | static_cast<unsigned char>(c);
    }
    return {head[0] & 0x0f, read_exactly(length)};
}

int LoopbackClient::WsFrame::close_code() const {
    if (opcode != 8 || payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
}

void LoopbackClient::send_text(std::string_view payload) {
    send_frame(0x81, payload);
}

void LoopbackClient::send_frame(int first_byte, std::string_view payload) {
    std::string frame(1, static_cast<char>(first_byte));
    if (payload.size() < 126) {
        frame += static_cast<char>(0x80 | payload.size());
    } else {
        bool const longest = payload.size() > 0xffff;
        frame += static_cast<char>(longest ? 0xff : 0xfe);
        for (int shift = longest ? 56 : 8; shift >= 0; shift -= 8)
            frame += static_cast<char>(payload.size() >> shift & 0xff);
    }
    frame.append(4, '\0');  // a mask of zeros leaves the payload as it is
    frame += payload;
    send(frame);
}

}  // namespace signalos::relay::test
