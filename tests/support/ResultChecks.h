// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <QTest>

/// Checks of Result<T> that print the error's code and detail.
namespace linli::test {

template <class T> std::string codeOf(const Result<T>& result)
{
    return result ? "ok" : result.error().code;
}

template <class T> std::string explain(const Result<T>& result)
{
    return result ? "ok" : result.error().code + ": " + result.error().detail;
}

} // namespace linli::test

#define QVERIFY_OK(...)                                                                                                \
    do {                                                                                                               \
        const auto& verifiedResult = (__VA_ARGS__);                                                                    \
        QVERIFY2(verifiedResult.has_value(), linli::test::explain(verifiedResult).c_str());                            \
    } while (false)

#define QCOMPARE_CODE(result, expected) QCOMPARE(linli::test::codeOf(result), std::string(expected))
