// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/community/PhotoStore.h"
#include "core/crypto/KeyVault.h"
#include "core/sync/Transport.h"

#include <filesystem>
#include <functional>

namespace linli::cli {

/// The device as the command line sees it: ports only. main.cpp fills it; all outlive the run.
struct Platform {
    std::function<std::unique_ptr<crypto::KeyVault>(const std::filesystem::path& home)> openVault;
    /// "hub.bad_url"
    std::function<Result<std::unique_ptr<sync::Transport>>(const std::string& hubUrl)> connect;
    community::ImageCodec& codec;
    const Clock& clock;
};

} // namespace linli::cli
