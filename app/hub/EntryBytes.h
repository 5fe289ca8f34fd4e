// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"

namespace linli::hub {

/// An entry whole (pb::log::Entry), as the hub keeps it beside the log.
[[nodiscard]] Bytes entryToBytes(const log::Entry& entry);
/// "store.corrupt" (Store), and log::fromProto's errors.
[[nodiscard]] Result<log::Entry> entryFromBytes(ByteView bytes);

} // namespace linli::hub
