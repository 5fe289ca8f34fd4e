// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/sync/SimPhone.h"

#include <google/protobuf/message_lite.h>

namespace linli::sim {

/// What the person with this phone does next: something sensible or something that the rules forbid, chosen by the world's
/// random numbers from what the phone's own store shows. Each act is submitted as the app would, or refused by the phone.
class Hand {
public:
    Hand(World& world, SimPhone& phone) : m_world(world), m_random(world.random), m_phone(phone) {}
    /// One act of any capability, erasing and discarding included.
    void act();

private:
    void members();
    void hazards();
    void plans();
    void polls();
    void events();
    void funds();
    void notices();
    void erase();
    void discard();
    void meet();
    void audit();

    /// A random row's first column (16 bytes) of a query; now and then an id that nobody has.
    [[nodiscard]] std::string anyId(std::string_view sql);
    [[nodiscard]] std::string anyText(std::string_view sql);
    [[nodiscard]] std::string words(); ///< now and then empty, which some rules refuse
    [[nodiscard]] std::string photo(); ///< hash of a new own photo
    [[nodiscard]] std::int64_t soon(); ///< ms since 1970, in some minutes; now and then past
    void submit(std::string_view kind, const google::protobuf::MessageLite& facts,
                const google::protobuf::MessageLite& content, log::Audience audience = {});

    World& m_world;
    Random& m_random;
    SimPhone& m_phone;
};

} // namespace linli::sim
