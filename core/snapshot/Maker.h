// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/Manifest.h"
#include "core/store/Database.h"

#include <functional>

namespace linli::snapshot {

/// Takes a page; all are durable before the manifest is published.
using PageSink = std::function<Result<void>(const Hash& name, ByteView page)>;

/// Writes the state of a whole replica without pending operations (a hub's), as it is in the caller's transaction, and
/// returns what is to be signed. The same state gives the same pages.
/// "snapshot.empty" (Invalid) where there is no log; "log.root_differs" (Integrity) when its entries are not what it says.
[[nodiscard]] Result<Manifest> makeSnapshot(store::Database& db, ByteView epoch, const PageSink& sink);

} // namespace linli::snapshot
