// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PhotoQueue.h"

#include "core/sync/SyncTuning.h"

#include <algorithm>
#include <iterator>

namespace linli::sync {
namespace {

struct Shown {
    Hash photo{};
    OpId newest; ///< operation that shows it; its id begins with the time it was made
};

/// By hash.
Result<std::vector<Shown>> shownIn(store::Database& db)
{
    return db.all("SELECT sha256, max(op_id) FROM photo_ref WHERE sha256 IS NOT NULL GROUP BY sha256 ORDER BY sha256",
                  {}, [](const store::Row& row) { return Shown{row.hash(0), row.id<OpId>(1)}; });
}

std::vector<Hash> hashesOf(std::span<const Shown> shown)
{
    std::vector<Hash> hashes;
    std::ranges::transform(shown, std::back_inserter(hashes), &Shown::photo);
    return hashes;
}

/// What is stored and shown nowhere. A photo is stored before the report that shows it, so one that is not uploaded yet may still be
/// waiting for that.
Result<void> removeUnseen(community::PhotoStore& photos, std::span<const Hash> stored, std::span<const Hash> shown)
{
    std::vector<Hash> unseen;
    std::ranges::set_difference(stored, shown, std::back_inserter(unseen));
    if (unseen.empty())
        return {};
    LINLI_TRY(const auto waiting, photos.notUploaded());
    for (const Hash& hash : unseen)
        if (!std::ranges::contains(waiting, hash))
            LINLI_CHECK(photos.remove(hash));
    return {};
}

Milliseconds pauseAfter(std::uint32_t times)
{
    Milliseconds pause = tuning::photoAbsentFirst;
    for (std::uint32_t i = 1; i < times && pause < tuning::photoAbsentCap; ++i)
        pause *= tuning::photoAbsentGrowth;
    return std::min<Milliseconds>(pause, tuning::photoAbsentCap);
}

} // namespace

bool PhotoQueue::mayHaveChanged() const
{
    return m_size != m_replica.confirmed().size;
}

Result<void> PhotoQueue::refresh()
{
    const bool justNow = m_size && m_clock.monotonic() - m_comparedAt < tuning::photoLook;
    return justNow || !mayHaveChanged() ? Result<void>() : compare();
}

Result<void> PhotoQueue::compare()
{
    LINLI_TRY(auto shown, shownIn(m_replica.db()));
    LINLI_TRY(auto stored, m_photos.all());
    std::ranges::sort(stored);
    LINLI_CHECK(removeUnseen(m_photos, stored, hashesOf(shown)));
    std::erase_if(shown, [&](const Shown& one) { return std::ranges::binary_search(stored, one.photo); });
    LINLI_CHECK(m_photos.dropPartsExcept(hashesOf(shown)));

    LINLI_TRY(const auto absences, m_photos.absences());
    std::map<Hash, Wanted> known;
    for (const auto& absence : absences)
        known[absence.photo] = {absence.photo, absence.times, absence.asked};
    for (const Wanted& wanted : m_wanted)
        known[wanted.photo] = wanted;
    std::ranges::sort(shown, std::greater(), &Shown::newest);
    m_wanted.clear();
    for (const Shown& one : shown) {
        Wanted& wanted = m_wanted.emplace_back(known[one.photo]);
        wanted.photo = one.photo;
    }
    m_size = m_replica.confirmed().size;
    m_comparedAt = m_clock.monotonic();
    return {};
}

Milliseconds PhotoQueue::waitOf(const Wanted& wanted) const
{
    if (wanted.times == 0 || wanted.looked)
        return Milliseconds{0};
    const Timestamp now = m_clock.now();
    // The wall clock was set back, perhaps by years: nobody knows how long ago that was, so it is asked again.
    if (now < wanted.asked)
        return Milliseconds{0};
    return std::max<Milliseconds>(wanted.asked + pauseAfter(wanted.times) - now, Milliseconds{0});
}

std::optional<Hash> PhotoQueue::next() const
{
    const auto first = [this](auto&& fits) -> std::optional<Hash> {
        const auto found = std::ranges::find_if(m_wanted, fits);
        return found != m_wanted.end() ? std::optional(found->photo) : std::nullopt;
    };
    if (const auto looked = first([](const Wanted& wanted) { return wanted.looked; }))
        return looked;
    if (const auto due = first([this](const Wanted& wanted) { return waitOf(wanted) == Milliseconds{0}; }))
        return due;
    return m_patience == Patience::None ? first([](const Wanted& wanted) { return !wanted.heard; }) : std::nullopt;
}

std::optional<Milliseconds> PhotoQueue::dueIn() const
{
    std::optional<Milliseconds> soonest;
    const auto consider = [&](Milliseconds wait) { soonest = std::min(wait, soonest.value_or(wait)); };
    if (mayHaveChanged())
        consider(tuning::photoLook);
    for (const Wanted& wanted : m_wanted)
        consider(waitOf(wanted));
    return soonest;
}

bool PhotoQueue::want(const Hash& photo)
{
    const Milliseconds now = m_clock.monotonic();
    std::erase_if(m_lookedAt, [&](const auto& each) { return now - each.second >= tuning::photoWantedAgain; });
    const auto wanted = std::ranges::find(m_wanted, photo, &Wanted::photo);
    if (wanted == m_wanted.end() || !m_lookedAt.try_emplace(photo, now).second)
        return false;
    wanted->looked = true;
    return true;
}

void PhotoQueue::received(const Hash& photo)
{
    std::erase_if(m_wanted, [&](const Wanted& wanted) { return wanted.photo == photo; });
}

Result<void> PhotoQueue::absent(const Hash& photo)
{
    const auto wanted = std::ranges::find(m_wanted, photo, &Wanted::photo);
    if (wanted == m_wanted.end())
        return {};
    // Asked out of turn, it waits no longer than it would have.
    const Timestamp now = m_clock.now();
    const bool clockSetBack = now < wanted->asked;
    const bool inTurn = wanted->times == 0 || now - wanted->asked >= pauseAfter(wanted->times);
    wanted->looked = false;
    wanted->heard = true;
    if (!inTurn && !clockSetBack)
        return {};
    wanted->times += inTurn ? 1 : 0;
    wanted->asked = now;
    return m_photos.noteAbsence({photo, wanted->times, wanted->asked});
}

std::vector<Hash> PhotoQueue::missing() const
{
    std::vector<Hash> hashes;
    std::ranges::transform(m_wanted, std::back_inserter(hashes), &Wanted::photo);
    return hashes;
}

} // namespace linli::sync
