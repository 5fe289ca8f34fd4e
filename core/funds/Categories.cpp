// SPDX-License-Identifier: Apache-2.0
#include "core/funds/Categories.h"

#include "core/base/Ids.h"

#include <algorithm>
#include <array>

namespace linli::funds {
namespace {

// Long enough for two words; short because every line of every entry carries it for ever.
constexpr std::size_t maxCategoryLength = 32;

constexpr std::array<CategoryName, 7> incomeNames{{
    {"government", "财政拨款", "政府撥款", "Government grant"},
    {"donation", "捐赠", "捐贈", "Donation"},
    {"market", "社区集市", "社區市集", "Community market"},
    {"group_purchase", "社区团购", "社區團購", "Group purchase"},
    {"company", "企业支持", "企業支持", "Company gift"},
    {"interest", "利息", "利息", "Interest"},
    {"other", "其他收入", "其他收入", "Other income"},
}};

constexpr std::array<CategoryName, 9> spendingNames{{
    {"repair", "维修", "維修", "Repair"},
    {"greening", "绿化", "綠化", "Greening"},
    {"lighting", "照明", "照明", "Lighting"},
    {"safety", "安全", "安全", "Safety"},
    {"events", "活动", "活動", "Events"},
    {"cleaning", "保洁", "清潔", "Cleaning"},
    {"equipment", "设备", "設備", "Equipment"},
    {"administration", "行政管理", "行政管理", "Administration"},
    {"other", "其他支出", "其他支出", "Other spending"},
}};

} // namespace

std::string_view CategoryName::in(std::string_view language) const
{
    if (language == "zh_CN")
        return zhCN;
    return language == "zh_TW" ? zhTW : en;
}

std::span<const CategoryName> incomeCategories()
{
    return incomeNames;
}

std::span<const CategoryName> spendingCategories()
{
    return spendingNames;
}

bool isCategoryId(std::string_view id)
{
    return id.size() <= maxCategoryLength && isTextId(id);
}

std::string_view categoryLabel(std::span<const CategoryName> names, std::string_view id, std::string_view language)
{
    const auto found = std::ranges::find(names, id, &CategoryName::id);
    return found == names.end() ? id : found->in(language);
}

} // namespace linli::funds
