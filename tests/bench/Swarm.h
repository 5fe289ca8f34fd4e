// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Wire.h"

#include <vector>

namespace linli::bench {

/// One phone of many that all send at once: its requests are ready before, the next one leaves when the last one was answered.
struct Load {
    Connection connection;
    std::vector<std::string> requests;
    std::size_t sent = 0;
    std::string buffer{};
};

struct Answered {
    double seconds = 0;
    std::size_t taken = 0; ///< operations that are in the log
};
/// Plays all of them to the end in this one thread, which costs little beside what the hub does. Throws when a request is refused
/// or a connection breaks.
[[nodiscard]] Answered playAll(std::vector<Load>& phones);

} // namespace linli::bench
