// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/Bench.h"

#include "tests/bench/Need.h"

#include <cstdio>

namespace linli::bench {

Scale Scale::tiny()
{
    Scale scale;
    scale.reports = 60;
    scale.manyReports = 300;
    scale.bigReports = 200;
    scale.samples = 20;
    scale.phones = 8;
    scale.livePhones = 30;
    scale.pushesPerPhone = 10;
    scale.followed = 2'000;
    scale.photoBytes = 60'000;
    scale.bitsPerSecond = 8e6;
    scale.roundTrip = std::chrono::milliseconds(20);
    scale.cutSync = std::chrono::milliseconds(400);
    scale.cutPhoto = std::chrono::milliseconds(400);
    return scale;
}

Bench::~Bench()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_work, ignored);
}

std::filesystem::path Bench::fresh(const std::string& name)
{
    std::filesystem::create_directories(m_work);
    return m_work / (name + "-" + std::to_string(++m_folders));
}

void Bench::say(const std::string& text) const
{
    std::fprintf(stderr, "  %s\n", text.c_str());
}

const Town& Bench::town(std::size_t reports)
{
    auto& town = m_towns[reports];
    if (!town) {
        const Stopwatch watch;
        Town::Size size{.reports = reports, .residents = std::max<std::size_t>(m_scale.phones, 40)};
        town = std::make_unique<Town>(fresh("town"), size);
        say("a town with " + std::to_string(reports) + " reports in " + std::to_string(town->entries()) +
            " entries, made in " + std::to_string(static_cast<int>(watch.seconds())) + " s");
    }
    return *town;
}

std::vector<Measured> notMeasured(std::size_t rows, const std::string& why)
{
    return std::vector<Measured>(rows, Measured{std::nullopt, std::nullopt, why});
}

std::vector<Group> allGroups()
{
    return {saveGroup(),    bulkGroup(),   textGroup(),  firstGroup(),    bytesGroup(),   slowGroup(),
            manyGroup(),    uploadGroup(), liveGroup(),  liveSlowGroup(), nothingGroup(), hubGroup(),
            skippedGroup(), memoryGroup(), phoneGroup(), diskGroup(),     photoGroup()};
}

} // namespace linli::bench
