// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sync/Transport.h"

namespace linli::sync {

/// One photo on its way to the hub by tus 1.0, as a state machine without I/O: asks how much the hub has, begins the upload where
/// it has nothing, sends the rest in chunks.
///
/// Invariant: done() only after the hub said, in tus' own words, that it has as many bytes as the photo. Nothing is remembered on
/// the phone: after a crash of either side the question is asked again. Threads: one.
class PhotoUpload {
public:
    PhotoUpload(const Hash& photo, Bytes jpeg) : m_photo(photo), m_jpeg(std::move(jpeg)) {}

    [[nodiscard]] const Hash& photo() const { return m_photo; }
    [[nodiscard]] bool done() const { return m_step == Step::Done; }
    /// Path below the community, headers, body; token and deadline are the caller's.
    [[nodiscard]] HttpRequest nextRequest() const;
    /// "hub.not_a_hub" (Unreachable) for an answer that is not tus, and when the hub goes back and forth; else the hub's own
    /// Problem.
    [[nodiscard]] Result<void> onResponse(const HttpResponse& response);

private:
    enum class Step { Ask, Begin, Send, Done };
    [[nodiscard]] Result<void> readAsk(const HttpResponse& response);
    [[nodiscard]] Result<void> readBegin(const HttpResponse& response);
    [[nodiscard]] Result<void> readSend(const HttpResponse& response);
    [[nodiscard]] Result<void> goOnFrom(const HttpResponse& response);
    [[nodiscard]] ByteView chunk() const;

    Hash m_photo;
    Bytes m_jpeg;
    Step m_step = Step::Ask;
    std::size_t m_offset = 0;
    int m_questions = 0; ///< how often the hub's answer led back to asking
};

} // namespace linli::sync
