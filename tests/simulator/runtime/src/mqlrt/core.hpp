// The part of an emitted program that needs no trading: inputs, properties, imports, output, numbers.
#pragma once

#include "mqlrt/host.hpp"
#include "mqlrt/strings.hpp"

namespace signalos::mql::rt {

class Core : public Program {
public:
    explicit Core(Host& host) : host_(host) {}

    std::vector<InputInfo> const& inputs() const override { return input_infos_; }
    std::string_view property(std::string_view name) const override;
    bool set_input(std::string_view name, std::string_view text) override;
    std::string input(std::string_view name) const override;
    void load() override;

protected:
    virtual void initialise_globals() = 0;

    // --- set-up, called by the emitted constructor
    template <class T>
    void add_input(std::string name, std::string type, T& value, std::string label, std::string group) {
        add_slot(
            {std::move(name), std::move(type), text_of(value), std::move(label), std::move(group)},
            [&value](std::string_view t) { return assign_text(value, t); }, [&value] { return text_of(value); });
    }
    void add_enum_input(std::string name, std::string type, std::int32_t& value, std::string label, std::string group,
                        EnumTable const& table);
    void add_property(std::string name, std::string value) {
        properties_.emplace_back(std::move(name), std::move(value));
    }
    template <class F>
    void bind_import(ImportTable const& imports, char const* module, char const* function, F*& pointer) {
        void* const address = find_import(imports, module, function);
        std::memcpy(&pointer, &address, sizeof pointer);
    }
    /// Every turn of a loop: a program whose stop was asked for and ignored is killed by its terminal.
    void loop_step() {}
    int depth_ = 0;

    // --- output
    template <class... A>
    void Print(A const&... a) {
        host_.print(joined({Printable(a)...}));
    }
    template <class... A>
    void Alert(A const&... a) {
        host_.alert(joined({Printable(a)...}));
    }
    template <class... A>
    void Comment(A const&... a) {
        host_.comment(joined({Printable(a)...}));
    }
    template <class... A>
    void PrintFormat(String const& f, A const&... a) {
        host_.print(format(f, {Printable(a)...}).utf8());
    }
    template <class... A>
    void printf(String const& f, A const&... a) {
        PrintFormat(f, a...);
    }
    template <class... A>
    String StringFormat(String const& f, A const&... a) {
        return format(f, {Printable(a)...});
    }
    template <class... A>
    std::int32_t StringConcatenate(String& s, A const&... a) {
        s = String(std::string_view(joined({Printable(a)...})));
        return StringLen(s);
    }

    // --- numbers
    template <class T>
    T MathAbs(T v) {
        return v < T{} ? static_cast<T>(T{} - v) : v;
    }
    template <class T>
    T fabs(T v) {
        return MathAbs(v);
    }
    template <class T>
    T MathMax(T a, T b) {
        return a < b ? b : a;
    }
    template <class T>
    T fmax(T a, T b) {
        return MathMax(a, b);
    }
    template <class T>
    T MathMin(T a, T b) {
        return b < a ? b : a;
    }
    template <class T>
    T fmin(T a, T b) {
        return MathMin(a, b);
    }
#define SIGNALOS_MATH(long_name, short_name, call) \
    double long_name(double v) {                   \
        return std::call(v);                       \
    }                                              \
    double short_name(double v) {                  \
        return std::call(v);                       \
    }
    SIGNALOS_MATH(MathCeil, ceil, ceil)
    SIGNALOS_MATH(MathFloor, floor, floor)
    SIGNALOS_MATH(MathRound, round, round)
    SIGNALOS_MATH(MathExp, exp, exp)
    SIGNALOS_MATH(MathLog, log, log)
    SIGNALOS_MATH(MathLog10, log10, log10)
    SIGNALOS_MATH(MathSqrt, sqrt, sqrt)
    SIGNALOS_MATH(MathSin, sin, sin)
    SIGNALOS_MATH(MathCos, cos, cos)
    SIGNALOS_MATH(MathTan, tan, tan)
    SIGNALOS_MATH(MathArctan, atan, atan)
#undef SIGNALOS_MATH
    double MathMod(double a, double b) {
        return std::fmod(a, b);
    }
    double fmod(double a, double b) {
        return std::fmod(a, b);
    }
    double MathPow(double a, double b) {
        return std::pow(a, b);
    }
    double pow(double a, double b) {
        return std::pow(a, b);
    }
    bool MathIsValidNumber(double v) {
        return std::isfinite(v);
    }
    std::int32_t MathRand();
    std::int32_t rand() {
        return MathRand();
    }
    void MathSrand(std::int32_t seed) {
        random_ = static_cast<std::uint32_t>(seed);
    }
    void srand(std::int32_t seed) {
        MathSrand(seed);
    }
    String DoubleToString(double v, std::int32_t digits) {
        return double_to_string(v, digits);
    }
    double StringToDouble(String const& s) {
        return string_to_double(s);
    }
    std::int64_t StringToInteger(String const& s) {
        return string_to_integer(s);
    }
    String TimeToString(std::int64_t t, std::int32_t mode) {
        return time_to_string(t, mode);
    }
    std::int64_t StringToTime(String const& s) {
        return string_to_time(s);
    }
    String ColorToString(std::uint32_t c, bool) {
        return text(Color{c});
    }

    static String str(std::string const& s) {
        return String(std::string_view(s));
    }

    Host& host_;

private:
    struct Slot {
        std::function<bool(std::string_view)> set;
        std::function<std::string()> get;
    };

    static std::string joined(std::initializer_list<Printable> list);
    static void* find_import(ImportTable const& imports, char const* module, char const* function);
    void add_slot(InputInfo info, std::function<bool(std::string_view)> set, std::function<std::string()> get);
    static std::string text_of(String const& v) {
        return v.utf8();
    }
    template <class T>
    static std::string text_of(T const& v) {
        return text(v).utf8();
    }
    static bool assign_text(String& v, std::string_view t) {
        v = String(t);
        return true;
    }
    static bool assign_text(bool& v, std::string_view t);
    static bool assign_text(double& v, std::string_view t);
    template <class T>
    static bool assign_text(T& v, std::string_view t) {
        std::int64_t whole = 0;
        if (!assign_integer(whole, t) || static_cast<std::int64_t>(static_cast<T>(whole)) != whole) return false;
        v = static_cast<T>(whole);
        return true;
    }
    static bool assign_integer(std::int64_t& v, std::string_view t);

    std::vector<InputInfo> input_infos_;
    std::vector<Slot> slots_;
    std::vector<std::pair<std::string, std::string>> properties_;
    std::uint32_t random_ = 1;
    bool loaded_ = false;
};

}  // namespace signalos::mql::rt
