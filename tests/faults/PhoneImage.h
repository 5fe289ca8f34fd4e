// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/unit/community/Scene.h"

namespace linli::test {

/// A resident's phone in the middle of its day, as files: taken while its store was open, so that the write-ahead log is
/// hot, as after a crash. Reports of its own wait in the outbox, some of them in the hub's log already; entries of others
/// wait at the hub. Copies of it are opened, used, broken and checked.
class PhoneImage {
public:
    PhoneImage();

    /// A fresh copy of the files, in a folder that the image owns; the copy before it is gone.
    [[nodiscard]] std::filesystem::path copy();
    [[nodiscard]] std::filesystem::path copyOf(const std::filesystem::path& from);
    [[nodiscard]] std::filesystem::path emptyFolder();
    [[nodiscard]] std::filesystem::path
    older(); ///< the phone's files this morning, closed, before waiting() was written
    [[nodiscard]] Result<community::Home> open(const std::filesystem::path& folder);
    [[nodiscard]] Result<community::Home> recover(const std::filesystem::path& folder);

    [[nodiscard]] TestHub& hub() { return m_scene.hub; }
    [[nodiscard]] Timestamp now() { return m_scene.hub.now(); }
    /// The page of the hub's log that this home is to apply next.
    [[nodiscard]] pb::sync::LogPage nextPage(community::Home& home);

    [[nodiscard]] const Hash& hubDigest() const { return m_hubDigest; } ///< community state when all is applied

    const std::vector<OpId>& waiting() const { return m_waiting; } ///< own reports that the hub has not seen
    const std::vector<OpId>& unseen() const { return m_unseen; }   ///< own reports in the log, not known to the phone

private:
    Scene m_scene;
    int m_copies = 0;
    std::filesystem::path m_last;
    std::vector<OpId> m_waiting;
    std::vector<OpId> m_unseen;
    Hash m_hubDigest{};
};

/// A report that the home accepted; the submit's own error otherwise.
[[nodiscard]] Result<OpId> saveReport(community::Home& home, const std::string& text, Timestamp now);

// What must hold of every store that opens; each says what does not, empty when all is well.

/// SQLite's and SQLCipher's own checks of both files.
[[nodiscard]] std::string filesAreWhole(community::Home& home);
/// The entries hash to the root that the store believes in.
[[nodiscard]] std::string logIsTheRoots(community::Home& home);
/// Own operations that wait link to each other without a gap.
[[nodiscard]] std::string chainHasNoGap(community::Home& home);
/// It takes in the rest of the hub's log and then agrees with the hub about the state.
[[nodiscard]] std::string catchesUp(community::Home& home, PhoneImage& image);
/// The operation waits in the outbox, with its effect on top, or is in the log.
[[nodiscard]] std::string isThere(community::Home& home, const OpId& report);

} // namespace linli::test
