// SPDX-License-Identifier: Apache-2.0
#include "core/sync/Messages.h"
#include "core/sync/sync.pb.h"
#include "tests/fuzz/Fuzz.h"

using namespace linli;
using namespace linli::test;

namespace {

template <class Message> void readAs(std::uint8_t way, ByteView bytes)
{
    Message message;
    const auto decoded = way == 2 ? sync::decodeFrame(bytes, message)
                                  : sync::decodeBody(way == 1 ? sync::zstdType : sync::plainType, bytes, message);
    if (!decoded)
        return;
    Message again;
    const sync::Body body = sync::encodeBody(message);
    demand(sync::decodeBody(body.contentType, body.bytes, again).has_value(), "what was read cannot be written");
    demand(again.SerializeAsString() == message.SerializeAsString(), "a message changes on its way");
    Message framed;
    demand(sync::decodeFrame(sync::encodeFrame(message), framed).has_value(), "a frame cannot be read back");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    constexpr void (*readers[])(std::uint8_t,
                                ByteView) = {readAs<pb::sync::HubInfo>,    readAs<pb::sync::ChallengeRequest>,
                                             readAs<pb::sync::Challenge>,  readAs<pb::sync::LoginRequest>,
                                             readAs<pb::sync::Login>,      readAs<pb::sync::Push>,
                                             readAs<pb::sync::PushAnswer>, readAs<pb::sync::LogPage>,
                                             readAs<pb::sync::Problem>};
    readers[data[0] % 16 % std::size(readers)](static_cast<std::uint8_t>(data[0] / 16 % 3), {data + 1, size - 1});
    return 0;
}
