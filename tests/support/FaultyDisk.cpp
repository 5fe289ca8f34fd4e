// SPDX-License-Identifier: Apache-2.0
#include "tests/support/FaultyDisk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace linli::test {
namespace {

constexpr std::size_t sectorBytes = 512;

Bytes contentOf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    Bytes content(in ? static_cast<std::size_t>(in.tellg()) : 0);
    in.seekg(0);
    in.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()));
    return content;
}

void put(const std::string& path, const Bytes& content)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

bool coin(std::mt19937& random)
{
    return random() % 2 == 0;
}

} // namespace

TrackedFile::TrackedFile(std::string path, bool isNew) : m_path(std::move(path)), m_exists(!isNew)
{
    if (m_exists)
        m_durable = contentOf(m_path);
}

void TrackedFile::write(std::uint64_t offset, ByteView bytes)
{
    m_unsynced.push_back({offset, Bytes(bytes.begin(), bytes.end()), false});
}

void TrackedFile::truncate(std::uint64_t size)
{
    m_unsynced.push_back({size, {}, true});
}

bool TrackedFile::sync()
{
    for (const Change& change : std::exchange(m_unsynced, {}))
        apply(change, m_durable);
    return !std::exchange(m_exists, true);
}

bool TrackedFile::isOnDisk() const
{
    Bytes content = m_durable;
    for (const Change& change : m_unsynced)
        apply(change, content);
    return content == contentOf(m_path);
}

void TrackedFile::apply(const Change& change, Bytes& content)
{
    const auto at = static_cast<std::size_t>(change.offset);
    if (change.truncates) {
        content.resize(std::min(content.size(), at));
        return;
    }
    content.resize(std::max(content.size(), at + change.bytes.size()));
    std::ranges::copy(change.bytes, content.begin() + static_cast<std::ptrdiff_t>(at));
}

std::vector<TrackedFile::Change> TrackedFile::sectorsOf(const Change& change)
{
    std::vector<Change> parts;
    const ByteView bytes = change.bytes;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t inSector = (static_cast<std::size_t>(change.offset) + at) % sectorBytes;
        const std::size_t size = std::min(sectorBytes - inSector, bytes.size() - at);
        const ByteView part = bytes.subspan(at, size);
        parts.push_back({change.offset + at, Bytes(part.begin(), part.end()), false});
        at += size;
    }
    return parts;
}

void TrackedFile::settle(std::mt19937& random, bool loseAll) const
{
    if (!std::filesystem::exists(m_path))
        return; // renamed or removed behind SQLite's back
    if (!m_exists && (loseAll || coin(random))) {
        std::filesystem::remove(m_path);
        return;
    }
    Bytes content = m_durable;
    for (const Change& change : m_unsynced) {
        const auto fate = loseAll ? 0 : random() % 3; // lost, kept, torn
        if (fate == 1)
            apply(change, content);
        if (fate == 2)
            for (const Change& sector : sectorsOf(change))
                if (coin(random))
                    apply(sector, content);
    }
    put(m_path, content);
}

void FaultyDisk::arm(Fault fault)
{
    m_fault = fault;
    m_calls = 0;
}

DiskAnswer FaultyDisk::ask(DiskCall call)
{
    const bool ofWritesOnly = m_fault.kind == Fault::Kind::Cut || m_fault.kind == Fault::Kind::Full;
    if (ofWritesOnly && call != DiskCall::Write)
        return DiskAnswer::Works;
    ++m_calls;
    if (!struck())
        return DiskAnswer::Works;
    const bool now = m_calls == m_fault.at;
    switch (m_fault.kind) {
    case Fault::Kind::Once:
        return now ? DiskAnswer::Fails : DiskAnswer::Works;
    case Fault::Kind::Cut:
        return now ? DiskAnswer::HalfWorks : DiskAnswer::Works;
    case Fault::Kind::Full:
        return DiskAnswer::Full;
    case Fault::Kind::PowerOff:
        break;
    }
    return DiskAnswer::Fails;
}

void FaultyDisk::heal(std::uint32_t seed, bool cutNow)
{
    if (isOff() || cutNow) {
        std::mt19937 random(seed);
        for (const auto& [path, file] : m_removed)
            if (!std::filesystem::exists(path) && (seed == 0 || coin(random))) {
                put(path, {});
                file->settle(random, seed == 0);
            }
        for (const auto& [path, file] : m_files)
            file->settle(random, seed == 0);
    }
    arm({});
    m_files.clear();
    m_removed.clear();
    m_all.clear();
}

TrackedFile& FaultyDisk::open(const std::string& path, bool isNew)
{
    TrackedFile*& file = m_files[path];
    if (file == nullptr || isNew || (file->users == 0 && !file->isOnDisk())) {
        m_all.push_back(std::make_unique<TrackedFile>(path, isNew));
        file = m_all.back().get();
    }
    ++file->users;
    return *file;
}

void FaultyDisk::sync(TrackedFile& file)
{
    // SQLite syncs a file's folder with the first sync of the file, and with it what was removed there.
    if (file.sync())
        m_removed.clear();
}

void FaultyDisk::removed(const std::string& path, bool durably)
{
    const auto file = m_files.find(path);
    if (file == m_files.end())
        return;
    if (!durably)
        m_removed.insert_or_assign(path, file->second);
    m_files.erase(file);
}

} // namespace linli::test
