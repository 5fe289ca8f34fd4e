// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The code values of OASIS CAP 1.2 (section 3.2.2) that notices use. Numbers are those of notices.proto and are stored;
/// texts are CAP's in lower case ("immediate", "cbrne") and stable.
namespace linli::notices {

enum class MsgType : std::uint8_t { Alert = 1, Update = 2 }; ///< Cancel is an operation of its own
enum class Category : std::uint8_t {
    Geo = 1,
    Met,
    Safety,
    Security,
    Rescue,
    Fire,
    Health,
    Env,
    Transport,
    Infra,
    Cbrne,
    Other
};
enum class Urgency : std::uint8_t { Immediate = 1, Expected, Future, Past, Unknown };
enum class Severity : std::uint8_t { Extreme = 1, Severe, Moderate, Minor, Unknown };
enum class Certainty : std::uint8_t { Observed = 1, Likely, Possible, Unlikely, Unknown };

template <class Code> struct CodeName {
    Code code;
    std::string_view name;
};
/// Every value of the code, in CAP's order.
template <class Code> [[nodiscard]] std::span<const CodeName<Code>> codeNames();
template <> std::span<const CodeName<MsgType>> codeNames();
template <> std::span<const CodeName<Category>> codeNames();
template <> std::span<const CodeName<Urgency>> codeNames();
template <> std::span<const CodeName<Severity>> codeNames();
template <> std::span<const CodeName<Certainty>> codeNames();

template <class Code> [[nodiscard]] std::string_view capName(Code code)
{
    for (const auto& known : codeNames<Code>()) {
        if (known.code == code)
            return known.name;
    }
    return {};
}
template <class Code> [[nodiscard]] std::optional<Code> parseCap(std::string_view name)
{
    for (const auto& known : codeNames<Code>()) {
        if (known.name == name)
            return known.code;
    }
    return std::nullopt;
}
/// From the number on the wire; nothing for "unspecified" and numbers of a later version.
template <class Code> [[nodiscard]] std::optional<Code> capFromNumber(int number)
{
    for (const auto& known : codeNames<Code>()) {
        if (static_cast<int>(known.code) == number)
            return known.code;
    }
    return std::nullopt;
}

} // namespace linli::notices
