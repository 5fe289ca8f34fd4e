// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// References of everything that goes through a socket: TCP over 127.0.0.1 and nothing else.
namespace linli::bench {

/// Seconds to copy `bytes` from one thread to another.
[[nodiscard]] double copySeconds(std::size_t bytes);
/// Median seconds for one hop of `bytes`: half of there and back.
[[nodiscard]] double hopSeconds(std::size_t bytes, int samples);

} // namespace linli::bench
