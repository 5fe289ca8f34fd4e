// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <nlohmann/json.hpp>

/// What linli-hub's sub-commands print.
namespace linli::hub {

/// One line to stdout, at once: whoever waits for it reads it now.
void print(const nlohmann::json& value);
/// "import.csv: line 7: …" to stderr.
void complain(const Error& error);
/// Complains; the exit code that the error stands for (Commands.h).
[[nodiscard]] int giveUp(const Error& error);

} // namespace linli::hub
