// SPDX-License-Identifier: Apache-2.0
#include "core/sync/PageCheck.h"
#include "tests/fuzz/Edits.h"
#include "tests/fuzz/World.h"

using namespace linli;
using namespace linli::test;
namespace fs = std::filesystem;

namespace {

/// A phone that is behind, and the hub's page for it.
class Receiver {
public:
    Receiver()
    {
        TestPhone& phone = m_world.phone('s');
        const auto page = m_world.hub().page(phone.replica().confirmed().size, 500, phone.home().identity().device);
        demand(page.entries_size() > 10, "nothing to receive");
        truth = toBytes(page.SerializeAsString());
        const auto entries = m_world.hub().replica().entriesAfter(Seq{}, 10'000);
        for (const log::Entry& entry : *entries)
            m_tree.append(entry.leafHash());
        phone.close();
        begin();
        demand(sync::applyLogPage(m_home->replica(), page, m_world.hub().now()).has_value(),
               "the true page is refused");
        begin();
    }

    /// Spoilt or not: it is the truth that is taken in, or nothing.
    void receive(const pb::sync::LogPage& page)
    {
        const log::LogState before = m_home->replica().confirmed();
        const auto taken = sync::applyLogPage(m_home->replica(), page, m_world.hub().now());
        const log::LogState after = m_home->replica().confirmed();
        if (!taken)
            return demand(after == before, "a refused page has changed the state");
        demand(after.size <= m_tree.size() && after.root == m_tree.rootAt(after.size), "an untrue page was taken");
        if (after != before)
            begin();
    }

    Bytes truth;

private:
    void begin()
    {
        m_home.reset();
        const fs::path folder = m_world.folder("copy");
        fs::remove_all(folder);
        fs::copy(m_world.folder("s"), folder, fs::copy_options::recursive);
        auto home = community::Home::open(folder, m_world.phone('s').vault);
        demand(home.has_value(), "the phone does not open");
        m_home.emplace(std::move(*home));
    }

    World m_world;
    std::optional<community::Home> m_home;
    log::MerkleTree m_tree;
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Receiver receiver;
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    const bool whole = data[0] % 2 == 0; // the input is the page, or edits of the true one
    const Bytes bytes = whole ? Bytes(rest.begin(), rest.end()) : edited(receiver.truth, rest);
    pb::sync::LogPage page;
    if (page.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        receiver.receive(page);
    return 0;
}
