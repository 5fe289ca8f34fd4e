// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <optional>

namespace linli {

/// A 16-byte identifier, written as a lower-case UUID (RFC 9562). Tags keep two meanings apart; there is no implicit
/// conversion. All zero is "none".
template <class Tag> struct Id16 {
    std::array<std::uint8_t, 16> bytes{};

    [[nodiscard]] static std::optional<Id16> fromBytes(ByteView view)
    {
        if (view.size() != 16)
            return std::nullopt;
        Id16 id;
        std::copy(view.begin(), view.end(), id.bytes.begin());
        return id;
    }
    [[nodiscard]] ByteView view() const { return bytes; }
    [[nodiscard]] std::string str() const { return asString(bytes); } ///< raw 16 bytes, for protobuf fields
    [[nodiscard]] bool isNull() const { return *this == Id16{}; }
    friend auto operator<=>(const Id16&, const Id16&) = default;
};

/// An identifier people gave ("JY-1"): ASCII letters, digits and "-_./", 1 to 64 characters (see isTextId).
template <class Tag> struct TextId {
    std::string value;
    friend auto operator<=>(const TextId&, const TextId&) = default;
};

using OpId = Id16<struct OpTag>; ///< one operation; also the id of the thing that the operation made
using CommunityId = Id16<struct CommunityTag>;
using DeviceId = Id16<struct DeviceTag>;
using MemberId = Id16<struct MemberTag>; ///< the op_id of the member's first join operation
using CompoundId = TextId<struct CompoundTag>;
using BuildingId = TextId<struct BuildingTag>;
using HouseholdId = TextId<struct HouseholdTag>; ///< building-unit-room

/// Place of an entry in its community's log, from 1. Zero means "before the first entry".
struct Seq {
    std::uint64_t value = 0;
    friend auto operator<=>(const Seq&, const Seq&) = default;
};

/// Money in integer fen (1/100 yuan).
struct Money {
    std::int64_t fen = 0;
    friend auto operator<=>(const Money&, const Money&) = default;
};

/// Area in integer square centimetres.
struct AreaCm2 {
    std::int64_t value = 0;
    friend auto operator<=>(const AreaCm2&, const AreaCm2&) = default;
};

/// UUID text of an id, 36 characters.
[[nodiscard]] std::string uuidText(ByteView sixteen);
/// The 16 bytes of a UUID text, any letter case; nothing when it is not one.
[[nodiscard]] std::optional<std::array<std::uint8_t, 16>> parseUuid(std::string_view text);
[[nodiscard]] bool isTextId(std::string_view text);

template <class Tag> [[nodiscard]] std::string toText(const Id16<Tag>& id)
{
    return uuidText(id.bytes);
}
template <class Id> [[nodiscard]] std::optional<Id> parseId(std::string_view text)
{
    if (const auto bytes = parseUuid(text))
        return Id{*bytes};
    return std::nullopt;
}

} // namespace linli

template <class Tag> struct std::hash<linli::Id16<Tag>> {
    std::size_t operator()(const linli::Id16<Tag>& id) const noexcept
    {
        return std::hash<std::string_view>{}({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    }
};
