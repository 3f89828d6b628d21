#include "bridge/process.hpp"

#include <charconv>
#include <cstdio>
#include <optional>

#include "base/ids.hpp"
#include "base/pairing_code.hpp"
#include "bridge/crc32c.hpp"
#include "bridge/text.hpp"

namespace signalos::bridge {

namespace {
std::int32_t fail(std::int32_t code, std::string words) {
    BridgeProcess::last_error() = std::move(words);
    return code;
}

bool all_text(sos_open_args const& a) {
    return read_text(a.server) && read_text(a.company) && read_text(a.currency) && read_text(a.relay_address) &&
           read_text(a.pairing_code) && read_text(a.ca_file) && read_text(a.data_dir) && read_text(a.allowed_symbols) &&
           read_text(a.ea_version);
}

bool in_range(sos_open_args const& a) {
    return a.magic_prefix >= 1 && a.magic_prefix <= 0x7FFF && (a.mode == SOS_MODE_LIVE || a.mode == SOS_MODE_TEST) &&
           a.currency_digits >= 0 && a.currency_digits <= 8 && a.margin_mode >= 0 && a.margin_mode <= 2 &&
           a.login > 0 && a.link_loss >= SOS_LINK_LOSS_KEEP && a.link_loss <= SOS_LINK_LOSS_FLATTEN &&
           a.link_loss_scope >= 0 && a.link_loss_scope <= 1 &&
           (a.link_loss == SOS_LINK_LOSS_KEEP || (a.link_loss_s >= 60 && a.link_loss_s <= 86400)) &&
           (a.reconcile_wait_s == 0 || (a.reconcile_wait_s >= 10 && a.reconcile_wait_s <= 600));
}

// wss://host[:port][/path]; nothing but TLS.
std::optional<ConnectRequest> parse_address(std::string_view text) {
    if (!text.starts_with("wss://")) return std::nullopt;
    text.remove_prefix(6);
    ConnectRequest request;
    std::size_t const slash = text.find('/');
    request.path = slash == std::string_view::npos ? "/ws/terminal" : std::string(text.substr(slash));
    std::string_view host = text.substr(0, slash);
    request.port = "443";
    std::size_t const bracket = host.rfind(']');
    std::size_t const colon = host.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        request.port = std::string(host.substr(colon + 1));
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    int port = 0;
    auto const [end, ec] = std::from_chars(request.port.data(), request.port.data() + request.port.size(), port);
    if (ec != std::errc{} || *end != '\0' || port < 1 || port > 65535) return std::nullopt;
    if (host.empty() || host.find_first_of("@?# \r\n") != std::string_view::npos) return std::nullopt;
    if (request.path.find_first_of(" \r\n#") != std::string::npos) return std::nullopt;
    request.host = std::string(host);
    return request;
}

// The server's name may hold any character: only its checksum enters a file name.
std::string account_folder(sos_open_args const& a, std::string const& root) {
    char name[64];
    std::snprintf(name, sizeof name, "/%lld-%08x", static_cast<long long>(a.login), crc32c(*read_text(a.server)));
    return root + name;
}

std::string checksum_text(std::string_view of) {
    char text[16];
    std::snprintf(text, sizeof text, "%08x", crc32c(of));
    return text;
}

constexpr std::int64_t forgotten_ms = 10000;

// Seven to nine letters and digits, and no word: somebody mistyped a code, and no relay makes keys like that.
bool looks_like_a_code(std::string_view typed) {
    std::size_t count = 0;
    std::size_t gaps = 0;
    bool digits = false, small = false;
    for (char const c : typed) {
        if (c == ' ' || c == '-') {
            ++gaps;
            continue;
        }
        bool const digit = c >= '0' && c <= '9';
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!digit && !letter) return false;
        digits = digits || digit;
        small = small || (c >= 'a' && c <= 'z');
        ++count;
    }
    return gaps <= 1 && count + 1 >= pairing_code_length && count <= pairing_code_length + 1 && (digits || !small);
}

std::string trimmed(std::string text) {
    text.erase(0, text.find_first_not_of(" \t\r\n"));
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    return text;
}
}  // namespace

std::string& BridgeProcess::last_error() {
    thread_local std::string words;  // lint: allow layers: the last error belongs to the calling thread, by contract
    return words;
}

