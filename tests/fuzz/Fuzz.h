// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

/// What every target has: libFuzzer's entry point, and a way to say that something is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace linli::test {

/// Ends the process, which is how a fuzzer learns of a find.
[[noreturn]] inline void found(const std::string& what)
{
    std::cerr << "FOUND: " << what << std::endl;
    std::abort();
}

inline void demand(bool holds, const std::string& what)
{
    if (!holds)
        found(what);
}

} // namespace linli::test
