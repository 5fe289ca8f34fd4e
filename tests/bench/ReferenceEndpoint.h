// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/crypto/Crypto.h"

#include <map>
#include <memory>
#include <string>

namespace linli::bench {

/// Where the reference endpoint puts operations: one durable commit for all that wait, as the hub's strand does.
class ReferenceStore {
public:
    struct Operation {
        std::string id;
        std::string bytes;
    };
    virtual ~ReferenceStore() = default;
    virtual void insert(const std::vector<Operation>& operations) = 0;
};
[[nodiscard]] std::unique_ptr<ReferenceStore> sqliteReference(const std::string& file);
/// Makes its table in that database.
[[nodiscard]] std::unique_ptr<ReferenceStore> postgresReference(const std::string& database);

/// What the hub would be without order, rules, state and checkpoints: an HTTP endpoint on Boost.Beast that takes the same pushes,
/// verifies each signature, inserts the bytes, and answers in the same form once they are durable. Two threads for connections and
/// one for the store, as in the hub. Threads: made and destroyed on one.
class ReferenceEndpoint {
public:
    using Keys = std::map<DeviceId, crypto::SigningPublicKey>;
    ReferenceEndpoint(Keys keys, std::unique_ptr<ReferenceStore> store);
    ~ReferenceEndpoint();
    ReferenceEndpoint(const ReferenceEndpoint&) = delete;
    ReferenceEndpoint& operator=(const ReferenceEndpoint&) = delete;
    [[nodiscard]] std::string url() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace linli::bench
