// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"
#include "core/store/Database.h"

namespace linli::resident {

/// The title of what an own operation is about, as this phone knows it: the event of a sign-up, the question of a vote.
/// Empty when it stands for itself, or what it is about is not known here or was removed. Reader thread.
[[nodiscard]] Result<std::string> operationSubject(store::Database& db, std::string_view kind, ByteView facts);

} // namespace linli::resident
