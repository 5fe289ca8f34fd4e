// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/Session.h"

#include <map>

namespace linli::cli {

/// What every answer needs beside its own tables: who is who, and how far own operations got. Read once, for one answer.
class View {
public:
    [[nodiscard]] static Result<View> of(Session& session);

    [[nodiscard]] store::Database& db() const { return m_session->db(); }
    [[nodiscard]] community::Replica& replica() const { return m_session->home().replica(); }
    [[nodiscard]] const MemberId& self() const { return m_self; }
    [[nodiscard]] const DeviceId& device() const { return m_session->home().identity().device; }
    /// Null for nobody known, and when the name was erased.
    [[nodiscard]] Json name(const MemberId& member) const;
    /// "queued", "sending", "accepted", "rejected", "discarding"; "confirmed" for what the log holds.
    [[nodiscard]] std::string syncState(const OpId& op) const;
    /// {"by", "by_name", "datetime", "reason"} when what the operation said was hidden, else null.
    [[nodiscard]] Result<Json> erasure(const OpId& op) const;
    [[nodiscard]] Result<Json> photos(const OpId& op) const;

    /// {"author", "author_name"} and the operation's state.
    void addAuthor(Json& out, const OpId& op, const MemberId& author) const;

private:
    View() = default;
    Session* m_session = nullptr;
    MemberId m_self;
    std::map<MemberId, std::string> m_names;
    std::map<OpId, std::string> m_outbox;
};

} // namespace linli::cli
