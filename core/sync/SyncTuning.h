// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>

/// Every limit and delay of syncing, each with its reason.
namespace linli::sync::tuning {

using namespace std::chrono_literals;

/// A request that has no answer by then is given up; a thin mobile network moves 64 KiB in well under this.
inline constexpr std::chrono::milliseconds requestDeadline = 20s;
/// One chunk of a photo in either direction; at 32 kbit/s that takes a minute.
inline constexpr std::chrono::milliseconds photoDeadline = 90s;
/// First wait after a failure; short, because most failures are a passing hole in the network.
inline constexpr std::chrono::milliseconds backoffFirst = 1s;
/// Longest wait; a neighbourhood without power should find its hub again within minutes.
inline constexpr std::chrono::milliseconds backoffCap = 2min;
/// Without a live channel, look for news this often.
inline constexpr std::chrono::milliseconds pollInterval = 60s;
/// New entries often bring photos; their author's phone needs a moment to send them after the text.
inline constexpr std::chrono::milliseconds photoLook = 2s;
/// What the hub did not have is asked for again after this, then after four times as long and so on: a photo that came late is here
/// at most four times as late. At last once a day, for a phone that was away for weeks.
inline constexpr std::chrono::milliseconds photoAbsentFirst = 5s;
inline constexpr int photoAbsentGrowth = 4;
inline constexpr std::chrono::milliseconds photoAbsentCap = 24h;
/// A session that heard of so many absent photos leaves the rest to the next one, so that many of them are no flood.
inline constexpr int photoMisses = 8;
/// A photo that somebody looks at is asked for at once, but not at every redraw.
inline constexpr std::chrono::milliseconds photoWantedAgain = 30s;
/// One push: few enough that a lost answer costs little, many enough that an outage's backlog drains fast.
inline constexpr std::size_t pushOperations = 200;
inline constexpr std::size_t pushBytes = 128 * 1024;
/// A photo goes up in chunks and comes down in parts: few enough round trips, little enough to lose. What arrived of a chunk that
/// was cut is kept by the hub; of a part nothing is.
inline constexpr std::size_t photoChunk = 256 * 1024;
inline constexpr std::size_t photoPart = 128 * 1024;
/// Pages have at most 128 KiB; of what claims to be one no more than this is kept.
inline constexpr std::size_t snapshotPartBytes = 256 * 1024;
/// A page of a snapshot may take longer than other answers; what came until then is kept.
inline constexpr std::chrono::milliseconds snapshotDeadline = 60s;
/// While one page of a snapshot comes, so many of the next ones are asked for already: enough that the line is never idle, and
/// little to drop when it breaks.
inline constexpr std::size_t requestsAhead = 2;
/// One page of the log.
inline constexpr std::size_t pageEntries = 500;
inline constexpr std::size_t pageBytes = 64 * 1024;
/// Own operations that wait are decided again after every page. From so many on, pages are gathered and stored as one, up to so many
/// entries (each well under 1 kB for who gathers: mostly own ones).
inline constexpr std::size_t gatherFrom = 200;
inline constexpr std::size_t gatherEntries = 10'000;
/// Erasures withdraw snapshots; when that keeps happening while one is fetched, the plain log gets there for certain.
inline constexpr int withdrawnSnapshots = 3;
/// The audit works in what is left over: it begins when nothing has happened for this long.
inline constexpr std::chrono::milliseconds auditQuiet = 3s;
/// An audit that was cut by the network or a full disk goes on after this.
inline constexpr std::chrono::milliseconds auditRetry = 5min;
/// After an alarm it looks again whether the hub tells the truth by now.
inline constexpr std::chrono::milliseconds auditAlarmRetry = 6h;
/// Nothing that a hub says may unpack to more than this.
inline constexpr std::size_t messageBytes = 32 * 1024 * 1024;

} // namespace linli::sync::tuning
