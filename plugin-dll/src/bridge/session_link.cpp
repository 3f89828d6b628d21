// The link thread's side of a session, and how commands that the bridge finishes itself are carried out.
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "bridge/session.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
constexpr std::int64_t patch_every_ms = 100;
constexpr std::size_t margin_names = 3;
constexpr char const* margins[margin_names] = {"netting", "exchange", "hedging"};
constexpr char const* trade_modes[3] = {"demo", "contest", "real"};

template <std::size_t N>
char const* name_at(char const* const (&names)[N], std::int32_t index) {
    return names[index >= 0 && static_cast<std::size_t>(index) < N ? static_cast<std::size_t>(index) : 0];
}
}  // namespace

Session::Session(SessionConfig config, SessionPorts ports)
    : config_(std::move(config)),
      clock_(ports.clock),
      random_(ports.random),
      lock_(std::move(ports.lock)),
      book_(config_.memory),
      link_(clock_, random_, book_, *this),
      transport_(std::move(ports.transport)),
      wake_(std::move(ports.wake)),
      last_ea_call_(clock_.steady_ms()) {
    journal_ = read_journal(std::move(ports.journal));
    spoken_before_ = book_.spoken_out;
    apply_policy();
    recover();
    if (!config_.pairing) return;
    config_.pairing->about = about_pairing();
    pair_ = std::make_unique<PairCore>(clock_, random_, *config_.pairing);
}

Session::~Session() {
    stop();
}

void Session::start() {
    {
        std::lock_guard lock(mutex_);
        refresh_terminal();
        if (!pair_) link_.start();
    }
    transport_->start(*this);
    transport_->kick();
}

bool Session::stop() {
    {
        std::lock_guard lock(mutex_);
        if (stopping_) return stopped_;
        stopping_ = true;
        if (pair_) pair_->stop("Stopped");
        link_.stop("Stopped");
    }
    wake_->notify();
    transport_->close(1000);
    bool const stopped = transport_->stop(1500);
    std::lock_guard lock(mutex_);
    return stopped_ = stopped;
}

template <class F>
void Session::link_event(F&& event) {
    std::unique_lock lock(mutex_);
    if (stopping_ || expired_) return;
    event();
    sweep();
    watch_ea();
    watch_link();
    std::uint64_t const end = journal_->end();
    if (journal_->ok() && journal_->durable() < end) {
        // Outside the mutex: the EA's thread must never wait for a flush of ours.
        lock.unlock();
        bool const flushed = journal_->file().flush();
        lock.lock();
        journal_->flushed(end, flushed);
    }
    link_.pump(journal_->durable());
    for (auto& [type, data] : std::exchange(unreliable_, {}))
        link_.send(type, text_of(data, "re"), object_of(data, "data"));
    if (link_.live() && feed_.dirty() && clock_.steady_ms() >= next_patch_) {
        refresh_terminal();
        for (auto& part : in_frames(feed_.take())) link_.send("state", {}, std::move(part));
        next_patch_ = clock_.steady_ms() + patch_every_ms;
    }
    auto actions = link_.take_actions();
    std::int64_t due = clock_.steady_ms() + 1000;  // TTLs of waiting commands are looked at once a second
    if (auto const at = link_.deadline()) due = std::min(due, *at);
    if (link_.live() && feed_.dirty()) due = std::min(due, next_patch_);
    bool const any_ready = ready() > 0;
    lock.unlock();
    perform(std::move(actions));
    transport_->wake_at(due);
    if (any_ready) wake_->notify();
    compact();
}

void Session::perform(std::vector<LinkAction> actions) {
    for (auto& action : actions) {
        if (std::holds_alternative<ConnectAction>(action)) transport_->connect(config_.connect);
        if (auto* send = std::get_if<SendAction>(&action)) transport_->send(std::move(send->text));
        if (auto* close = std::get_if<CloseAction>(&action)) transport_->close(close->code);
    }
}

void Session::on_tls() {
    if (pairing()) return;
    link_event([this] { link_.on_tls(); });
}
void Session::on_open() {
    if (pair_open()) return;
    link_event([this] { link_.on_open(); });
}
void Session::on_text(std::string_view text) {
    if (pair_text(text)) return;
    link_event([this, text] { link_.on_text(text); });
}
void Session::on_closed(Closed closed) {
    if (pair_closed(closed)) return;
    link_event([this, &closed] { link_.on_closed(closed); });
}
void Session::on_wake() {
    if (!pair_timer()) link_event([this] { link_.on_timer(); });
    std::unique_lock lock(mutex_);
    if (expire_at_ == 0 || expired_ || clock_.steady_ms() < expire_at_) return;
    expired_ = true;
    if (pair_) pair_->stop("The EA is gone");
    link_.stop("The EA is gone");
    auto actions = pair_ ? pair_->take_actions() : link_.take_actions();
    lock.unlock();
    perform(std::move(actions));
}

