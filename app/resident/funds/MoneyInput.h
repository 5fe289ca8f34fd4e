// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"

#include <QStringView>

#include <optional>

namespace linli::resident {

/// What a person typed as yuan ("1234.5", "1,234.50", "１２．３０", "¥12") as integer fen, without floating point.
/// Nothing when it is empty, has a sign, more than two decimals or another character, or is more than a journal takes.
[[nodiscard]] std::optional<Money> parseYuan(QStringView text);

} // namespace linli::resident
