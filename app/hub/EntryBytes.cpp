// SPDX-License-Identifier: Apache-2.0
#include "app/hub/EntryBytes.h"

#include "core/log/log.pb.h"

namespace linli::hub {

Bytes entryToBytes(const log::Entry& entry)
{
    pb::log::Entry out;
    log::toProto(entry, out);
    return toBytes(out.SerializeAsString());
}

Result<log::Entry> entryFromBytes(ByteView bytes)
{
    pb::log::Entry in;
    if (!in.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(ErrorKind::Store, "store.corrupt", "an entry of a refill");
    return log::fromProto(in);
}

} // namespace linli::hub
