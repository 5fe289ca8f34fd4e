// SPDX-License-Identifier: Apache-2.0
#include "tests/hub/SampleLog.h"

#include "core/log/Checkpoint.h"

namespace linli::test {

constexpr std::int64_t start = 1'793'000'000'000;

SampleLog::SampleLog() : community{crypto::uuidV7(fromMs(start))} {}

log::Entry SampleLog::next(std::size_t payload)
{
    const Timestamp at = fromMs(start + static_cast<std::int64_t>(++m_seq));
    log::Header header;
    header.op = OpId{crypto::uuidV7(at)};
    header.community = community;
    header.place.device.bytes.fill(7);
    header.place.seq = m_seq;
    if (m_seq > 1)
        header.place.prevHash = Hash{};
    header.created = at;
    header.kind = "test.text";
    log::Entry entry;
    entry.stub = {Seq{m_seq}, at, {}, {}};
    entry.operation = log::signOperation(header, Bytes(payload, 'x'), m_author);
    entry.opHash = entry.operation->hash();
    return entry;
}

Result<void> SampleLog::append(hub::LogStore& store, const std::vector<log::Entry>& entries, std::vector<OpId> erased,
                               std::vector<Hash> photos, hub::LogStore::Growth growth)
{
    log::MerkleFrontier frontier = m_frontier;
    for (const log::Entry& entry : entries)
        frontier.append(entry.leafHash());
    const auto note = log::signCheckpoint(community, frontier.state(), hubKey);
    auto done = store.append({entries, frontier.state(), note, erased, photos, growth});
    if (done)
        m_frontier = frontier;
    return done;
}

OpId SampleLog::idOf(const log::Entry& entry)
{
    return log::decodeHeader(entry.operation->header).value_or(log::Header{}).op;
}

} // namespace linli::test
