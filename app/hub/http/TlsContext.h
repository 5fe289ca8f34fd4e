// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace boost::asio::ssl {
class context;
}

namespace linli::hub {

struct TlsFiles {
    std::filesystem::path certificate; ///< PEM, the chain after it
    std::filesystem::path key;         ///< PEM, without a password
};

/// The hub's certificate, as it was last read. Invariant: what current() gives is whole; a reload that fails changes nothing.
/// TLS 1.2 and 1.3, in the order that the hub prefers. Threads: any.
class TlsContext {
public:
    /// "hub.tls_certificate", "hub.tls_key" (Invalid): unreadable, no PEM, or not made for each other.
    [[nodiscard]] static Result<std::unique_ptr<TlsContext>> load(TlsFiles files);
    /// Reads the files again; connections that are open keep the certificate they began with.
    [[nodiscard]] Result<void> reload();
    [[nodiscard]] std::shared_ptr<boost::asio::ssl::context> current();

private:
    explicit TlsContext(TlsFiles files) : m_files(std::move(files)) {}
    const TlsFiles m_files;
    std::mutex m_mutex;
    std::shared_ptr<boost::asio::ssl::context> m_current;
};

} // namespace linli::hub
