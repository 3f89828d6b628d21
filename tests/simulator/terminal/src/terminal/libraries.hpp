// The DLLs of one program: loaded with it, unloaded with it, as MetaTrader does.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace signalos::terminal {

class Libraries {
public:
    virtual ~Libraries() = default;
    /// Address of `function`, or nullptr; `problem` then says what is missing.
    virtual void* find(std::string_view module, std::string_view function) = 0;
    virtual std::string const& problem() const = 0;
    /// A program that had to be abandoned may still be inside: its libraries then stay for good.
    virtual void abandon() = 0;
};

/// Files: "SignalOSBridge.dll" is the file `bridge`, any other "X.dll" is `folder`/X.so. On Windows X.dll is
/// `folder`/X.dll, SignalOSBridge.dll too when `bridge` is empty.
class FileLibraries final : public Libraries {
public:
    FileLibraries(std::string bridge, std::string folder) : bridge_(std::move(bridge)), folder_(std::move(folder)) {}
    ~FileLibraries() override;
    FileLibraries(FileLibraries const&) = delete;
    FileLibraries& operator=(FileLibraries const&) = delete;

    void* find(std::string_view module, std::string_view function) override;
    std::string const& problem() const override { return problem_; }
    void abandon() override { handles_.clear(); }

private:
    std::string file_of(std::string const& module) const;

    std::string bridge_, folder_, problem_;
    std::map<std::string, void*> handles_;
};

}  // namespace signalos::terminal
