// SPDX-License-Identifier: Apache-2.0
#include "app/hub/LogStore.h"

namespace linli::hub {

Result<void> mayDecide(Standstill standstill)
{
    switch (standstill) {
    case Standstill::None:
        return {};
    case Standstill::Forked:
        return fail(ErrorKind::Unreachable, "hub.two_histories", "a checkpoint of ours is not of this log");
    default:
        return fail(ErrorKind::Unreachable, "hub.awaits_refill", "phones have entries that this log lacks");
    }
}

std::size_t pageBytesOf(const log::Entry& entry)
{
    if (!entry.operation)
        return pageBytesOf(0, 0);
    return pageBytesOf(entry.operation->header.size(), entry.operation->payload ? entry.operation->payload->size() : 0);
}

Result<void> LogStore::lend(std::span<const log::Entry> /*entries*/)
{
    return {};
}

Result<std::vector<log::Entry>> LogStore::lent(std::span<const Seq> /*seqs*/)
{
    return std::vector<log::Entry>{};
}

Result<log::LogState> LogStore::holdFor(Growth growth)
{
    LINLI_TRY(const Head newest, head());
    if (growth == Growth::New)
        LINLI_CHECK(mayDecide(newest.standstill));
    return newest.state;
}

} // namespace linli::hub
