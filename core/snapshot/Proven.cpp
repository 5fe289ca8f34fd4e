// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/Proven.h"

#include "core/base/Encoding.h"
#include "core/snapshot/Columns.h"

namespace linli::snapshot {

Result<std::vector<log::Entry>> readProven(const google::protobuf::RepeatedPtrField<pb::log::Entry>& entries,
                                           const google::protobuf::RepeatedPtrField<std::string>& proof,
                                           const log::LogState& log)
{
    std::vector<log::Entry> read;
    std::vector<log::PlacedLeaf> leaves;
    for (const auto& in : entries) {
        LINLI_TRY(auto entry, log::fromProto(in));
        if (entry.stub.seq.value == 0)
            return malformed("an entry without a place");
        leaves.push_back({entry.stub.seq.value - 1, entry.leafHash()});
        read.push_back(std::move(entry));
    }
    std::vector<Hash> hashes;
    for (const std::string& bytes : proof) {
        const auto hash = toHash(bytes);
        if (!hash)
            return malformed("proof");
        hashes.push_back(*hash);
    }
    if (!log::joinedProofHolds(leaves, log, hashes))
        return fail(ErrorKind::Integrity, "snapshot.not_in_log");
    return read;
}

} // namespace linli::snapshot
