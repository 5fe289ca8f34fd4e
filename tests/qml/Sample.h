// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/TestPhone.h"

#include <filesystem>

namespace linli::test {

/// What happened in the neighbourhood before a page test begins, made by the phones of an admin, a worker and a treasurer and by
/// the phone under test: 李阿姨, who lives in JY-1-1-101 and is captain of JY-1.
struct Sample {
    OpId hazard; ///< of 李阿姨, fixed, not answered yet
    OpId plan;
    OpId poll;      ///< of the plan, open for three days, 李阿姨's household has not voted
    OpId event;     ///< in two days, 李阿姨 is coming
    OpId lostEvent; ///< 李阿姨 signs up while it is being cancelled: the sign-up waits and will be rejected
    OpId notice;    ///< severe, for all
    OpId account;
    OpId entry;
    std::string usedInvite; ///< with which 李阿姨 came in
};

/// Leaves the phone under test synced, with one sign-up waiting that the hub will refuse.
[[nodiscard]] Sample playSample(TestHub& hub, TestPhone& admin, TestPhone& resident,
                                const std::filesystem::path& folder);

} // namespace linli::test
