// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Encoding.h"
#include "core/snapshot/Page.h"
#include "tests/support/TestHub.h"

namespace linli::test {

/// A page of the snapshot in which the first text of the table's column is another, under a manifest signed anew. No digest covers
/// what people wrote, so nothing but the signed operation itself tells.
inline void rewrite(TestHub& hub, std::string_view table, std::string_view column)
{
    auto& snapshot = hub.snapshot;
    for (auto& info : snapshot.manifest.pages) {
        auto page = snapshot::readPage(snapshot.pages[toHex(info.sha256)]).value();
        for (auto& found : *page.mutable_tables())
            for (auto& in : *found.mutable_columns()) {
                if (found.name() != table || in.name() != column || in.joined().empty())
                    continue;
                in.mutable_joined()->front() ^= 1;
                const Bytes packed = snapshot::packPage(page);
                info.sha256 = crypto::sha256(packed);
                snapshot.pages[toHex(info.sha256)] = packed;
                snapshot.signedManifest = hub.sign(snapshot.manifest);
                return;
            }
    }
    qFatal("nothing to rewrite");
}

} // namespace linli::test
