// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SnapshotFetch.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"
#include "core/snapshot/snapshot.pb.h"
#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

namespace linli::sync {
namespace {

constexpr int ok = 200;
constexpr int partial = 206;
constexpr int noSuchRange = 416;
constexpr int notFound = 404;
constexpr int gone = 410;

bool isGone(const HttpResponse& response)
{
    return response.status == notFound || response.status == gone;
}

HttpRequest get(std::string path)
{
    HttpRequest out;
    out.method = "GET";
    out.path = std::move(path);
    return out;
}

/// A portal's web page is no snapshot, and no hub's lie either.
Result<void> checkAnswer(const HttpResponse& response, int status = ok)
{
    if (response.status != status)
        return std::unexpected(problemOf(response));
    if (!response.contentType.starts_with(snapshotType))
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "an answer that is no snapshot");
    return {};
}

} // namespace

SnapshotFetch::SnapshotFetch(community::Replica& replica, const crypto::Identity& identity, const Clock& clock,
                             PageParts& parts)
    : m_replica(replica), m_identity(identity), m_clock(clock), m_parts(parts)
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

HttpRequest SnapshotFetch::pageRequest(const Hash& page) const
{
    HttpRequest out = get("/snapshot/page/" + toHex(page));
    out.keepsPart = true;
    if (const auto part = m_parts.find(page); part != m_parts.end())
        out.headers.emplace_back("range", "bytes=" + std::to_string(part->second.size()) + "-");
    return out;
}

HttpRequest SnapshotFetch::ownPartRequest() const
{
    return get("/snapshot/own/" + std::to_string(m_installer->manifest().state().size) +
               "?after=" + std::to_string(m_installer->ownPartAfter()));
}

HttpRequest SnapshotFetch::nextRequest() const
{
    switch (step()) {
    case Step::Manifest:
        return get("/snapshot");
    case Step::Page:
        return pageRequest(*m_installer->nextPage());
    case Step::OwnPart:
        break;
    }
    return ownPartRequest();
}

std::vector<HttpRequest> SnapshotFetch::soon() const
{
    std::vector<HttpRequest> requests;
    if (step() != Step::Page)
        return requests;
    const auto& pages = m_installer->manifest().pages;
    for (std::size_t i = m_installer->pagesTaken() + 1; i < pages.size() && requests.size() < tuning::requestsAhead;
         ++i)
        requests.push_back(pageRequest(pages[i].sha256));
    if (requests.size() < tuning::requestsAhead)
        requests.push_back(ownPartRequest());
    return requests;
}

std::optional<std::uint64_t> SnapshotFetch::endInSight() const
{
    const bool lastPage = step() == Step::Page && m_installer->pagesTaken() + 1 == m_installer->manifest().pages.size();
    return lastPage || step() == Step::OwnPart ? std::optional(m_installer->manifest().state().size) : std::nullopt;
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
    const Hash name = *m_installer->nextPage();
    const auto kept = m_parts.find(name);
    const bool spliced = kept != m_parts.end() && response.status == partial;
    if (response.status == noSuchRange && kept != m_parts.end()) {
        m_parts.erase(kept); // it is not what we began with
        return true;
    }
    LINLI_CHECK(checkAnswer(response, spliced ? partial : ok));
    Bytes page = spliced ? std::move(kept->second) : Bytes{};
    m_parts.erase(name);
    const std::string from = "bytes " + std::to_string(page.size()) + "-";
    if (spliced && !headerOf(response.headers, "content-range").starts_with(from))
        return fail(ErrorKind::Unreachable, "hub.not_a_hub", "a part that was not asked for");
    append(page, response.body);
    if (response.whole)
        return takePage(std::move(page), spliced);
    if (response.body.empty() || page.size() > tuning::snapshotPartBytes)
        return fail(ErrorKind::Unreachable, "hub.unreachable", "a page that broke off");
    m_parts[name] = std::move(page);
    return true;
}

/// What was put together from two answers may not fit, which is nobody's lie.
Result<bool> SnapshotFetch::takePage(Bytes page, bool spliced)
{
    if (spliced && crypto::sha256(page) != m_installer->nextPage())
        return true;
    LINLI_TRY(const bool added, judged(m_installer->addPage(std::move(page), m_clock.now())));
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
