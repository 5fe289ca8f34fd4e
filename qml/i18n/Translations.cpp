// SPDX-License-Identifier: Apache-2.0
#include "qml/i18n/Translations.h"

#include <QDir>

// The macro declares a function of the global namespace.
static void provide()
{
    Q_INIT_RESOURCE(linli_i18n);
}

namespace linli::i18n {

void provideTranslations()
{
    provide();
}

} // namespace linli::i18n
