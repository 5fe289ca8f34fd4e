// SPDX-License-Identifier: Apache-2.0
#include "app/resident/funds/MoneyInput.h"

#include "core/funds/Rules.h"

#include <QString>

namespace linli::resident {
namespace {

bool isGrouping(QChar character)
{
    return character == u',' || character == u'，' || character.isSpace();
}

bool isPoint(QChar character)
{
    return character == u'.' || character == u'．' || character == u'。';
}

} // namespace

std::optional<Money> parseYuan(QStringView text)
{
    constexpr int decimals = 2;
    QStringView rest = text.trimmed();
    if (rest.startsWith(u'¥') || rest.startsWith(u'￥'))
        rest = rest.mid(1);
    std::int64_t fen = 0;
    int digits = 0;
    int after = -1; // digits behind the point; -1 before it
    for (const QChar character : rest) {
        if (character.isDigit()) {
            if (after == decimals)
                return std::nullopt;
            after += after >= 0 ? 1 : 0;
            ++digits;
            fen = fen * 10 + character.digitValue();
            if (fen > funds::maxAmountFen)
                return std::nullopt;
        } else if (isPoint(character) && after < 0) {
            after = 0;
        } else if (!isGrouping(character) || after >= 0) {
            return std::nullopt;
        }
    }
    for (int missing = decimals - std::max(after, 0); missing > 0; --missing)
        fen *= 10;
    if (digits == 0 || fen > funds::maxAmountFen)
        return std::nullopt;
    return Money{fen};
}

} // namespace linli::resident
