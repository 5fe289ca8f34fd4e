// SPDX-License-Identifier: Apache-2.0
#include "core/base/Base45.h"

namespace linli {
namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
constexpr unsigned base = 45;

/// The least significant digit comes first (RFC 9285 §4).
void appendDigits(std::string& out, unsigned value, int count)
{
    for (int i = 0; i < count; ++i) {
        out += digits[value % base];
        value /= base;
    }
}

std::optional<unsigned> readDigits(std::string_view group)
{
    unsigned value = 0;
    unsigned weight = 1;
    for (const char c : group) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        value += static_cast<unsigned>(digit) * weight;
        weight *= base;
    }
    return value;
}

} // namespace

std::string toBase45(ByteView bytes)
{
    std::string out;
    out.reserve((bytes.size() * 3 + 1) / 2);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        appendDigits(out, bytes[i] * 256U + bytes[i + 1], 3);
    if (bytes.size() % 2 == 1)
        appendDigits(out, bytes.back(), 2);
    return out;
}

std::optional<Bytes> fromBase45(std::string_view text)
{
    if (text.size() % 3 == 1)
        return std::nullopt;
    Bytes out;
    out.reserve((text.size() * 2 + 2) / 3);
    for (std::size_t i = 0; i < text.size(); i += 3) {
        const std::string_view group = text.substr(i, 3);
        const bool pair = group.size() == 3;
        const auto value = readDigits(group);
        if (!value || *value > (pair ? 0xFFFFU : 0xFFU))
            return std::nullopt;
        if (pair)
            out.push_back(static_cast<std::uint8_t>(*value >> 8));
        out.push_back(static_cast<std::uint8_t>(*value));
    }
    return out;
}

} // namespace linli
