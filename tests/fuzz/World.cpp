// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/World.h"

#include "core/base/Encoding.h"
#include "core/community/Meta.h"

namespace linli::test {

std::string nameOf(std::string_view thing)
{
    constexpr std::size_t between = 14;
    std::string name(thing);
    demand(name.size() <= between, "a name too long");
    name.resize(between, '-');
    return "<" + name + ">";
}

World::World()
{
    std::string name = (std::filesystem::temp_directory_path() / "linli-fuzz-XXXXXX").string();
    demand(mkdtemp(name.data()) != nullptr, "no temporary folder");
    m_folder = name;
    m_hub = std::make_unique<TestHub>(folder("hub"));
    joinAll();
    makeEverything();
}

World::~World()
{
    m_phones.clear();
    m_hub.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::filesystem::path World::folder(const std::string& name)
{
    std::filesystem::create_directories(m_folder / name);
    return m_folder / name;
}

TestPhone& World::phone(char who)
{
    return *m_phones.at(who);
}

void World::join(char who, const std::string& invite)
{
    auto phone = std::make_unique<TestPhone>(folder(std::string(1, who)), *m_hub);
    const std::string code = phone->join(invite, std::string("成员") + who);
    demand(code.empty(), std::string("cannot join: ") + who + " " + code);
    m_ids[nameOf(std::string("member-") + who)] = phone->home().member().value().str();
    m_ids[nameOf(std::string("device-") + who)] = phone->home().identity().device.str();
    m_phones[who] = std::move(phone);
}

void World::joinAll()
{
    using members::Role;
    join('a', m_hub->adminInvite());
    TestPhone& admin = phone('a');
    const std::tuple<char, Role, std::vector<std::string>> staff[] = {{'w', Role::Worker, {}},
                                                                      {'p', Role::Property, {}},
                                                                      {'c', Role::Captain, {"JY-1"}},
                                                                      {'t', Role::Treasurer, {}},
                                                                      {'u', Role::Auditor, {}}};
    for (const auto& [who, role, buildings] : staff) {
        const std::string invite = admin.inviteRole(role, buildings);
        demand(admin.sync().empty(), "the admin cannot sync");
        join(who, invite);
    }
    for (const auto& [who, household] : {std::pair{'r', "JY-1-1-101"}, {'s', "JY-2-1-102"}}) {
        const std::string invite = admin.inviteHousehold(household);
        demand(admin.sync().empty(), "the admin cannot sync");
        join(who, invite);
    }
}

/// Everybody knows everything afterwards, but for s, who has not synced since joining.
void World::makeEverything()
{
    for (const Example& example : examples(m_hub->now())) {
        if (example.makes.empty())
            continue;
        TestPhone& author = phone(example.who);
        demand(author.sync().empty(), "an author cannot sync");
        const OpId made = author.submitBytes(
            {example.kind, named(asBytes(example.facts)), named(asBytes(example.content)), log::Audience{}});
        demand(author.rejection.empty(), example.kind + " for " + example.makes + ": " + author.rejection);
        demand(author.sync().empty(), "an author cannot sync");
        m_ids[nameOf(example.makes)] = made.str();
    }
    // A phone of the staff may have the staff's key to share, which those before it in the round have not seen.
    const auto size = [&] { return m_hub->replica().confirmed().size; };
    for (std::uint64_t before = 0; before != size();) {
        before = size();
        for (const auto& [who, phone] : m_phones)
            demand(who == 's' || phone->sync().empty(), "somebody cannot sync");
    }
}

Bytes World::named(ByteView bytes) const
{
    std::string text = asString(bytes);
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1))
        if (const auto id = m_ids.find(text.substr(at, sizeof(OpId))); id != m_ids.end())
            text.replace(at, id->second.size(), id->second);
    return toBytes(text);
}

log::SignedOperation World::sign(char who, std::string_view kind, ByteView facts, ByteView content,
                                 const log::Audience& audience)
{
    TestPhone& author = phone(who);
    community::Meta meta(author.replica().db());
    log::Header header;
    header.op = OpId{crypto::uuidV7(m_hub->now())};
    header.community = m_hub->genesis().community;
    header.place.device = author.home().identity().device;
    header.place.seq = static_cast<std::uint64_t>(meta.integer(community::meta::chainSeq).value()) + 1;
    if (const auto hash = meta.find(community::meta::chainHash).value())
        header.place.prevHash = toHash(*hash);
    header.created = m_hub->now();
    header.kind = std::string(kind);
    header.audience = audience;
    header.facts = Bytes(facts.begin(), facts.end());
    return log::signOperation(header, content, author.home().identity().signing);
}

} // namespace linli::test
