// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Texts.h"

#include "core/base/Encoding.h"

#include <QLocale>

namespace linli::resident {

QDateTime toDateTime(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at));
}

Timestamp toTimestamp(const QDateTime& at)
{
    return fromMs(at.toMSecsSinceEpoch());
}

QString moneyText(Money money)
{
    constexpr double fenPerYuan = 100.0;
    return QLocale().toCurrencyString(static_cast<double>(money.fen) / fenPerYuan, QStringLiteral("¥"), 2);
}

QUrl photoUrl(const Hash& hash)
{
    return QUrl(QStringLiteral("image://photo/") + QString::fromStdString(toHex(hash)));
}

} // namespace linli::resident
