// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

#include <QNetworkReply>
#include <QPointer>

#include <optional>

namespace linli::platform {

/// One request under way: gathers the answer, gives up at its limits, delivers once.
///
/// Invariant: `done` is called from deliver() only, as the last thing it does, since it may destroy the transport.
/// Owner: the connections of its reply. Threads: its transport's.
class Exchange {
public:
    /// keepsPart: as HttpRequest says it.
    Exchange(QNetworkReply& reply, bool keepsPart, std::function<void(Result<sync::HttpResponse>)> done);
    void gather();
    void timeOut();
    void deliver();

private:
    void giveUp(std::string code);
    [[nodiscard]] Result<sync::HttpResponse> outcome();
    [[nodiscard]] bool hasPart() const;
    [[nodiscard]] sync::HttpResponse answer(bool whole);

    QPointer<QNetworkReply> m_reply;
    bool m_keepsPart;
    std::function<void(Result<sync::HttpResponse>)> m_done;
    Bytes m_body;
    std::optional<Error> m_failure;
};

} // namespace linli::platform
