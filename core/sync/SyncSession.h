// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/community/PhotoStore.h"
#include "core/community/Replica.h"
#include "core/sync/CarriedPush.h"
#include "core/sync/Exchange.h"
#include "core/sync/PageCheck.h"
#include "core/sync/PhotoDownload.h"
#include "core/sync/PhotoQueue.h"
#include "core/sync/PhotoUpload.h"
#include "core/sync/Promises.h"
#include "core/sync/RefillOffer.h"
#include "core/sync/SnapshotFetch.h"

#include <deque>

namespace linli::sync {

/// What syncing works on; all outlive it. Threads: the one that owns the replica.
struct SyncParts {
    community::Replica& replica;
    community::PhotoStore& photos;
    const crypto::Identity& identity;
    const Clock& clock;
};

/// How a session ended, and what it moved.
struct SyncOutcome {
    std::optional<Error> error; ///< nothing: everything was sent and everything new is here
    std::optional<Milliseconds> retryAfter;
    std::size_t pushed = 0;  ///< operations that the hub has put into the log
    std::size_t carried = 0; ///< operations of others that the hub has put into the log because this phone brought them
    std::size_t pulled = 0;  ///< entries
    std::size_t snapshotPages = 0;
    std::size_t refilled = 0; ///< entries brought back to a hub that had lost them
    std::size_t photosUp = 0;
    std::size_t photosDown = 0;
};

/// One run through login, push, pull (a store without a log looks for a snapshot first) and photos; thrown away afterwards (SyncEngine decides about the next).
/// Text goes before photos, in both directions: what is written while photos travel goes between two of their parts.
class SyncSession final : public Exchange {
public:
    struct Options {
        bool pull = true;             ///< false while a live channel brings the entries
        bool photos = true;           ///< false when somebody waits for the text
        std::string token;            ///< of an earlier login; may be empty or stale
        Promises* promises = nullptr; ///< kept from session to session; outlives it
        PageParts* parts = nullptr;   ///< likewise
        PhotoQueue* queue = nullptr;  ///< likewise; without one this session asks for all photos that are missing
    };
    SyncSession(SyncParts parts, Options options);
    [[nodiscard]] std::optional<HttpRequest> nextRequest() override;
    [[nodiscard]] std::vector<HttpRequest> soon() override;
    void onResponse(Result<HttpResponse> response) override;
    [[nodiscard]] const SyncOutcome& outcome() const { return m_outcome; }
    [[nodiscard]] const std::string& token() const { return m_token; }

private:
    enum class Step { Challenge, Login, Push, Carry, Snapshot, Pull, PhotoUp, PhotoDown, Refill, Over };
    [[nodiscard]] Result<std::optional<HttpRequest>> makeRequest();
    [[nodiscard]] Result<std::optional<HttpRequest>> makePush();
    [[nodiscard]] Result<std::optional<HttpRequest>> makeCarry();
    [[nodiscard]] Result<std::optional<HttpRequest>> makePhotoStep();
    [[nodiscard]] Result<HttpRequest> makePhotoUp();
    [[nodiscard]] Result<HttpRequest> makePhotoDown();
    [[nodiscard]] HttpRequest addressed(HttpRequest request, Milliseconds deadline) const;
    [[nodiscard]] Result<bool> textWaits();
    void nextPhotoStep();
    [[nodiscard]] Result<void> read(const HttpResponse& response);
    [[nodiscard]] Result<void> readChallenge(const HttpResponse& response);
    [[nodiscard]] Result<void> readLogin(const HttpResponse& response);
    [[nodiscard]] Result<void> readPush(const HttpResponse& response);
    [[nodiscard]] Result<bool> settle(const community::OutboxItem& item, const pb::sync::Answer& answer);
    [[nodiscard]] Result<void> readCarry(const HttpResponse& response);
    [[nodiscard]] Result<std::optional<HttpRequest>> makePull();
    [[nodiscard]] Result<HttpRequest> pullRequest(std::uint64_t after) const;
    [[nodiscard]] Result<bool> mayGather(const pb::sync::LogPage& page);
    [[nodiscard]] Result<void> readSnapshot(const HttpResponse& response);
    [[nodiscard]] Result<void> readPull(const HttpResponse& response);
    [[nodiscard]] Result<std::optional<HttpRequest>> makeRefill();
    [[nodiscard]] Result<void> readRefill(const HttpResponse& response);
    [[nodiscard]] Result<void> offerRefill(const Error& trouble);
    [[nodiscard]] Result<void> followEpoch(ByteView epoch);
    [[nodiscard]] Result<void> offerPhotosAgain();
    [[nodiscard]] Result<void> readPhotoUp(const HttpResponse& response);
    [[nodiscard]] Result<void> readPhotoDown(const HttpResponse& response);
    [[nodiscard]] Result<void> tendOwn();
    [[nodiscard]] Result<void> listPhotos();
    [[nodiscard]] HttpRequest request(std::string method, std::string_view rest) const;
    void stop(Error error);
    [[nodiscard]] PhotoQueue& photoQueue() { return m_options.queue != nullptr ? *m_options.queue : *m_ownQueue; }
    [[nodiscard]] Promises& promises() { return m_options.promises != nullptr ? *m_options.promises : m_ownPromises; }

    SyncParts m_parts;
    Options m_options;
    Step m_step;
    std::string m_token;
    Bytes m_nonce;
    bool m_healed = false; ///< within this session: what is refused after that stays refused
    Promises m_ownPromises;
    PageParts m_ownParts;
    std::optional<PhotoQueue> m_ownQueue;
    bool m_loggedIn = false; ///< within this session: a second "who are you" is an error
    std::int64_t m_pushedUpTo = 0;
    std::uint64_t m_askedAfter = 0;          ///< by the newest pull
    PageBatch m_pages;                       ///< pulled, not yet stored
    bool m_whole = false;                    ///< own entries come with their bytes: this phone misses some
    std::optional<SnapshotFetch> m_snapshot; ///< looked for once, where there is no log yet
    std::optional<RefillOffer> m_refill;     ///< offered once
    Error m_refillTrouble;                   ///< why
    std::vector<community::OutboxItem> m_batch;
    CarriedPush m_carried;
    bool m_ownWait = false; ///< the hub has asked to wait with own operations
    std::deque<Hash> m_uploads;
    int m_misses = 0;                        ///< photos that the hub did not have
    std::optional<PhotoUpload> m_upload;     ///< of the first of m_uploads
    std::optional<PhotoDownload> m_download; ///< of what m_queue said last
    SyncOutcome m_outcome;
};

} // namespace linli::sync
