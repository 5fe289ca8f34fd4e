// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Carried.h"

#include "core/community/Meta.h"

#include <map>

namespace linli::sync {
namespace {

constexpr std::string_view columns = "position, op_id, op_hash, device_id, device_epoch, device_seq, kind, created_ms, "
                                     "received_ms, code, logged_seq, operation";
constexpr std::string_view deliveredName = "carried_delivered";

CarriedItem readItem(const store::Row& row)
{
    CarriedItem item;
    item.position = row.integer(0);
    item.op = row.id<OpId>(1);
    item.hash = row.hash(2);
    item.place.device = row.id<DeviceId>(3);
    item.place.epoch = static_cast<std::uint32_t>(row.integer(4));
    item.place.seq = static_cast<std::uint64_t>(row.integer(5));
    item.kind = row.text(6);
    item.created = row.time(7);
    item.received = row.time(8);
    item.code = row.text(9);
    if (!row.isNull(10))
        item.logged = row.seq(10);
    if (auto operation = log::decodeOperation(row.blobView(11)))
        item.operation = std::move(*operation);
    return item;
}

/// A device's later operations may have come with an earlier bundle: each place that the device has in the order of arrival
/// goes to the next one of its chain.
std::vector<CarriedItem> inChainOrder(std::vector<CarriedItem> items)
{
    using Place = std::pair<std::uint32_t, std::uint64_t>;
    std::map<DeviceId, std::map<Place, std::size_t>> chains;
    for (std::size_t i = 0; i < items.size(); ++i)
        chains[items[i].place.device].emplace(Place(items[i].place.epoch, items[i].place.seq), i);
    std::vector<CarriedItem> ordered;
    ordered.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        // Copied: the row may already have been moved away for an earlier place of its device.
        auto& chain = chains[items[i].place.device];
        if (chain.empty())
            continue;
        ordered.push_back(items[chain.begin()->second]);
        chain.erase(chain.begin());
    }
    return ordered;
}

} // namespace

Result<std::vector<CarriedItem>> Carried::items()
{
    LINLI_TRY(auto rows, m_db->all("SELECT " + std::string(columns) + " FROM carried ORDER BY position", {}, readItem));
    return inChainOrder(std::move(rows));
}

Result<std::optional<CarriedItem>> Carried::find(const OpId& op)
{
    return m_db->one("SELECT " + std::string(columns) + " FROM carried WHERE op_id = ?1", {op}, readItem);
}

Result<std::int64_t> Carried::count()
{
    return m_db->count("SELECT count(*) FROM carried");
}

Result<std::int64_t> Carried::deliveredCount()
{
    return community::Meta(*m_db).integer(deliveredName);
}

Result<Carried::Room> Carried::findRoom()
{
    LINLI_TRY(const std::int64_t rows, count());
    LINLI_TRY(const std::int64_t bytes, m_db->count("SELECT coalesce(sum(length(operation)), 0) FROM carried"));
    return Room{maxRows - rows, maxBytes - bytes};
}

Result<bool> Carried::add(const CarriedItem& item)
{
    if (!m_room) {
        LINLI_TRY(m_room, findRoom());
    }
    const Bytes operation = log::encode(item.operation);
    const auto size = static_cast<std::int64_t>(operation.size());
    if (m_room->rows < 1 || m_room->bytes < size)
        return false;
    --m_room->rows;
    m_room->bytes -= size;
    LINLI_CHECK(m_db->run("INSERT INTO carried(op_id, op_hash, device_id, device_epoch, device_seq, kind, created_ms, "
                          "received_ms, code, logged_seq, operation) "
                          "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                          {item.op, item.hash, item.place.device, item.place.epoch, item.place.seq, item.kind,
                           item.created, item.received, item.code, item.logged, operation}));
    return true;
}

Result<void> Carried::setCode(const OpId& op, std::string_view code)
{
    return m_db->run("UPDATE carried SET code = ?2 WHERE op_id = ?1 AND code <> ?2", {op, code});
}

Result<void> Carried::remove(const OpId& op)
{
    return m_db->run("DELETE FROM carried WHERE op_id = ?1", {op});
}

Result<void> Carried::addDelivered(std::size_t operations)
{
    community::Meta meta(*m_db);
    LINLI_TRY(const std::int64_t before, meta.integer(deliveredName));
    return meta.setInteger(deliveredName, before + static_cast<std::int64_t>(operations));
}

Result<std::size_t> Carried::settle()
{
    LINLI_CHECK(m_db->run("DELETE FROM carried WHERE EXISTS (SELECT 1 FROM entry e WHERE e.op_id = carried.op_id) "
                          "OR EXISTS (SELECT 1 FROM entry e WHERE e.op_hash = carried.op_hash AND e.header IS NULL)"));
    return static_cast<std::size_t>(m_db->changes());
}

} // namespace linli::sync
