// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/hazards/hazards.pb.h"
#include "tests/support/TestPhone.h"

#include <QTemporaryDir>

namespace linli::test {

inline const log::Audience staffOnly{log::Audience::Kind::Staff, {}};

/// One hub, an admin and two residents who have joined.
struct Scene {
    QTemporaryDir folder;
    TestHub hub;
    TestPhone admin{path("admin"), hub};
    TestPhone li{path("li"), hub};
    TestPhone wang{path("wang"), hub};

    /// `hubRules`: the rules that the hub knows; phones know those of this build.
    explicit Scene(std::uint32_t hubRules = log::knownRulesVersion)
        : hub(path("hub"), fromMs(1'793'000'000'000), hubRules)
    {
        if (!admin.join(hub.adminInvite(), "管理员").empty())
            qFatal("admin cannot join");
        for (auto [phone, household] : {std::pair(&li, "JY-1-1-101"), std::pair(&wang, "JY-1-1-102")}) {
            const std::string invite = admin.inviteHousehold(household);
            if (!admin.sync().empty() || !phone->join(invite).empty())
                qFatal("a resident cannot join");
        }
        admin.sync();
    }
    std::filesystem::path path(const char* name)
    {
        const std::filesystem::path made = folder.filePath(QString::fromLatin1(name)).toStdString();
        std::filesystem::create_directories(made);
        return made;
    }
};

inline OpId report(TestPhone& phone, const std::string& text, log::Audience audience = {})
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    pb::hazards::ReportContent content;
    content.set_text(text);
    return phone.submit("hazards.report", facts, content, std::move(audience));
}

inline OpId reportWithPhoto(TestPhone& phone, const Hash& photo)
{
    pb::hazards::ReportFacts facts;
    facts.set_item("fire.blocked_exit");
    facts.set_building("JY-1");
    facts.add_photos(asString(photo));
    pb::hazards::ReportContent content;
    content.set_text("有照片");
    return phone.submit("hazards.report", facts, content);
}

inline void comment(TestPhone& phone, const OpId& hazard, const std::string& text)
{
    pb::hazards::CommentFacts facts;
    facts.set_hazard(hazard.str());
    pb::hazards::CommentContent content;
    content.set_text(text);
    phone.submit("hazards.comment", facts, content);
}

inline std::optional<std::string> hazardText(TestPhone& phone, const OpId& hazard)
{
    return phone.replica()
        .db()
        .one("SELECT text FROM hazard WHERE id = ?1", {hazard}, [](const store::Row& row) { return row.text(0); })
        .value();
}

inline Hash communityDigest(community::Replica& replica)
{
    return replica.digests()->community;
}

} // namespace linli::test
