// SPDX-License-Identifier: Apache-2.0
#include "core/sync/CarriedPush.h"

#include "core/log/Entry.h"
#include "core/log/log.pb.h"
#include "core/sync/SyncTuning.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {

using pb::sync::Answer;

Result<void> CarriedPush::load()
{
    LINLI_TRY(auto items, Carried(m_replica.db()).items());
    std::erase_if(items, [](const CarriedItem& item) { return item.logged.has_value(); });
    m_items = std::move(items);
    return {};
}

Result<void> CarriedPush::fill(pb::sync::Push& push)
{
    if (!m_items)
        LINLI_CHECK(load());
    m_end = m_begin; // a batch without an answer (a new login came between) is offered again
    std::size_t bytes = 0;
    for (; m_end < m_items->size() && m_end - m_begin < tuning::pushOperations; ++m_end) {
        const log::SignedOperation& operation = (*m_items)[m_end].operation;
        bytes += operation.header.size() + operation.signature.size() + operation.payload.value_or(Bytes{}).size();
        if (m_end > m_begin && bytes > tuning::pushBytes)
            break;
        log::operationToWire(operation, *push.add_operations());
    }
    return {};
}

Result<void> CarriedPush::read(const pb::sync::PushAnswer& answers, Promises& promises)
{
    if (static_cast<std::size_t>(answers.answers_size()) != m_end - m_begin)
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "number of answers");
    const std::size_t before = m_delivered;
    for (std::size_t i = m_begin; i < m_end; ++i)
        LINLI_CHECK(settle((*m_items)[i], answers.answers(static_cast<int>(i - m_begin)), promises));
    m_begin = m_end;
    return m_delivered > before ? Carried(m_replica.db()).addDelivered(m_delivered - before) : Result<void>{};
}

Result<void> CarriedPush::settle(const CarriedItem& item, const Answer& answer, Promises& promises)
{
    switch (answer.status()) {
    case Answer::ACCEPTED:
    case Answer::REJECTED:
        ++m_delivered;
        break;
    case Answer::ALREADY:
        break;
    case Answer::REFUSED:
        // Its author's phone still has it and hears the same.
        return Carried(m_replica.db()).remove(item.op);
    default:
        return {}; // the hub waits for what comes before it, or for an upgrade
    }
    if (answer.seq() <= m_replica.confirmed().size)
        return Carried(m_replica.db()).remove(item.op);
    // The log is the answer that counts; the row goes when the entry comes. One that this phone may not read has no id here.
    LINLI_TRY(const log::Header header, log::decodeHeader(item.operation.header));
    if (header.audience.isCommunity())
        promises.add(item.op, Seq{answer.seq()});
    return {};
}

} // namespace linli::sync
