// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Bytes.h"
#include "core/base/Result.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// A bundle as a series of QR codes, shown over and over until the other phone has seen each of them once.
///
///     frame text = "LINLI1:" | base45(u16be index from 0 | u16be total | first 8 bytes of SHA-256(file) | part of the file)
///
/// All characters are of the QR alphanumeric mode, two of which take 11 bits.
namespace linli::sync {

inline constexpr std::string_view framePrefix = "LINLI1:";
/// So many bytes of the file in one code: about 620 characters, 81 modules: an older phone reads it from another's screen.
inline constexpr std::size_t framePartBytes = 400;
inline constexpr std::size_t maxFramePartBytes = 1000;
/// Longer series try the patience of two people who hold up their phones: then hand the file over.
inline constexpr std::size_t maxFrames = 250;

/// "bundle.too_long_for_codes" (Invalid) when it would take more than maxFrames. `partBytes`: 1 to maxFramePartBytes.
[[nodiscard]] Result<std::vector<std::string>> framesOf(ByteView file, std::size_t partBytes = framePartBytes);

/// Puts a series together again: frames in any order, any number of times. A frame of another series begins anew, since
/// the giver may have begun a new one.
///
/// Invariant: holds at most maxFrames parts of maxFramePartBytes. Threads: one.
class FrameCollector {
public:
    enum class Seen {
        NoFrame, ///< some other code, or a damaged one
        Again,   ///< was there already
        New,
        Complete ///< New, and the last one that was missing
    };
    Seen add(std::string_view text);
    [[nodiscard]] std::size_t received() const { return m_parts.size(); }
    [[nodiscard]] std::size_t total() const { return m_total; } ///< 0 before the first frame
    /// Indices from 0, ascending.
    [[nodiscard]] std::vector<std::size_t> missing() const;
    /// The file, once complete. "bundle.incomplete", "bundle.damaged" (Invalid) when the parts do not give what the frames
    /// said; then the collector is empty again.
    [[nodiscard]] Result<Bytes> take();

private:
    using Mark = std::array<std::uint8_t, 8>;
    void reset();
    Mark m_mark{};
    std::size_t m_total = 0;
    std::map<std::size_t, Bytes> m_parts;
};

} // namespace linli::sync