json::object Session::hello() {
    sos_open_args const& a = config_.args;
    json::object data;
    data["role"] = "terminal";
    data["platform"] = "mt5";
    data["proto"] = json::array{1};
#if defined(_WIN32)
    char const* const os = "windows";
#else
    char const* const os = "linux";
#endif
    data["agent"] = json::object{
        {"ea", read_text(a.ea_version).value_or("")}, {"dll", "0.1.0"}, {"build", a.terminal_build}, {"os", os}};
    data["instance"] = config_.instance;
    data["journal"] = book_.meta.journal;
    if (!book_.session.resume.empty()) data["resume"] = book_.session.resume;
    data["account"] = json::object{{"login", std::to_string(a.login)},
                                   {"server", read_text(a.server).value_or("")},
                                   {"company", read_text(a.company).value_or("")},
                                   {"currency", read_text(a.currency).value_or("")},
                                   {"currency_digits", a.currency_digits},
                                   {"margin_mode", name_at(margins, a.margin_mode)},
                                   {"trade_mode", name_at(trade_modes, a.trade_mode)},
                                   {"leverage", a.leverage}};
    data["mode"] = a.mode == SOS_MODE_TEST ? "test" : "live";
    data["magic_prefix"] = a.magic_prefix;
    data["last_in"] = book_.last_in;
    data["last_out"] = book_.last_out;
    data["paused"] = book_.latch.paused;
    data["pause_version"] = book_.latch.pause_version;
    if (book_.latch.latch_id != 0) data["latch"] = latch_json();
    data["session_epoch"] = book_.session.epoch;
    json::array open;
    for (Command* command : book_.unsettled()) {
        if (command->own) continue;
        char const* const state = command->outcome == Outcome::in_doubt ? "in_doubt"
                                  : command->intents.empty()            ? "accepted"
                                                                        : "executing";
        open.emplace_back(json::object{{"id", command->id}, {"state", state}});
    }
    data["open_commands"] = std::move(open);
    return data;
}

void Session::on_acked(std::int64_t seq) {
    if (book_.out.empty() || book_.out.front().record.seq > seq) return;
    if (!record(AckedRecord{seq})) book_.apply(AckedRecord{seq}, 0);
}

void Session::on_live() {
    if (!link_.offset_ms()) return;
    for (Command* command : book_.unsettled()) command->held = false;
}

void Session::on_command(RecvRecord received, std::optional<std::int64_t> ttl_ms) {
    std::string const id = received.id;
    bool const known = book_.knows(id);
    std::int64_t const received_at = clock_.steady_ms();
    if (!journal_->ok()) {
        // Not acknowledged, never executed; the relay learns why.
        if (known) return;
        Command& command = book_.commands.emplace(id, parse_command(received)).first->second;
        if (command.settled()) return;
        // A stop holds while this run lasts and is not answered: the next run gets it again and keeps it.
        if (command.stop_lane) return set_stop(command);
        return refuse(command, Refusal{"journal", journal_->words(), {}});
    }
    mark_late(received);
    bool const final_there = parse_command(received).settled();
    if (!record(std::move(received))) return;
    if (known && !final_there) answer_again(id);
    if (known) return;
    if (book_.find(id) == nullptr) return;  // final at the relay: kept, never executed
    Command& command = *book_.find(id);
    if (ttl_ms) command.expires = received_at + *ttl_ms;
    if (!command.fault.empty()) return refuse(command, Refusal{"bad_request", command.fault, {}});
    auto const uuid = Uuid::parse(id);
    // Nothing was forgotten that is younger than this, whatever the clocks say: what is not known never ran here.
    std::int64_t const now = link_.relay_ms().value_or(clock_.utc_ms());
    std::int64_t const oldest = std::max(book_.forgotten + 1, now - config_.memory.horizon_ms);
    if (uuid && !command.stop_lane && uuid->time_ms() < oldest)
        return refuse(command, Refusal{"too_old",
                                       "The command was made " + utc_words(uuid->time_ms()),
                                       {{"made", utc_words(uuid->time_ms())}, {"oldest", utc_words(oldest)}}});
    if (command.stop_behind && adds_risk(command.args.kind))
        return refuse(command, Refusal{"stopped", "An emergency stop came before this command began", {}});
    if (command.stop_lane || bridge_finishes(command.args)) finish_in_bridge(command);
}

