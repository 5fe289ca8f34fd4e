// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/PhoneImage.h"

#include "core/sync/PageCheck.h"

namespace linli::test {
namespace {

namespace fs = std::filesystem;

std::string textOf(const OpId& op)
{
    return toText(op);
}

template <class T> std::string problemOf(std::string_view where, const Result<T>& result)
{
    return std::string(where) + ": " + result.error().code + " " + result.error().detail;
}

std::string databaseIsWhole(store::Database& db)
{
    const auto text = [](const store::Row& row) { return row.text(0); };
    // SQLCipher's check reads the file alone, whose newest pages may still be in the write-ahead log.
    const auto moved = db.all("PRAGMA wal_checkpoint(TRUNCATE)", {}, text);
    if (!moved)
        return problemOf("wal_checkpoint", moved);
    const auto structure = db.all("PRAGMA integrity_check", {}, text);
    if (!structure)
        return problemOf("integrity_check", structure);
    if (*structure != std::vector<std::string>{"ok"})
        return "integrity_check: " + (structure->empty() ? std::string() : structure->front());
    const auto pages = db.all("PRAGMA cipher_integrity_check", {}, text);
    if (!pages)
        return problemOf("cipher_integrity_check", pages);
    const auto keys = db.count("SELECT count(*) FROM pragma_foreign_key_check");
    if (!keys || *keys != 0)
        return "foreign_key_check";
    return pages->empty() ? std::string() : "cipher_integrity_check: " + pages->front();
}

} // namespace

PhoneImage::PhoneImage()
{
    TestPhone& li = m_scene.li;
    li.sync();
    m_unseen = {report(li, "楼道灯不亮"), report(li, "下水道堵了")};
    const auto written = li.replica().outbox().items().value();
    for (const auto& item : written)
        if (!m_scene.hub.sequence(item.operation).entry)
            qFatal("the hub does not take a report");
    for (int i = 0; i < 6; ++i)
        report(m_scene.wang, "别人写的第" + std::to_string(i) + "条");
    comment(m_scene.wang, report(m_scene.wang, "电梯停了"), "等了一小时");
    if (!m_scene.wang.sync().empty())
        qFatal("wang cannot sync");
    li.close(); // moves the write-ahead log into the file
    fs::copy(m_scene.path("li"), m_scene.path("older"), fs::copy_options::recursive);
    if (!li.reopen().empty())
        qFatal("li's phone does not open");
    m_waiting = {report(li, "门禁坏了"), report(li, "路灯坏了")};
    const OpId regretted = report(li, "写错了");
    if (!li.replica().discard(regretted, now()))
        qFatal("nothing to discard");
    fs::copy(m_scene.path("li"), m_scene.path("image"), fs::copy_options::recursive);
    li.close();
    m_hubDigest = communityDigest(m_scene.hub.replica());
    m_scene.hub.makeSnapshot();
}

fs::path PhoneImage::emptyFolder()
{
    if (!m_last.empty())
        fs::remove_all(m_last);
    m_last = m_scene.path("copies") / std::to_string(++m_copies);
    fs::create_directories(m_last);
    return m_last;
}

fs::path PhoneImage::copyOf(const fs::path& from)
{
    const fs::path folder = emptyFolder();
    for (const auto& file : fs::directory_iterator(from))
        fs::copy_file(file.path(), folder / file.path().filename());
    return folder;
}

fs::path PhoneImage::copy()
{
    return copyOf(m_scene.path("image"));
}

Result<community::Home> PhoneImage::open(const fs::path& folder)
{
    return community::Home::open(folder, m_scene.li.vault);
}

Result<community::Home> PhoneImage::recover(const fs::path& folder)
{
    return community::Home::recover(folder, m_scene.li.vault);
}

fs::path PhoneImage::older()
{
    return m_scene.path("older");
}

pb::sync::LogPage PhoneImage::nextPage(community::Home& home)
{
    constexpr std::size_t entries = 5; // several pages
    return m_scene.hub.page(home.replica().confirmed().size, entries, home.identity().device);
}

Result<OpId> saveReport(community::Home& home, const std::string& text, Timestamp now)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text);
    return home.replica().submit(
        home.identity(),
        {"hazards.report", toBytes(facts.SerializeAsString()), toBytes(content.SerializeAsString()), {}}, now);
}

std::string filesAreWhole(community::Home& home)
{
    if (const std::string fault = databaseIsWhole(home.replica().db()); !fault.empty())
        return fault;
    auto photos = home.openPhotoReader();
    if (!photos)
        return problemOf("photos", photos);
    const auto all = photos->all();
    return all ? std::string() : problemOf("photos", all);
}

std::string logIsTheRoots(community::Home& home)
{
    constexpr std::size_t plenty = 10'000;
    const auto entries = home.replica().entriesAfter(Seq{}, plenty);
    if (!entries)
        return problemOf("entries", entries);
    log::MerkleFrontier frontier;
    for (const log::Entry& entry : *entries)
        frontier.append(entry.leafHash());
    return frontier.state() == home.replica().confirmed() ? std::string() : "the root is not that of the entries";
}

std::string chainHasNoGap(community::Home& home)
{
    const auto items = home.replica().outbox().items();
    if (!items)
        return problemOf("outbox", items);
    const community::OutboxItem* before = nullptr;
    for (const community::OutboxItem& item : *items) {
        const auto header = log::decodeHeader(item.operation.header);
        if (!header || !log::signatureHolds(item.operation, home.identity().signing.publicKey()))
            return "an operation in the outbox is not what was signed";
        if (before != nullptr && (item.deviceSeq != before->deviceSeq + 1 ||
                                  header->place.prevHash != std::optional(before->operation.hash())))
            return "the chain has a gap before " + std::to_string(item.deviceSeq);
        before = &item;
    }
    return {};
}

std::string catchesUp(community::Home& home, PhoneImage& image)
{
    for (bool more = true; more;) {
        const auto page = image.nextPage(home);
        const auto applied = sync::applyLogPage(home.replica(), page, image.now());
        if (!applied)
            return problemOf("catching up", applied);
        more = page.more();
    }
    const auto digests = home.replica().digests();
    if (!digests)
        return problemOf("digests", digests);
    return digests->community == image.hubDigest() ? std::string() : "the digest is not the hub's";
}

std::string isThere(community::Home& home, const OpId& report)
{
    const auto item = home.replica().outbox().find(report);
    const auto seq = home.replica().seqOf(report);
    const auto rows = home.replica().db().count("SELECT count(*) FROM hazard WHERE id = ?1", {report});
    if (!item || !seq || !rows)
        return "cannot look for " + textOf(report);
    if (!*item && !*seq)
        return "lost: " + textOf(report);
    return *rows == 1 ? std::string() : "no effect of " + textOf(report);
}

} // namespace linli::test