std::int32_t BridgeProcess::open(sos_open_args const* args, std::int64_t* handle) {
    if (args == nullptr || handle == nullptr) return fail(SOS_E_ARGUMENT, "NULL where a value is needed");
    if (args->struct_size != static_cast<std::int32_t>(sizeof(sos_open_args)))
        return fail(SOS_E_BAD_SIZE, "The EA and the DLL are not of one version: sos_open_args differs in size");
    if (args->abi_version != SOS_ABI_VERSION)
        return fail(SOS_E_VERSION, "The EA was made for another version of the DLL");
    if (!all_text(*args)) return fail(SOS_E_ARGUMENT, "A text is not UTF-8 or not terminated");
    if (!in_range(*args)) return fail(SOS_E_ARGUMENT, "A number is out of range");
    std::string const account = std::to_string(args->login) + "@" + *read_text(args->server);
    std::string const settings = *read_text(args->relay_address) + "\n" + *read_text(args->ca_file) + "\n" +
                                 *read_text(args->data_dir) + "\n" + *read_text(args->pairing_code);
    std::lock_guard lock(mutex_);
    for (auto const& [number, other] : handles_) {
        if (other.read_only || other.account != account) continue;
        // A live EA calls every few milliseconds. One that was killed inside a handler never closes its handle: without
        // this nothing but a restart of the terminal would help. If it lives after all, its handle is bad from now on,
        // and the journal knows what it sent.
        if (other.session->ea_silence_ms() < forgotten_ms)
            return fail(SOS_E_ACCOUNT_TAKEN, "Another EA already serves this account");
        handles_.erase(number);
        break;
    }
    std::shared_ptr<Session> session;
    if (auto const found = sessions_.find(account); found != sessions_.end()) {
        if (!found->second->expired() && settings_[account] == settings) {
            session = found->second;
            session->set_args(*args);
        } else {
            if (!found->second->stop()) abandoned_.push_back(found->second);
            sessions_.erase(found);
        }
    }
    if (!session) {
        std::int32_t const made = make_session(*args, account, session);
        if (made != SOS_OK) return made;
        settings_[account] = settings;
    }
    *handle = next_handle_++;
    Handle entry;
    entry.session = session;
    entry.account = account;
    handles_[*handle] = std::move(entry);
    return SOS_OK;
}

std::int32_t BridgeProcess::make_session(sos_open_args const& args, std::string const& account,
                                         std::shared_ptr<Session>& out) {
    auto connect = parse_address(*read_text(args.relay_address));
    if (!connect) return fail(SOS_E_CONFIG, "The relay address must look like wss://host:port/ws/terminal");
    std::string const root = *read_text(args.data_dir);
    if (root.empty()) return fail(SOS_E_CONFIG, "The data folder is not set");
    std::string const folder = account_folder(args, root);
    if (!ports_.files.make_dirs(folder)) return fail(SOS_E_CONFIG, "The data folder cannot be made: " + folder);
    auto lock = ports_.files.lock(folder + "/lock");
    if (!lock) return fail(SOS_E_ACCOUNT_TAKEN, "Another terminal holds the folder of this account");
    std::string instance = trimmed(ports_.files.read(root + "/instance").value_or(""));
    if (!Uuid::parse(instance)) {
        instance = Uuid::make_v7(ports_.clock, ports_.random).text();
        if (!ports_.files.replace(root + "/instance", instance))
            return fail(SOS_E_CONFIG, "The data folder cannot be written");
    }
    std::optional<PairPlan> plan;
    if (std::int32_t const found = find_credential(args, account, root, folder, *connect, plan); found != SOS_OK)
        return found;
    if (connect->bearer.find_first_of("\r\n") != std::string::npos)
        return fail(SOS_E_CONFIG, "The terminal key holds a line break");
    connect->ca_file = *read_text(args.ca_file);
    if (!connect->ca_file.empty() && !ports_.files.read(connect->ca_file))
        return fail(SOS_E_CONFIG, "The CA file cannot be read");
    SessionConfig config{args, instance, *connect, ports_.reconcile_wait_ms, ports_.journal_least, {}, {}, {}};
    if (plan) {
        config.keep = keeper(account, root, folder, plan->code);
        config.pairing = std::move(plan);
    }
    SessionPorts ports{ports_.clock,
                       ports_.random,
                       std::move(lock),
                       ports_.files.open(folder + "/journal"),
                       ports_.make_transport(),
                       ports_.make_wake()};
    out = std::make_shared<Session>(std::move(config), std::move(ports));
    sessions_[account] = out;
    out->start();
    return SOS_OK;
}

