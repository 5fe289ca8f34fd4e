// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <QString>
#include <QStringList>

namespace linli::resident {

/// What an own operation is, in a resident's words: "Hazard report", "Your vote", translated. Of a kind that this version does
/// not know, "Entry".
[[nodiscard]] QString operationTitle(std::string_view kind);
/// What its author wrote in it, one piece a line, nothing left out; empty when nothing was written.
[[nodiscard]] QStringList operationTexts(std::string_view kind, ByteView content);

} // namespace linli::resident
