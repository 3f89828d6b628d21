#include "bridge/journal.hpp"

#include <utility>

#include "bridge/bytes.hpp"
#include "bridge/crc32c.hpp"

namespace signalos::bridge {

namespace {
constexpr std::size_t head_size = 9;
constexpr std::uint32_t max_payload = 1024 * 1024;

// The checksum covers length and type too: a flipped length must not be taken for a torn tail.
std::uint32_t checksum(std::uint32_t length, std::uint8_t type, std::string_view payload) {
    ByteWriter covered;
    covered.u32(length);
    std::string bytes = covered.take();
    bytes += static_cast<char>(type);
    bytes += payload;
    return crc32c(bytes);
}

bool whole_record_at(std::string_view rest) {
    if (rest.size() < head_size) return false;
    ByteReader head(rest.substr(0, 8));
    std::uint32_t const length = head.u32();
    std::uint32_t const crc = head.u32();
    if (length > max_payload || rest.size() - head_size < length) return false;
    return checksum(length, static_cast<std::uint8_t>(rest[8]), rest.substr(head_size, length)) == crc;
}

// A torn tail has no whole record behind it; anything else is damage in the middle.
bool any_record_behind(std::string_view rest) {
    for (std::size_t at = 1; at + head_size <= rest.size(); ++at)
        if (whole_record_at(rest.substr(at))) return true;
    return false;
}
}  // namespace

Journal::Journal(std::unique_ptr<DurableFile> file, Visit const& visit) : file_(std::move(file)) {
    if (!file_) {
        words_ = "The journal file cannot be opened";
        return;
    }
    auto const bytes = file_->read_all();
    if (!bytes) {
        words_ = "The journal file cannot be read";
        return;
    }
    load(*bytes, visit);
}

void Journal::load(std::string const& bytes, Visit const& visit) {
    Contents contents = scan(bytes, visit);
    size_ = end_ = durable_ = contents.whole;
    words_ = std::move(contents.damage);
    if (!ok() || end_ == bytes.size()) return;
    if (!file_->truncate(end_) || !file_->flush()) words_ = "The torn end of the journal cannot be cut";
}

Journal::Contents Journal::scan(std::string_view bytes, Visit const& visit) {
    std::string_view rest = bytes;
    Contents contents;
    while (!rest.empty() && whole_record_at(rest)) {
        std::uint32_t const length = ByteReader(rest).u32();
        if (!visit(static_cast<std::uint8_t>(rest[8]), rest.substr(head_size, length))) {
            contents.damage =
                "The journal is damaged at byte " + std::to_string(contents.whole) + ": a record makes no sense";
            return contents;
        }
        rest.remove_prefix(head_size + length);
        contents.whole += head_size + length;
    }
    if (any_record_behind(rest))
        contents.damage = "The journal is damaged at byte " + std::to_string(contents.whole) +
                          ", with whole records behind the damage";
    return contents;
}

std::string Journal::framed(std::uint8_t type, std::string_view payload) {
    auto const length = static_cast<std::uint32_t>(payload.size());
    ByteWriter head;
    head.u32(length);
    head.u32(checksum(length, type, payload));
    std::string record = head.take();
    record += static_cast<char>(type);
    record += payload;
    return record;
}

bool Journal::append(std::uint8_t type, std::string_view payload) {
    if (!ok()) return false;
    std::string const record = framed(type, payload);
    if (!file_->append(record) || (next_ && !next_->append(record))) {
        words_ = "The journal cannot be written (disk full?)";
        return false;
    }
    if (collected_) *collected_ += record;
    end_ += record.size();
    size_ += record.size();
    return true;
}

bool Journal::flush_files() {
    return file_->flush() && (!next_ || next_->flush());
}

bool Journal::flush() {
    if (!ok()) return false;
    if (durable_ < end_) flushed(end_, flush_files());
    return ok();
}

void Journal::flushed(std::uint64_t end, bool succeeded) {
    // After a failed flush the kernel may have dropped the pages: a later success would prove nothing, so it is final.
    if (!succeeded) words_ = "The journal cannot be flushed to disk";
    if (ok() && end > durable_) durable_ = end;
}

}  // namespace signalos::bridge
