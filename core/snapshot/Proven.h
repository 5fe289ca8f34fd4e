// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/Entry.h"
#include "core/log/Merkle.h"
#include "core/log/log.pb.h"

#include <google/protobuf/repeated_field.h>

namespace linli::snapshot {

/// Entries with the proof that all of them are in the log. "snapshot.malformed", "snapshot.not_in_log" (Integrity).
[[nodiscard]] Result<std::vector<log::Entry>>
readProven(const google::protobuf::RepeatedPtrField<pb::log::Entry>& entries,
           const google::protobuf::RepeatedPtrField<std::string>& proof, const log::LogState& log);

} // namespace linli::snapshot
