// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linli::hazards {

/// One text in the languages of the app.
struct LocalText {
    std::string simplified;  ///< zh_CN
    std::string traditional; ///< zh_TW
    std::string english;
    /// For a locale name ("zh_TW", "zh-Hant-HK", "en_GB"): Chinese of Taiwan, Hong Kong and Macau, or of script Hant, is
    /// traditional, other Chinese simplified, every other language English.
    [[nodiscard]] const std::string& in(std::string_view locale) const;
};

enum class Urgency : std::uint8_t { Immediate, Expected, Future }; ///< CAP 1.2 terms
enum class Responder : std::uint8_t { Property, Worker, Captain }; ///< who usually looks first; a hint, no right
[[nodiscard]] std::string_view urgencyName(Urgency urgency);
[[nodiscard]] std::string_view responderName(Responder responder);

/// "If life is in danger": the form stops and shows this instead.
struct Emergency {
    std::string call; ///< "119", "110", "120"
    LocalText text;
};

struct Item {
    std::string id; ///< "fire.blocked_exit"
    std::string category;
    LocalText name;
    LocalText hint;
    Urgency urgency = Urgency::Expected;
    Responder responder = Responder::Property;
    std::optional<Emergency> emergency;
    std::vector<std::string> keywords;
};

struct Category {
    std::string id;
    LocalText name;
    std::string icon;
    std::vector<Item> items;
};

/// The kinds of hazards that people can report: items.json, compiled in.
///
/// Invariant: ids are unique, every text is there in all languages. Immutable; any thread.
class Catalogue {
public:
    /// Reads the format of items.json. "hazards.catalogue" (Invalid) with the place in the detail.
    [[nodiscard]] static Result<Catalogue> parse(std::string_view json);

    [[nodiscard]] const std::vector<Category>& categories() const { return m_categories; }
    [[nodiscard]] const Category* category(std::string_view id) const; ///< null when unknown
    [[nodiscard]] const Item* item(std::string_view id) const;         ///< null when unknown

private:
    std::vector<Category> m_categories;
};

/// The catalogue of this version.
[[nodiscard]] const Catalogue& catalogue();

} // namespace linli::hazards
