// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <string>
#include <string_view>

namespace linli::log {

/// What every codec of the log answers for bytes that do not have the shape it reads; `what` is the part that does not.
[[nodiscard]] inline std::unexpected<Error> malformed(std::string_view what)
{
    return fail(ErrorKind::Invalid, "op.malformed", std::string(what));
}

} // namespace linli::log
