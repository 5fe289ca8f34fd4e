// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/Statement.h"

#include <span>
#include <vector>

struct sqlite3_value;

namespace linli::store {

/// SQL values as bytes, exactly: for each one its Value::Type, then 8 bytes of an integer or a real, or the length (4 bytes) and the
/// bytes of a text or blob; big-endian. Only ever read by the store that wrote them.
[[nodiscard]] Bytes packValues(std::span<sqlite3_value* const> values);
/// Views into `packed`; "store.corrupt" for what is not such bytes.
[[nodiscard]] Result<std::vector<Value>> unpackValues(ByteView packed);

} // namespace linli::store
