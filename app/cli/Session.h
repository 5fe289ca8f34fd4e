// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Json.h"
#include "app/cli/Platform.h"
#include "core/community/Home.h"

#include <optional>
#include <vector>

namespace linli::cli {

/// One run of `linli` on one home: opens it, stores photos and operations, prints the answer.
///
/// Invariant: what a rule refuses leaves nothing behind, not even the photos that were to go with it.
/// Threads: one. Owner: run().
class Session {
public:
    Session(std::filesystem::path folder, const Platform& platform);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] Result<void> open();
    [[nodiscard]] community::Home& home() { return *m_home; } ///< after open() only
    [[nodiscard]] store::Database& db() { return m_home->replica().db(); }
    [[nodiscard]] const Platform& platform() const { return m_platform; }
    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] crypto::KeyVault& vault() { return *m_vault; }
    /// The log's time as this phone knows it; what "+2h" is counted from.
    [[nodiscard]] Result<Timestamp> now();

    /// Reads, re-encodes and stores pictures. Codes: "file.missing", "photo.too_large", "photo.not_an_image", the store's.
    [[nodiscard]] Result<std::vector<Hash>> addPhotos(const std::vector<std::filesystem::path>& files);

    /// Decides, signs and stores an own operation.
    template <class Facts, class Content>
    [[nodiscard]] Result<OpId> submit(std::string_view kind, const Facts& facts, const Content& content,
                                      log::Audience audience = {})
    {
        return submitDraft({std::string(kind), toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()),
                            std::move(audience)});
    }
    /// As submit(), and prints {"id": …}.
    template <class Facts, class Content>
    [[nodiscard]] Result<void> post(std::string_view kind, const Facts& facts, const Content& content,
                                    log::Audience audience = {})
    {
        LINLI_TRY(const OpId id, submit(kind, facts, content, std::move(audience)));
        print({{"id", toText(id)}});
        return {};
    }

    /// One line of JSON on standard output, flushed: whoever waits for the line reads it now.
    static void print(const Json& answer);

private:
    [[nodiscard]] Result<OpId> submitDraft(const community::Replica::Draft& draft);
    [[nodiscard]] Result<Hash> addPhoto(const std::filesystem::path& file);

    std::filesystem::path m_folder;
    const Platform& m_platform;
    std::unique_ptr<crypto::KeyVault> m_vault;
    std::optional<community::Home> m_home;
    std::vector<Hash> m_newPhotos; ///< not shown by any operation yet
};

} // namespace linli::cli
