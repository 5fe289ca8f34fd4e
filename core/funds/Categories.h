// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

/// Category ids of income and spending. Any id of the right shape is valid, so that a community can add its own; these
/// are the common ones, with names.
namespace linli::funds {

struct CategoryName {
    std::string_view id;
    std::string_view zhCN;
    std::string_view zhTW;
    std::string_view en;

    /// `language` is "zh_CN", "zh_TW" or anything else for English.
    [[nodiscard]] std::string_view in(std::string_view language) const;
};

[[nodiscard]] std::span<const CategoryName> incomeCategories();
[[nodiscard]] std::span<const CategoryName> spendingCategories();

/// 1 to 32 characters of isTextId().
[[nodiscard]] bool isCategoryId(std::string_view id);

/// The name of a common category, or the id itself for a community's own.
[[nodiscard]] std::string_view categoryLabel(std::span<const CategoryName> names, std::string_view id,
                                             std::string_view language);

} // namespace linli::funds
