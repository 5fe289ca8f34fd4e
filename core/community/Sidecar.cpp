// SPDX-License-Identifier: Apache-2.0
#include "core/community/Sidecar.h"

#include "core/base/Encoding.h"
#include "core/community/SidecarFormat.h"
#include "core/community/sidecar.pb.h"

namespace linli::community {
namespace {

/// Smaller files are left alone; larger ones are written anew when they have doubled since.
constexpr std::uint64_t worthRewriting = 256 * 1024;

std::optional<SidecarContents::Mark> markOf(const OutboxItem& item)
{
    const auto header = log::decodeHeader(item.operation.header);
    if (!header)
        return std::nullopt;
    return SidecarContents::Mark{header->place.epoch, header->place.seq, item.operation.hash(), header->seen};
}

} // namespace

Result<Sidecar> Sidecar::open(std::filesystem::path file, crypto::Secret32 key, const SidecarContents& contents)
{
    Sidecar sidecar(std::move(file), std::move(key));
    sidecar.m_origin = contents.origin;
    sidecar.m_mark = contents.mark;
    if (contents.records == 0) {
        LINLI_CHECK(sidecar.rewrite(contents.operations));
        return sidecar;
    }
    if (!contents.fileKey) {
        // An older version's file. Where there is no room for a new one, the next flush() tries again.
        (void)sidecar.rewrite(contents.operations);
        return sidecar;
    }
    sidecar.m_fileKey = contents.fileKey->copy();
    LINLI_TRY(sidecar.m_out, AppendFile::open(sidecar.m_file, contents.bytes));
    sidecar.m_records = contents.records;
    return sidecar;
}

void Sidecar::append(const OutboxItem& item)
{
    auto mark = markOf(item);
    if (mark && m_mark && mark->log.size < m_mark->log.size)
        mark->log = m_mark->log;
    m_mark = mark;
    write(recordOf(item));
}

void Sidecar::sawLog(const log::LogState& log)
{
    if (log.size <= (m_mark ? m_mark->log.size : 0))
        return;
    m_mark = m_mark.value_or(SidecarContents::Mark{});
    m_mark->log = log;
    write(recordOf(*m_mark));
}

void Sidecar::caughtUp(const log::LogState& log)
{
    if (!m_mark || m_mark->log.size <= log.size)
        return;
    m_mark->log = log;
    write(recordOf(*m_mark));
}

void Sidecar::write(const pb::community::SidecarRecord& record)
{
    if (!m_missed && m_out && m_out->append(sealRecord(record, m_fileKey, m_records)))
        ++m_records;
    else
        m_missed = true;
}

Result<void> Sidecar::flush(const std::function<Result<std::vector<OutboxItem>>()>& waiting)
{
    const bool grown = m_out && m_out->size() > worthRewriting && m_out->size() > 2 * m_sizeWhenFresh;
    if (!m_missed && !grown)
        return m_out->flush();
    LINLI_TRY(const auto operations, waiting());
    return rewrite(operations);
}

Result<void> Sidecar::rewrite(std::span<const OutboxItem> operations)
{
    m_missed = true; // until it has worked
    if (!m_origin)
        return fail(ErrorKind::Internal, "sidecar.no_origin");
    auto fileKey = crypto::Secret32::random();
    LINLI_TRY(Bytes bytes, sidecarHead(m_origin->genesis, fileKey, m_key));
    std::uint64_t number = 0;
    const auto add = [&](const auto& part) { linli::append(bytes, sealRecord(recordOf(part), fileKey, number++)); };
    add(*m_origin);
    for (const OutboxItem& item : operations)
        add(item);
    if (m_mark)
        add(*m_mark);
    LINLI_CHECK(writeFileDurably(m_file, bytes));
    LINLI_TRY(m_out, AppendFile::open(m_file, bytes.size()));
    m_fileKey = std::move(fileKey);
    m_sizeWhenFresh = bytes.size();
    m_records = number;
    m_missed = false;
    return {};
}

} // namespace linli::community
