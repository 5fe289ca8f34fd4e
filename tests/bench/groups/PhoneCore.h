// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace linli::bench {

/// Opens the home in `folder` in this process, asks what screens ask, and prints the figures as one line of JSON. A process of
/// its own, so that its memory is that of a phone's core and not of the bench. Its exit code.
int measurePhoneCore(const std::filesystem::path& folder);

} // namespace linli::bench
