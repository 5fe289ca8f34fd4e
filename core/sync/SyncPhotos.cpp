// SPDX-License-Identifier: Apache-2.0
#include "core/sync/SyncSession.h"

#include "core/sync/Messages.h"
#include "core/sync/SyncTuning.h"

/// SyncSession's last steps: photos, when all text is where it should be.
namespace linli::sync {

/// What was written meanwhile does not wait for photos.
Result<bool> SyncSession::textWaits()
{
    return m_ownWait ? Result<bool>(false) : m_parts.replica.outbox().waitsAfter(m_pushedUpTo);
}

Result<std::optional<HttpRequest>> SyncSession::makePhotoStep()
{
    LINLI_TRY(const bool text, textWaits());
    if (text) {
        m_step = Step::Push;
        return makePush();
    }
    return m_step == Step::PhotoUp ? makePhotoUp() : makePhotoDown();
}

Result<HttpRequest> SyncSession::makePhotoUp()
{
    if (!m_upload) {
        LINLI_TRY(auto jpeg, m_parts.photos.find(m_uploads.front()));
        m_upload.emplace(m_uploads.front(), std::move(jpeg).value_or(Bytes{}));
    }
    return addressed(m_upload->nextRequest(), tuning::photoDeadline);
}

Result<HttpRequest> SyncSession::makePhotoDown()
{
    if (!m_download)
        m_download.emplace(photoQueue().next().value_or(Hash{}), m_parts.photos);
    LINLI_TRY(HttpRequest out, m_download->nextRequest());
    return addressed(std::move(out), tuning::photoDeadline);
}

Result<void> SyncSession::listPhotos()
{
    m_step = Step::Over;
    if (!m_options.photos)
        return {};
    LINLI_TRY(const auto uploads, m_parts.photos.notUploaded());
    m_uploads.assign(uploads.begin(), uploads.end());
    if (m_upload && (m_uploads.empty() || m_uploads.front() != m_upload->photo()))
        m_upload.reset();
    LINLI_CHECK(photoQueue().refresh());
    nextPhotoStep();
    return {};
}

void SyncSession::nextPhotoStep()
{
    const bool more = m_download || (m_misses < tuning::photoMisses && photoQueue().next());
    m_step = !m_uploads.empty() ? Step::PhotoUp : more ? Step::PhotoDown : Step::Over;
}

Result<void> SyncSession::readPhotoUp(const HttpResponse& response)
{
    LINLI_CHECK(m_upload->onResponse(response));
    if (!m_upload->done())
        return {};
    LINLI_CHECK(m_parts.photos.markUploaded(m_upload->photo()));
    ++m_outcome.photosUp;
    m_upload.reset();
    m_uploads.pop_front();
    nextPhotoStep();
    return {};
}

Result<void> SyncSession::readPhotoDown(const HttpResponse& response)
{
    LINLI_CHECK(m_download->onResponse(response));
    if (!m_download->done())
        return {};
    const Hash photo = m_download->photo();
    if (m_download->received()) {
        ++m_outcome.photosDown;
        photoQueue().received(photo);
    } else {
        ++m_misses;
        LINLI_CHECK(photoQueue().absent(photo));
    }
    m_download.reset();
    nextPhotoStep();
    return {};
}

} // namespace linli::sync
