// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Encoding.h"
#include "core/base/Ids.h"
#include "core/base/Time.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

/// How values are written in answers: ids as UUIDs, times as RFC 3339 in UTC, hashes as hexadecimal, nothing as null.
namespace linli::cli {

using Json = nlohmann::ordered_json; ///< keeps fields in the order in which people read them

template <class Tag> [[nodiscard]] Json toJson(const Id16<Tag>& id)
{
    return toText(id);
}
template <class Tag> [[nodiscard]] Json toJson(const TextId<Tag>& id)
{
    return id.value;
}
[[nodiscard]] inline Json toJson(Timestamp at)
{
    return rfc3339(at);
}
[[nodiscard]] inline Json toJson(Money money)
{
    return money.fen;
}
[[nodiscard]] inline Json toJson(const Hash& hash)
{
    return toHex(hash);
}
[[nodiscard]] inline Json toJson(const std::string& text)
{
    return text;
}
/// A month as the funds count it, 202608, in the form of RFC 3339 dates: "2026-08".
[[nodiscard]] inline Json monthText(int month)
{
    const std::string digits = std::to_string(month);
    return digits.substr(0, digits.size() - 2) + '-' + digits.substr(digits.size() - 2);
}
[[nodiscard]] inline Json toJson(double number)
{
    return number;
}
template <class T> [[nodiscard]] Json toJson(const std::optional<T>& value)
{
    return value ? toJson(*value) : Json(nullptr);
}
template <class T> [[nodiscard]] Json toJson(const std::vector<T>& values)
{
    Json list = Json::array();
    for (const T& value : values)
        list.push_back(toJson(value));
    return list;
}

} // namespace linli::cli
