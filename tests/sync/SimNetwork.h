// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/World.h"

namespace linli::sim {

/// One phone's way to the hub, in the world's weather. Requests and replies are delayed, lost, cut, doubled and overtake
/// each other; a live channel delivers in order until it breaks. Dies with the phone's process; what is under way then still
/// reaches the hub.
class SimTransport final : public sync::Transport {
public:
    SimTransport(World& world, SimPhone& phone) : m_world(world), m_phone(phone) {}
    void send(sync::HttpRequest request, std::function<void(Result<sync::HttpResponse>)> done) override;
    [[nodiscard]] std::unique_ptr<sync::LiveChannel> openLive(const std::string& path, const std::string& token,
                                                              LiveHandlers handlers) override;

private:
    World& m_world;
    SimPhone& m_phone;
};

} // namespace linli::sim
