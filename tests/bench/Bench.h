// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/Row.h"
#include "tests/bench/Town.h"

#include <functional>
#include <map>
#include <memory>

namespace linli::bench {

/// How much of everything. full() is the table; tiny() proves in seconds that every row can be measured.
struct Scale {
    std::size_t reports = 10'000;
    std::size_t manyReports = 100'000;
    std::size_t bigReports = 53'000; ///< with what follows them about 100,000 entries
    std::size_t samples = 500;       ///< single reports, one after the other
    std::size_t phones = 200;
    std::size_t livePhones = 2'000;
    std::size_t pushesPerPhone = 250;
    std::size_t followed = 1'000'000; ///< entries that readers follow
    std::size_t photoBytes = 3'000'000;
    double bitsPerSecond = 1e6;
    std::chrono::milliseconds roundTrip{100};
    std::chrono::milliseconds cutSync{3'000};
    std::chrono::milliseconds cutPhoto{8'000};
    [[nodiscard]] static Scale full() { return {}; }
    [[nodiscard]] static Scale tiny();
};

/// What the groups share: the scale, a folder on a real disk, the towns they measure in. Threads: one.
class Bench {
public:
    Bench(Scale scale, std::filesystem::path work) : m_scale(scale), m_work(std::move(work)) {}
    ~Bench();
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    [[nodiscard]] const Scale& scale() const { return m_scale; }
    /// A new, empty folder's path; its parent exists, it does not.
    [[nodiscard]] std::filesystem::path fresh(const std::string& name);
    /// Progress, on stderr.
    void say(const std::string& text) const;
    /// Made when first asked for, then kept: groups serve copies of it.
    [[nodiscard]] const Town& town(std::size_t reports);

private:
    Scale m_scale;
    std::filesystem::path m_work;
    int m_folders = 0;
    std::map<std::size_t, std::unique_ptr<Town>> m_towns;
};

/// Rows that are measured together.
struct Group {
    std::string name;
    std::string what;
    std::vector<Spec> rows;
    /// One Measured for each row, in order. Trouble is thrown.
    std::function<std::vector<Measured>(Bench&)> measure;
};

/// All groups, in the order of the table.
[[nodiscard]] std::vector<Group> allGroups();

// One file each.
[[nodiscard]] Group saveGroup();
[[nodiscard]] Group bulkGroup();
[[nodiscard]] Group textGroup();
[[nodiscard]] Group firstGroup();
[[nodiscard]] Group bytesGroup();
[[nodiscard]] Group slowGroup();
[[nodiscard]] Group manyGroup();
[[nodiscard]] Group uploadGroup();
[[nodiscard]] Group liveGroup();
[[nodiscard]] Group liveSlowGroup();
[[nodiscard]] Group nothingGroup();
[[nodiscard]] Group hubGroup();
[[nodiscard]] Group skippedGroup();
[[nodiscard]] Group memoryGroup();
[[nodiscard]] Group phoneGroup();
[[nodiscard]] Group diskGroup();
[[nodiscard]] Group photoGroup();

/// For every row of a group that cannot be measured.
[[nodiscard]] std::vector<Measured> notMeasured(std::size_t rows, const std::string& why);

} // namespace linli::bench
