// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace linli::i18n {

/// Makes :/i18n/linli_<locale>.qm findable; a static library's resources are not, until somebody asks for them.
void provideTranslations();

} // namespace linli::i18n
