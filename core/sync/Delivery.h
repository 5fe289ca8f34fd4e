// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Ids.h"
#include "core/sync/Exchange.h"
#include "core/sync/sync.pb.h"

namespace linli::sync {

/// Brings the sidecar file of a phone that has lost its keys to the hub, which alone can open it then (core/community/Sidecar.h).
class Delivery final : public Exchange {
public:
    /// "sidecar.unreadable" when the file is no sidecar.
    [[nodiscard]] static Result<Delivery> of(Bytes file);
    [[nodiscard]] std::optional<HttpRequest> nextRequest() override;
    void onResponse(Result<HttpResponse> response) override;
    /// What became of each operation in it, or why nothing did.
    [[nodiscard]] const Result<pb::sync::PushAnswer>& outcome() const { return m_outcome; }

private:
    Delivery(Bytes file, const CommunityId& community) : m_file(std::move(file)), m_community(community) {}
    Bytes m_file;
    CommunityId m_community;
    bool m_asked = false;
    Result<pb::sync::PushAnswer> m_outcome;
};

inline constexpr std::string_view sidecarType = "application/vnd.linli.sidecar";

} // namespace linli::sync