void Session::finish_in_bridge(Command& command) {
    if (is_expired(command, clock_.steady_ms(), link_.relay_ms())) return expire(command);
    if (command.stop_lane) return set_stop(command);
    set_pause(command);
}

void Session::set_pause(Command& command) {
    LatchRecord latch = book_.latch;
    bool const wanted = command.args.kind == SOS_PAUSE;
    if (command.version < latch.pause_version || (command.version == latch.pause_version && latch.paused != wanted))
        return refuse(command, Refusal{"stale_version",
                                       "Version " + std::to_string(latch.pause_version) + " is in force",
                                       {{"version", std::to_string(command.version)},
                                        {"in_force", std::to_string(latch.pause_version)}}});
    if (!wanted && latch.latch_id != 0 && command.args.latch_id != latch.latch_id)
        return refuse(command,
                      Refusal{"stale_latch",
                              "Emergency stop " + std::to_string(latch.latch_id) + " is in force; resume must name it",
                              {{"latch_id", std::to_string(command.args.latch_id)},
                               {"in_force", std::to_string(latch.latch_id)}}});
    bool const already = latch.paused == wanted && latch.latch_id == 0;
    latch.pause_version = command.version;
    latch.paused = wanted;
    if (!wanted) latch.latch_id = latch.level = latch.scope = 0;
    record(latch);
    json::object data;
    data["already"] = already;
    data["message"] = wanted ? "Opening is paused" : "Opening is allowed again";
    settle(command, Outcome::done, std::move(data));
    emit_latch(command.id, "command");
}

void Session::set_stop(Command& command) {
    bool const fresh = command.args.latch_id == 0 && command.intents.empty() && !command.taken;
    LatchRecord latch = book_.latch;
    latch.paused = true;
    if (command.args.level >= SOS_LEVEL_HALT && fresh) {
        latch.level = std::max(latch.latch_id != 0 ? latch.level : 0, command.args.level);
        latch.scope = latch.latch_id != 0 ? std::min(latch.scope, command.args.scope) : command.args.scope;
        latch.latch_id = ++latch.last_id;
        latch.since = clock_.utc_ms();
    }
    // In memory first, whatever becomes of the disk: from here on begin() sees it.
    if (!record(latch)) book_.apply(latch, 0);
    command.args.latch_id = book_.latch.latch_id;
    for (Command* other : book_.unsettled())
        if (adds_risk(other->args.kind) && other->intents.empty())
            refuse(*other, Refusal{"stopped",
                                   "An emergency stop came before this command began",
                                   {{"latch_id", std::to_string(latch.latch_id)}}});
    if (bridge_finishes(command.args) && journal_->ok()) {
        json::object data;
        data["message"] = latch.latch_id != 0 ? "Stopped; resume must name stop " + std::to_string(latch.latch_id)
                                              : "Opening is paused";
        settle(command, Outcome::done, std::move(data));
    }
    emit_latch(command.own ? std::string() : command.id, command.own ? "link_loss" : "command");
}

json::value Session::latch_json() const {
    LatchRecord const& latch = book_.latch;
    if (latch.latch_id == 0) return nullptr;
    std::string_view const level = level_name(latch.level);
    json::object out{{"id", std::to_string(latch.latch_id)},
                     {"level", json::string_view(level.data(), level.size())},
                     {"scope", latch.scope == 0 ? "account" : "ours"},
                     {"since", latch.since}};
    if (book_.own_stop.latch_id == latch.latch_id) out["reason"] = book_.own_stop.reason;
    return out;
}

void Session::emit_latch(std::string const& re, std::string_view by) {
    json::object data;
    data["paused"] = book_.latch.paused;
    data["pause_version"] = book_.latch.pause_version;
    data["latch"] = latch_json();
    data["by"] = json::string_view(by.data(), by.size());
    if (!re.empty()) data["re"] = re;
    emit(OutType::latch_state, re, Outcome::none, std::move(data));
    refresh_terminal();
}

void Session::sweep() {
    for (Command* command : book_.unsettled())
        if (!command->held && !command->taken && command->intents.empty() &&
            is_expired(*command, clock_.steady_ms(), link_.relay_ms()))
            expire(*command);
}

}  // namespace signalos::bridge
