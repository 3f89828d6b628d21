// The relay's end of one terminal link: protocol/README.md sections 3 to 5, without I/O.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/token_bucket.hpp"
#include "core/command_service.hpp"
#include "core/core_ports.hpp"
#include "core/link_health.hpp"
#include "core/session.hpp"
#include "core/terminal_board.hpp"
#include "protocol/envelope.hpp"
#include "protocol/link_messages.hpp"

namespace signalos::relay {

/// One socket of a terminal whose credential the shell has checked. Held by shared_ptr; completions hold it weakly.
class TerminalSession final : public Session,
                              public LiveTerminal,
                              public std::enable_shared_from_this<TerminalSession> {
public:
    TerminalSession(CorePorts ports, CommandService& commands, SessionPort& socket, OrgId org, TerminalId terminal);
    ~TerminalSession() override;

    void on_text(std::string_view text) override;
    std::vector<Frame> pull(std::size_t max_bytes) override;
    void on_tick() override;
    void on_closed() override;

    void supersede() override;
    void revoke() override;
    void renamed(std::string name) override { board_.rename(std::move(name)); }
    void wake() override;
    void look_for_unsent() override;
    void send(CommandRow const& command) override;
    void send_unrecorded(CommandRow const& command) override;
    [[nodiscard]] bool has_answered() const override { return answered_; }
    void command_changed(CommandRow const& command) override;
    [[nodiscard]] std::int64_t epoch() const override { return epoch_; }

    /// Terminal clock minus relay time, as far as known.
    [[nodiscard]] LinkHealth const& health() const { return health_; }

private:
    enum class Phase { hello, opening, live, closed };

    void dispatch(protocol::Envelope envelope);
    void on_hello(protocol::Envelope const& envelope);
    void opened(protocol::Hello const& hello, std::string const& secret, Reply<OpenedSession> reply);
    void resend(std::int64_t from);
    void resend_later(std::int64_t from);
    void recall(std::int64_t since);
    void on_ack(std::int64_t seq);
    void watch_overflow();
    void flush_ack();
    void claim();
    void on_step(protocol::Envelope const& envelope);
    /// Joins a patch that came in several frames; false when it grew beyond any account.
    bool gather(protocol::StatePatch& patch);
    void on_state(protocol::Envelope const& envelope);
    void on_heartbeat_ack(protocol::Envelope const& envelope);

    void on_reliable(protocol::Envelope envelope);
    void on_reset(protocol::Envelope const& envelope);
    void on_recalled(protocol::Envelope const& envelope);
    void store_frame(TerminalFrame frame);
    void tell_again(std::int64_t seq);
    bool decode_body(protocol::Envelope& envelope, TerminalFrame& frame, InputFault& fault);
    bool decode_result(protocol::Envelope const& envelope, TerminalFrame& frame, InputFault& fault);
    bool decode_trade(protocol::Envelope& envelope, TerminalFrame& frame, InputFault& fault);
    bool decode_latch(protocol::Envelope const& envelope, TerminalFrame& frame, InputFault& fault);
    void applied(Reply<AppliedFrame> reply);

    void enqueue(protocol::Envelope envelope);
    void send_command(CommandRow const& command, bool dup, bool stop_behind = false);
    void heartbeat();
    void fault(InputFault const& fault, std::optional<std::string> re = std::nullopt);
    void close(std::uint16_t code, std::string_view reason);
    void end();
    /// Closes when the answer says that this session may not go on; true when it did.
    bool fenced(Outcome outcome, errc reason);
    void publish_mission();

    CorePorts ports_;
    CommandService& commands_;
    SessionPort& socket_;
    OrgId org_;
    TerminalId terminal_;

    Phase phase_ = Phase::hello;
    std::int64_t hello_deadline_;  // steady ms
    TokenBucket bucket_;
    std::deque<std::int64_t> bad_frames_;  // steady ms
    LinkHealth health_;
    TerminalBoard board_;
    std::string reason_ = "the link was lost";
    bool revoked_ = false;
    std::deque<Frame> out_;

    protocol::StatePatch gathered_;   // what came with `more` so far
    std::size_t gathered_bytes_ = 0;  // of its parts so far
    bool overflow_told_ = false;
    std::int64_t epoch_ = 0;
    std::int64_t pause_version_ = 0;  // the highest that either side has named
    // Terminal → relay: received but perhaps not durable, durable, told.
    std::int64_t received_in_ = 0;
    std::int64_t durable_in_ = 0;
    std::int64_t told_in_ = 0;
    std::int64_t pending_in_ = 0;              // frames at the store
    bool answered_ = false;                    // a frame came after the welcome
    std::int64_t retry_in_at_ = 0;             // steady ms; 0 = nothing to ask again
    std::optional<std::int64_t> resend_from_;  // to be read and sent at the next tick
    std::int64_t gap_asked_from_ = 0;
    std::int64_t undeclared_repeats_ = 0;
    // Relay → terminal.
    std::int64_t sent_out_ = 0;
    std::int64_t acked_out_ = 0;   // wanted
    std::int64_t stored_ack_ = 0;  // in storage
    bool storing_ack_ = false;
    bool claiming_ = false;
    bool claim_again_ = false;
};

}  // namespace signalos::relay
