// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SnapshotFetch.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/snapshot/snapshot.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

namespace linli::sync {
namespace {

constexpr int notFound = 404;
constexpr int gone = 410;

bool isGone(const HttpResponse& response)
{
    return response.status == notFound || response.status == gone;
}

/// A portal's web page is no snapshot, and no hub's lie either.
Result<void> checkAnswer(const HttpResponse& response)
{
    if (response.status != 200)
        return std::unexpected(problemOf(response));
    if (!response.contentType.starts_with(snapshotType))
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "an answer that is no snapshot");
    return {};
}

} // namespace

SnapshotFetch::SnapshotFetch(community::Replica& replica, const crypto::Identity& identity, const Clock& clock)
    : m_replica(replica), m_identity(identity), m_clock(clock)
{
}

SnapshotFetch::~SnapshotFetch()
{
    // What cannot be stored is fetched again.
    if (m_installer)
        (void)m_installer->store(m_clock.now());
}

Result<bool> SnapshotFetch::begin()
{
    LINLI_TRY(m_installer, snapshot::Installer::open(m_replica, m_identity));
    return m_installer->isWanted();
}

SnapshotFetch::Step SnapshotFetch::step() const
{
    if (!m_installer->hasBegun())
        return Step::Manifest;
    return m_installer->nextPage() ? Step::Page : Step::OwnPart;
}

std::string SnapshotFetch::path() const
{
    switch (step()) {
    case Step::Manifest:
        return "/snapshot";
    case Step::Page:
        return "/snapshot/page/" + toHex(*m_installer->nextPage());
    case Step::OwnPart:
        break;
    }
    return "/snapshot/own/" + std::to_string(m_installer->manifest().state().size) +
           "?after=" + std::to_string(m_installer->ownPartAfter());
}

Result<bool> SnapshotFetch::read(const HttpResponse& response)
{
    switch (step()) {
    case Step::Manifest:
        return readManifest(response);
    case Step::Page:
        return readPage(response);
    case Step::OwnPart:
        break;
    }
    return readOwnPart(response);
}

Result<bool> SnapshotFetch::judged(Result<void> outcome)
{
    if (!outcome)
        return std::unexpected(m_installer->judge(std::move(outcome.error()), m_clock.now()));
    return true;
}

Result<bool> SnapshotFetch::begunAnew()
{
    LINLI_CHECK(m_installer->startOver(m_clock.now()));
    return ++m_withdrawn <= tuning::withdrawnSnapshots;
}

Result<bool> SnapshotFetch::readManifest(const HttpResponse& response)
{
    if (isGone(response))
        return false;
    LINLI_CHECK(checkAnswer(response));
    LINLI_TRY(const auto epoch, community::Meta(m_replica.db()).find(community::meta::hubEpoch));
    auto begun = m_installer->begin(response.body, epoch, m_clock.now());
    // Made by another version than ours: the log says the same, only slower.
    if (!begun && begun.error().kind == ErrorKind::Invalid)
        return false;
    return judged(std::move(begun));
}

Result<bool> SnapshotFetch::readPage(const HttpResponse& response)
{
    if (isGone(response))
        return begunAnew();
    LINLI_CHECK(checkAnswer(response));
    LINLI_TRY(const bool added, judged(m_installer->addPage(response.body, m_clock.now())));
    ++m_fetched;
    return added;
}

Result<bool> SnapshotFetch::readOwnPart(const HttpResponse& response)
{
    if (isGone(response))
        return begunAnew();
    pb::snapshot::OwnPart part;
    LINLI_CHECK(readAnswer(response, part));
    LINLI_CHECK(judged(m_installer->addOwnPart(part, m_clock.now())));
    return m_installer->hasBegun();
}

} // namespace linli::sync
