// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/hub/HubStorage.h"

#include <mutex>

namespace linli::hub {

/// The photos of one community. Threads: any.
class PhotoShelf {
public:
    explicit PhotoShelf(std::unique_ptr<PhotoBox> store) : m_store(std::move(store)) {}
    /// "photo.not_jpeg", "photo.too_large" (Invalid), "photo.wrong_hash" (Integrity). Storing it again changes nothing.
    [[nodiscard]] Result<void> put(const Hash& name, ByteView jpeg);
    [[nodiscard]] Result<std::optional<Bytes>> find(const Hash& name);
    /// Removes what the log says is to be erased; a crash in between leaves it to the next call.
    [[nodiscard]] Result<void> erase(LogStore& log);

private:
    std::mutex m_mutex;
    std::unique_ptr<PhotoBox> m_store;
};

} // namespace linli::hub