// What the input holds is a code of the dashboard, a key made at the relay, or nothing; what the folder holds counts
// more than a code that has done its service. A plan comes out when the account must be paired first.
std::int32_t BridgeProcess::find_credential(sos_open_args const& args, std::string const& account,
                                            std::string const& root, std::string const& folder, ConnectRequest& connect,
                                            std::optional<PairPlan>& plan) {
    std::string typed = trimmed(*read_text(args.pairing_code));
    auto code = normal_pairing_code(typed);
    if (!code && looks_like_a_code(typed))
        return fail(SOS_E_CONFIG,
                    "The pairing code has 8 letters and digits, without 0, 1, I, L, O and U: look at it again");
    connect.bearer = trimmed(ports_.files.read_secret(folder + "/credential").value_or(""));
    // The input keeps what was typed for the account before: a key or code serves the one account it was first used
    // for.
    std::string const owner_file = root + "/key-" + checksum_text(code ? *code : typed);
    std::string const owner = typed.empty() ? account : ports_.files.read(owner_file).value_or("");
    if (!owner.empty() && owner != account) {
        if (connect.bearer.empty() && !code)
            return fail(SOS_E_CONFIG, "The pairing code belongs to account " + owner + "; this account needs its own");
        typed.clear();
        code.reset();
    }
    bool const used = code && owner == account && !connect.bearer.empty();
    if ((code && !used) || (typed.empty() && connect.bearer.empty())) {
        plan.emplace();
        plan->code = code.value_or("");
        bool const standard = connect.port == "443";
        bool const six = connect.host.find(':') != std::string::npos;
        plan->page = "https://" + (six ? "[" + connect.host + "]" : connect.host) +
                     (standard ? "" : ":" + connect.port) + "/pair";
        // Cut short before: the same terminal goes on, if it is still the same code.
        std::string const kept = ports_.files.read_secret(folder + "/pairing").value_or("");
        auto const end = kept.find('\n');
        if (end != std::string::npos && kept.substr(end + 1) == plan->code) plan->secret = kept.substr(0, end);
        return SOS_OK;
    }
    if (typed.empty() || code) return SOS_OK;
    if (owner.empty() && !ports_.files.replace(owner_file, account))
        return fail(SOS_E_CONFIG, "The data folder cannot be written");
    if (typed != connect.bearer && !ports_.files.replace_secret(folder + "/credential", typed))
        return fail(SOS_E_CONFIG, "The credential cannot be stored");
    connect.bearer = typed;
    return SOS_OK;
}

std::function<bool(PairWrite const&)> BridgeProcess::keeper(std::string const& account, std::string const& root,
                                                            std::string const& folder, std::string const& code) {
    auto& files = ports_.files;
    return [&files, account, root, folder, code](PairWrite const& write) {
        if (write.kind == PairWrite::Kind::secret) return files.replace_secret(folder + "/pairing", write.text);
        if (!files.replace_secret(folder + "/credential", write.text)) return false;
        // From here on the code in the input is history; should this not be kept, the relay gives the key once more.
        if (!code.empty()) files.replace(root + "/key-" + checksum_text(code), account);
        files.replace_secret(folder + "/pairing", "");
        return true;
    };
}

std::int32_t BridgeProcess::attach(std::int64_t login, std::uint8_t const* server, std::int32_t size,
                                   std::int64_t* handle) {
    if (handle == nullptr || size < 0 || (server == nullptr && size > 0))
        return fail(SOS_E_ARGUMENT, "NULL where a value is needed");
    std::string name(server, server + size);
    if (std::size_t const end = name.find('\0'); end != std::string::npos) name.resize(end);
    std::string const account = std::to_string(login) + "@" + name;
    std::lock_guard lock(mutex_);
    for (auto const& [number, other] : handles_) {
        if (other.read_only || other.account != account) continue;
        Handle entry;
        entry.session = other.session;
        entry.account = account;
        entry.read_only = true;
        *handle = next_handle_++;
        handles_[*handle] = std::move(entry);
        return SOS_OK;
    }
    return fail(SOS_E_BAD_HANDLE, "No EA serves this account");
}

std::int32_t BridgeProcess::close(std::int64_t handle, std::int32_t reason) {
    std::shared_ptr<Session> ended;
    {
        std::lock_guard lock(mutex_);
        auto const found = handles_.find(handle);
        if (found == handles_.end()) return fail(SOS_E_BAD_HANDLE, "The handle is not open");
        Handle const entry = found->second;
        handles_.erase(found);
        entry.session->wake_waiters();
        if (entry.read_only) return SOS_OK;
        // OnDeinit: 2 recompile, 3 chart change, 5 inputs: the EA comes back at once.
        if (reason == 2 || reason == 3 || reason == 5) {
            entry.session->expire_at(ports_.clock.steady_ms() + ports_.grace_ms);
            return SOS_OK;
        }
        sessions_.erase(entry.account);
        ended = entry.session;
    }
    if (!ended->stop()) {
        std::lock_guard lock(mutex_);
        abandoned_.push_back(std::move(ended));
    }
    return SOS_OK;
}

std::int32_t BridgeProcess::with(std::int64_t handle, bool changes, std::function<std::int32_t(Session&)> const& call) {
    std::shared_ptr<Session> session;
    {
        std::lock_guard lock(mutex_);
        auto const found = handles_.find(handle);
        if (found == handles_.end()) return fail(SOS_E_BAD_HANDLE, "The handle is not open");
        if (changes && found->second.read_only) return fail(SOS_E_READ_ONLY, "This handle may only ask");
        if (found->second.busy) return fail(SOS_E_BUSY, "Another thread is inside a call on this handle");
        found->second.busy = true;
        session = found->second.session;
        if (!found->second.read_only) session->ea_called();
    }
    struct Leave {
        BridgeProcess& process;
        std::int64_t handle;
        ~Leave() {
            std::lock_guard lock(process.mutex_);
            if (auto const found = process.handles_.find(handle); found != process.handles_.end())
                found->second.busy = false;
        }
    } const leave{*this, handle};
    return call(*session);
}

}  // namespace signalos::bridge
