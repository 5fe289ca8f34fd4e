// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/notices/Types.h"

#include <QString>

#include <map>

namespace linli::resident {

/// CAP's terms in words that everybody understands, in the language of the moment.
[[nodiscard]] QString noticeSeverityText(notices::Severity severity);
[[nodiscard]] QString noticeUrgencyText(notices::Urgency urgency);
[[nodiscard]] QString noticeCertaintyText(notices::Certainty certainty);
[[nodiscard]] QString noticeCategoryText(notices::Category category);
[[nodiscard]] QString noticeStateText(notices::State state); ///< empty while it is live
/// Tone.Value of Linli.Theme, and icon of qml/controls/icons.
[[nodiscard]] int noticeTone(notices::State state, notices::Severity severity);
[[nodiscard]] QString noticeIcon(notices::Category category);

/// Names of the compounds and buildings of an area.
struct AreaNames {
    std::map<CompoundId, std::string> compounds;
    std::map<BuildingId, std::string> buildings;
};
/// "The whole community", or the names of its parts.
[[nodiscard]] QString noticeAreaText(const notices::Area& area, const AreaNames& names);

} // namespace linli::resident
