// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtEnvironmentVariables>

#include <algorithm>

namespace linli::test {

/// How often a test kills something; LINLI_KILLS asks for more than there is time for in every test run.
inline int killsOr(int usual)
{
    return std::max(usual, qEnvironmentVariableIntValue("LINLI_KILLS"));
}

} // namespace linli::test
