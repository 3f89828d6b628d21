// The string and conversion functions of MQL5; their meaning is MQL5's.
#pragma once

#include "mqlrt/arrays.hpp"
#include "mqlrt/text.hpp"

namespace signalos::mql::rt {

std::int32_t StringLen(String const& s);
std::int32_t StringBufferLen(String const& s);
std::int32_t StringFind(String const& s, String const& what, std::int32_t start);
String StringSubstr(String const& s, std::int32_t start, std::int32_t length);
std::int32_t StringReplace(String& s, String const& what, String const& with);
std::int32_t StringSplit(String const& s, std::uint16_t separator, ArrayRef<String> parts);
std::int32_t StringTrimLeft(String& s);
std::int32_t StringTrimRight(String& s);
bool StringToLower(String& s);
bool StringToUpper(String& s);
std::int32_t StringCompare(String const& a, String const& b, bool case_sensitive);
std::uint16_t StringGetCharacter(String const& s, std::int32_t at);
bool StringSetCharacter(String& s, std::int32_t at, std::uint16_t c);
bool StringAdd(String& s, String const& more);
bool StringInit(String& s, std::int32_t length, std::uint16_t c);
bool StringFill(String& s, std::uint16_t c);
bool StringSetLength(String& s, std::uint32_t length);
bool StringReserve(String& s, std::uint32_t capacity);
String CharToString(std::uint8_t c);
String ShortToString(std::uint16_t c);
std::int32_t StringToCharArray(String const& s, ArrayRef<std::uint8_t> out, std::int32_t start, std::int32_t count,
                               std::uint32_t codepage);
String CharArrayToString(ArrayRef<std::uint8_t const> in, std::int32_t start, std::int32_t count,
                         std::uint32_t codepage);
std::int32_t StringToShortArray(String const& s, ArrayRef<std::uint16_t> out, std::int32_t start, std::int32_t count);
String ShortArrayToString(ArrayRef<std::uint16_t const> in, std::int32_t start, std::int32_t count);
String IntegerToString(std::int64_t value, std::int32_t width, std::uint16_t fill);
double NormalizeDouble(double value, std::int32_t digits);

}  // namespace signalos::mql::rt
