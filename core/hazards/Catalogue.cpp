// SPDX-License-Identifier: Apache-2.0
#include "core/hazards/Catalogue.h"

#include "core/base/Bytes.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

namespace linli::hazards {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> urgencyNames{"immediate", "expected", "future"};
constexpr std::array<std::string_view, 3> responderNames{"property", "worker", "captain"};

constexpr std::uint8_t compiledIn[] = {
#include "core/hazards/items.inc"
};

/// Thrown inside this file only, so that one place turns every fault of the file into an Error.
struct Fault {
    std::string detail;
};

template <class Enum, std::size_t size>
Enum enumFrom(const json& value, const std::array<std::string_view, size>& names)
{
    const auto* const found = std::ranges::find(names, value.get<std::string>());
    if (found == names.end())
        throw Fault{"unknown word " + value.dump()};
    return static_cast<Enum>(found - names.begin());
}

std::string textFrom(const json& object, const char* name)
{
    auto text = object.at(name).get<std::string>();
    if (text.empty())
        throw Fault{std::string("empty ") + name + " in " + object.dump()};
    return text;
}

LocalText localFrom(const json& object)
{
    return {textFrom(object, "zh_CN"), textFrom(object, "zh_TW"), textFrom(object, "en")};
}

Item itemFrom(const json& object, const std::string& category)
{
    Item item;
    item.id = textFrom(object, "id");
    if (!item.id.starts_with(category + "."))
        throw Fault{item.id + " does not begin with its category"};
    item.category = category;
    item.name = localFrom(object.at("name"));
    item.hint = localFrom(object.at("hint"));
    item.urgency = enumFrom<Urgency>(object.at("urgency"), urgencyNames);
    item.responder = enumFrom<Responder>(object.at("responder"), responderNames);
    if (const json& emergency = object.at("emergency"); !emergency.is_null())
        item.emergency = Emergency{textFrom(emergency, "call"), localFrom(emergency.at("text"))};
    item.keywords = object.at("keywords").get<std::vector<std::string>>();
    return item;
}

Category categoryFrom(const json& object)
{
    Category category{textFrom(object, "id"), localFrom(object.at("name")), textFrom(object, "icon"), {}};
    for (const json& item : object.at("items"))
        category.items.push_back(itemFrom(item, category.id));
    return category;
}

std::vector<Category> categoriesFrom(std::string_view text)
{
    const json root = json::parse(text);
    if (root.at("version").get<int>() != 1)
        throw Fault{"unknown version"};
    std::vector<Category> categories;
    std::set<std::string> ids;
    for (const json& object : root.at("categories")) {
        categories.push_back(categoryFrom(object));
        if (!ids.insert(categories.back().id).second)
            throw Fault{"category " + categories.back().id + " twice"};
        for (const Item& item : categories.back().items) {
            if (!ids.insert(item.id).second)
                throw Fault{"item " + item.id + " twice"};
        }
    }
    return categories;
}

} // namespace

const std::string& LocalText::in(std::string_view locale) const
{
    if (!locale.starts_with("zh"))
        return english;
    const auto names = [&](std::string_view part) { return locale.contains(part); };
    return names("TW") || names("HK") || names("MO") || names("Hant") ? traditional : simplified;
}

std::string_view urgencyName(Urgency urgency)
{
    return urgencyNames.at(static_cast<std::size_t>(urgency));
}

std::string_view responderName(Responder responder)
{
    return responderNames.at(static_cast<std::size_t>(responder));
}

Result<Catalogue> Catalogue::parse(std::string_view text)
{
    Catalogue catalogue;
    try {
        catalogue.m_categories = categoriesFrom(text);
    } catch (const json::exception& fault) {
        return fail(ErrorKind::Invalid, "hazards.catalogue", fault.what());
    } catch (const Fault& fault) {
        return fail(ErrorKind::Invalid, "hazards.catalogue", fault.detail);
    }
    return catalogue;
}

const Category* Catalogue::category(std::string_view id) const
{
    const auto found = std::ranges::find(m_categories, id, &Category::id);
    return found == m_categories.end() ? nullptr : &*found;
}

const Item* Catalogue::item(std::string_view id) const
{
    const Category* const owner = category(id.substr(0, id.find('.')));
    if (owner == nullptr)
        return nullptr;
    const auto found = std::ranges::find(owner->items, id, &Item::id);
    return found == owner->items.end() ? nullptr : &*found;
}

const Catalogue& catalogue()
{
    static const Catalogue instance = [] {
        auto parsed = Catalogue::parse(asString(compiledIn));
        // Compiled in and held by a test: without it no rule can decide, so a broken build must not run at all.
        if (!parsed)
            std::abort();
        return *std::move(parsed);
    }();
    return instance;
}

} // namespace linli::hazards
