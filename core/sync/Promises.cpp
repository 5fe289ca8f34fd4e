// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Promises.h"

namespace linli::sync {

Result<void> Promises::check(community::Replica& replica)
{
    const std::uint64_t size = replica.confirmed().size;
    LINLI_TRY(const Seq oldEnd, replica.snapshotEnd());
    for (auto promise = m_open.begin(); promise != m_open.end();) {
        if (promise->second.value > size) {
            ++promise;
            continue;
        }
        // A snapshot tells no places, and nothing of what was rejected: its audit finds what is left out.
        if (promise->second.value <= oldEnd.value) {
            promise = m_open.erase(promise);
            continue;
        }
        LINLI_TRY(const auto place, replica.seqOf(promise->first));
        if (place != promise->second)
            return fail(ErrorKind::Integrity, "hub.broken_promise",
                        toText(promise->first) + " is not entry " + std::to_string(promise->second.value));
        promise = m_open.erase(promise);
    }
    return {};
}

} // namespace linli::sync
