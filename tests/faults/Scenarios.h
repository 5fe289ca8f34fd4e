// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/faults/PhoneImage.h"

#include <functional>
#include <span>

namespace linli::test {

/// What one run of a scenario works with, and what it was promised while the disk was failing.
struct FaultRun {
    PhoneImage& image;
    std::filesystem::path folder;
    platform::FakeKeyVault vault; ///< for homes that are made in the run
    std::optional<community::Home> home;

    std::vector<OpId> saved;        ///< acknowledged reports
    std::vector<OpId> discarded;    ///< acknowledged discards
    std::vector<Hash> photos;       ///< acknowledged pictures
    std::uint64_t confirmed = 0;    ///< size of the log after the last acknowledged page
    std::optional<OpId> queuedJoin; ///< acknowledged
    bool joined = false;            ///< finishJoining() was acknowledged
    std::size_t pages = 0;          ///< of a snapshot, stored; a process that dies loses none of them
};

/// Something a phone does with its disk. To put a new one under the faults, add a row to scenarios().
struct FaultScenario {
    enum class Start {
        Nothing, ///< an empty folder
        Closed,  ///< the image's files
        Open     ///< the image, opened before the disk begins to fail
    };
    const char* name;
    Start start;
    /// Notes what was acknowledged; ends at the first error. Is run again, once, when a fault that has passed made it fail.
    std::function<Result<void>(FaultRun&)> act;
    /// In place of what is looked for where a scenario says nothing else.
    std::function<std::string(FaultRun&)> check{};
    /// What became of the files before, while the disk worked.
    std::function<void(FaultRun&)> prepare{};
};
[[nodiscard]] std::span<const FaultScenario> scenarios();

/// Opens what a run left behind with a disk that works, and looks for what it was promised. Empty when all is there.
[[nodiscard]] std::string checkPromises(const FaultScenario& scenario, FaultRun& run);

} // namespace linli::test
