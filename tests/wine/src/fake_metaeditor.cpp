// Stands in for MetaQuotes' compiler in the installer's test: writes its command line beside itself and makes the .ex5.
#include <windows.h>

#include <filesystem>
#include <fstream>
#include <string>

int main(int count, char** arguments) {
    wchar_t self[1024];
    ::GetModuleFileNameW(nullptr, self, static_cast<DWORD>(std::size(self)));
    std::ofstream log(std::filesystem::path(self).replace_extension(".log"), std::ios::app);
    log << ::GetCommandLineA() << '\n';
    std::string const option = "/compile:";
    for (int i = 1; i < count; ++i) {
        std::string const given = arguments[i];
        if (given.rfind(option, 0) != 0) continue;
        std::filesystem::path const source = given.substr(option.size());
        if (!std::filesystem::exists(source)) return 0;
        std::ofstream(std::filesystem::path(source).replace_extension(".ex5")) << "compiled";
    }
    return 1;
}
