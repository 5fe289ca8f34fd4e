// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Operation.h"
#include "core/store/Database.h"

namespace linli::sync {

/// An operation of somebody else's phone that this one carries to the hub.
struct CarriedItem {
    std::int64_t position = 0; ///< ascending in the order of arrival
    OpId op;
    Hash hash{}; ///< of header and signature
    log::ChainPlace place;
    std::string kind;
    Timestamp created;  ///< by its author's clock
    Timestamp received; ///< by this phone's
    std::string code;   ///< why the rules would refuse it as this phone knows the community; empty: they would not
    std::optional<Seq> logged; ///< its place in the log, where the giver could prove it; such a one is only shown
    log::SignedOperation operation;
};

/// Table `carried`: operations of other phones whose signatures held when they came, until this phone sees them in the log.
///
/// Invariant: every row has its content, and its author was a device in good standing. None of it is in the state that
/// screens and digests read; it is kept when the state is computed anew or replaced by a snapshot.
/// Threads: those of its Database.
class Carried {
public:
    static constexpr std::int64_t maxRows = 4000;
    static constexpr std::int64_t maxBytes = 16 * 1024 * 1024;

    explicit Carried(store::Database& db) : m_db(&db) {}

    /// In the order in which the hub can take them: as they came, but each device's in the order of its chain.
    [[nodiscard]] Result<std::vector<CarriedItem>> items();
    [[nodiscard]] Result<std::optional<CarriedItem>> find(const OpId& op);
    [[nodiscard]] Result<std::int64_t> count();
    /// Operations of others that the hub took from this phone first, ever.
    [[nodiscard]] Result<std::int64_t> deliveredCount();

    /// False when there is no room for it. How much there is is looked up once: within one transaction only.
    [[nodiscard]] Result<bool> add(const CarriedItem& item);
    [[nodiscard]] Result<void> setCode(const OpId& op, std::string_view code);
    [[nodiscard]] Result<void> remove(const OpId& op);
    [[nodiscard]] Result<void> addDelivered(std::size_t operations);
    /// Takes out what the log shows now, by id, or by hash where this phone may not read it. Returns how many.
    [[nodiscard]] Result<std::size_t> settle();

private:
    struct Room {
        std::int64_t rows = 0;
        std::int64_t bytes = 0;
    };
    [[nodiscard]] Result<Room> findRoom();
    store::Database* m_db;
    std::optional<Room> m_room; ///< left, once add() has asked
};

} // namespace linli::sync
