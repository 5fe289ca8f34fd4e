// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

/// How `linli` says that something went wrong: one exit code, one line with the stable code, one sentence of help.
namespace linli::cli {

inline constexpr int exitDone = 0;
inline constexpr int exitBug = 1; ///< a mistake of ours, never of the person
inline constexpr int exitUsage = 2;
inline constexpr int exitRejected = 3;
inline constexpr int exitNoHub = 4;
inline constexpr int exitStore = 5;

[[nodiscard]] int exitCode(const Error& error);
/// To standard error: "linli: <what>: <code>[: <detail>]", then the sentence.
void complain(const Error& error);

} // namespace linli::cli
