// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Platform.h"

namespace linli::cli {

/// Parses the arguments and runs one command. Returns the process's exit code (Errors.h); answers go to standard output,
/// errors to standard error. Needs a QCoreApplication for commands that talk to a hub.
[[nodiscard]] int run(int argc, char** argv, const Platform& platform);

} // namespace linli::cli
