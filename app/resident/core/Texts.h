// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/base/Time.h"

#include <QDateTime>
#include <QString>
#include <QUrl>

namespace linli::resident {

/// Core values as Qt types, for view models.
[[nodiscard]] QDateTime toDateTime(Timestamp at); ///< local time
[[nodiscard]] Timestamp toTimestamp(const QDateTime& at);
/// "¥1,234.50" in the application's locale.
[[nodiscard]] QString moneyText(Money money);
/// "image://photo/<sha256 hex>", see PhotoProvider.
[[nodiscard]] QUrl photoUrl(const Hash& hash);
[[nodiscard]] inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
template <class Tag> [[nodiscard]] QString toQString(const Id16<Tag>& id)
{
    return QString::fromStdString(toText(id));
}
/// All zero when the text is no UUID.
template <class Id> [[nodiscard]] Id idFrom(const QString& text)
{
    return parseId<Id>(text.toStdString()).value_or(Id{});
}
/// What a stable code ("plans.poll_closed", "store.disk_full") means to a resident and what to do next, translated.
/// An unknown code gets a general sentence that names it, so that it can be passed on.
[[nodiscard]] QString problemText(std::string_view code);

} // namespace linli::resident
