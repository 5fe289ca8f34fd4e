// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/funds/Types.h"

#include <QString>

namespace linli::resident {

/// The words of the community's money, in the language of the moment.
[[nodiscard]] QString fundTrackText(funds::Track track);
/// Where the money of the track comes from and what it is for, in one sentence.
[[nodiscard]] QString fundTrackHint(funds::Track track);
/// Icon of qml/controls/icons.
[[nodiscard]] QString fundTrackIcon(funds::Track track);
/// A common category's name; of a community's own category, its id.
[[nodiscard]] QString fundCategoryText(funds::Ledger ledger, const std::string& category);
/// "+¥12.00", "−¥12.00", "¥0.00".
[[nodiscard]] QString signedMoneyText(Money money);
/// A line of an entry as a sentence: "Repairs: ¥12.00 less". `account` is the name of its account.
[[nodiscard]] QString fundLineText(const funds::Line& line, const QString& account);

} // namespace linli::resident
