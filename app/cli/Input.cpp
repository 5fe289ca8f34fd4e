// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Input.h"

#include "app/cli/Values.h"
#include "core/base/File.h"
#include "core/base/Text.h"

#include <algorithm>
#include <limits>

namespace linli::cli {
namespace {

Result<Json> parse(const std::string& text)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto place = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        return fail(ErrorKind::Invalid, "input.json",
                    "line " + std::to_string(1 + std::count(text.begin(), place, '\n')));
    }
}

std::string itemPlace(const std::string& key, std::size_t index)
{
    return key + "[" + std::to_string(index) + "]";
}

} // namespace

Result<Input> Input::read(const std::filesystem::path& file, Timestamp now)
{
    const auto bytes = readFile(file, maxBytes);
    if (!bytes)
        return fail(ErrorKind::Invalid, bytes.error().code, file.string());
    const std::string text = asString(*bytes);
    if (!utf8Length(text))
        return fail(ErrorKind::Rejected, "content.not_utf8", file.string());
    auto value = parse(text);
    if (!value)
        return fail(value.error().kind, value.error().code, file.string() + ": " + value.error().detail);
    if (!value->is_object())
        return fail(ErrorKind::Invalid, "input.json", file.string() + ": not an object");
    auto shared = std::make_shared<Shared>();
    shared->folder = file.parent_path();
    shared->now = now;
    return Input(std::move(shared), std::move(*value), {});
}

bool Input::has(const std::string& key) const
{
    return m_value.contains(key);
}

void Input::complain(const std::string& key, const std::string& why)
{
    if (!m_shared->problem)
        m_shared->problem = "field '" + m_place + key + "': " + why;
}

const Json* Input::find(const std::string& key)
{
    m_shared->asked.insert(m_place + key);
    const auto found = m_value.find(key);
    return found == m_value.end() || found->is_null() ? nullptr : &*found;
}

const Json* Input::need(const std::string& key)
{
    const Json* value = find(key);
    if (value == nullptr)
        complain(key, "is missing");
    return value;
}

std::string Input::text(const std::string& key)
{
    return need(key) != nullptr ? maybeText(key).value_or("") : "";
}

std::optional<std::string> Input::maybeText(const std::string& key)
{
    const Json* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        complain(key, "must be a text");
    return value->is_string() ? value->get<std::string>() : std::string();
}

std::int64_t Input::integer(const std::string& key)
{
    const Json* value = need(key);
    if (value == nullptr)
        return 0;
    const bool fits = value->is_number_integer() &&
                      (!value->is_number_unsigned() ||
                       value->get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    if (!fits)
        complain(key, "must be a whole number");
    return fits ? value->get<std::int64_t>() : 0;
}

std::uint32_t Input::count(const std::string& key)
{
    const std::int64_t value = integer(key);
    const bool fits = value >= 0 && value <= std::numeric_limits<std::uint32_t>::max();
    if (!fits)
        complain(key, "must be a whole number from 0");
    return fits ? static_cast<std::uint32_t>(value) : 0;
}

std::optional<std::uint32_t> Input::maybeCount(const std::string& key)
{
    return find(key) != nullptr ? std::optional(count(key)) : std::nullopt;
}

bool Input::flag(const std::string& key)
{
    const Json* value = find(key);
    if (value != nullptr && !value->is_boolean())
        complain(key, "must be true or false");
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

Timestamp Input::time(const std::string& key)
{
    return need(key) != nullptr ? maybeTime(key).value_or(Timestamp{}) : Timestamp{};
}

std::optional<Timestamp> Input::maybeTime(const std::string& key)
{
    const auto value = maybeText(key);
    if (!value)
        return std::nullopt;
    const auto time = readTime(*value, m_shared->now);
    if (!time)
        complain(key, "must be a time such as +2h, 2026-12-01 or 2026-12-01T09:00:00+08:00");
    return time.value_or(Timestamp{});
}

std::vector<std::string> Input::texts(const std::string& key)
{
    const Json* value = find(key);
    if (value == nullptr)
        return {};
    if (value->is_string())
        return {value->get<std::string>()};
    std::vector<std::string> list;
    const bool all =
        value->is_array() && std::ranges::all_of(*value, [](const Json& item) { return item.is_string(); });
    if (!all)
        complain(key, "must be a list of texts");
    else
        list = value->get<std::vector<std::string>>();
    return list;
}

std::vector<std::filesystem::path> Input::files(const std::string& key)
{
    std::vector<std::filesystem::path> paths;
    for (const std::string& name : texts(key))
        paths.push_back(m_shared->folder / name);
    return paths;
}

std::optional<Input> Input::object(const std::string& key)
{
    const Json* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_object())
        complain(key, "must be an object");
    return Input(m_shared, value->is_object() ? *value : Json::object(), m_place + key + ".");
}

std::vector<Input> Input::objects(const std::string& key)
{
    const Json* value = find(key);
    const bool all = value != nullptr && value->is_array() &&
                     std::ranges::all_of(*value, [](const Json& item) { return item.is_object(); });
    if (value != nullptr && !all)
        complain(key, "must be a list of objects");
    std::vector<Input> list;
    for (std::size_t i = 0; all && i < value->size(); ++i)
        list.push_back(Input(m_shared, (*value)[i], m_place + itemPlace(key, i) + "."));
    return list;
}

double Input::number(const std::string& key)
{
    const Json* value = need(key);
    if (value != nullptr && !value->is_number())
        complain(key, "must be a number");
    return value != nullptr && value->is_number() ? value->get<double>() : 0;
}

members::Point Input::point()
{
    return {number("lat"), number("lon")};
}

void Input::findUnasked(const Json& object, const std::string& place)
{
    for (const auto& [key, value] : object.items()) {
        if (!m_shared->asked.contains(place + key)) {
            m_shared->problem = "field '" + place + key + "': is not known";
            return;
        }
        if (value.is_object())
            findUnasked(value, place + key + ".");
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
            if (value[i].is_object())
                findUnasked(value[i], place + itemPlace(key, i) + ".");
    }
}

Result<void> Input::finish()
{
    if (!m_shared->problem)
        findUnasked(m_value, m_place);
    if (m_shared->problem)
        return fail(ErrorKind::Invalid, "input.field", *m_shared->problem);
    return {};
}

} // namespace linli::cli
