// The DLLs of one program: loaded with it, unloaded with it, as MetaTrader does.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace signalos::terminal {

/// Where imports come from: "SignalOSBridge.dll" is the file `bridge`, any other "X.dll" is `folder`/X.so.
class Libraries {
public:
    Libraries(std::string bridge, std::string folder) : bridge_(std::move(bridge)), folder_(std::move(folder)) {}
    ~Libraries();
    Libraries(Libraries const&) = delete;
    Libraries& operator=(Libraries const&) = delete;

    /// Address of `function`, or nullptr; `problem` then says what is missing.
    void* find(std::string_view module, std::string_view function);
    std::string const& problem() const { return problem_; }
    /// A program that had to be abandoned may still be inside: its libraries then stay for good.
    void abandon() { handles_.clear(); }

private:
    std::string file_of(std::string const& module) const;

    std::string bridge_, folder_, problem_;
    std::map<std::string, void*> handles_;
};

}  // namespace signalos::terminal
