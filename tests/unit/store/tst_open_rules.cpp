// SPDX-License-Identifier: Apache-2.0
#include "core/store/OpenRules.h"

#include <QTest>

#include <array>
#include <map>
#include <set>
#include <tuple>

using namespace linli::store;
using Vault = HomeObservation::Vault;
using File = HomeObservation::File;

namespace {

constexpr std::array allVaults{Vault::Locked, Vault::Absent, Vault::Opens, Vault::Unreadable};
constexpr std::array allFiles{File::Absent, File::Opens, File::DoesNotOpen};

template <class Visit> void forEveryHome(Visit visit)
{
    for (const Vault vault : allVaults)
        for (const File database : allFiles)
            for (const File identity : allFiles)
                for (const bool behind : {false, true})
                    visit(HomeObservation{
                        .vault = vault, .database = database, .identity = identity, .behindMark = behind});
}

/// The table for a key that opens, written out by hand: database, identity, behind the mark.
const std::map<std::tuple<File, File, bool>, HomeState> withKey{
    {{File::Absent, File::Absent, false}, HomeState::FirstRun},
    {{File::Absent, File::Absent, true}, HomeState::RestoredBackup},
    {{File::Absent, File::Opens, false}, HomeState::FirstRun},
    {{File::Absent, File::Opens, true}, HomeState::Behind},
    {{File::Absent, File::DoesNotOpen, false}, HomeState::RestoredBackup},
    {{File::Absent, File::DoesNotOpen, true}, HomeState::RestoredBackup},
    {{File::Opens, File::Absent, false}, HomeState::RestoredBackup},
    {{File::Opens, File::Absent, true}, HomeState::RestoredBackup},
    {{File::Opens, File::Opens, false}, HomeState::Normal},
    {{File::Opens, File::Opens, true}, HomeState::Behind},
    {{File::Opens, File::DoesNotOpen, false}, HomeState::RestoredBackup},
    {{File::Opens, File::DoesNotOpen, true}, HomeState::RestoredBackup},
    {{File::DoesNotOpen, File::Absent, false}, HomeState::RestoredBackup},
    {{File::DoesNotOpen, File::Absent, true}, HomeState::RestoredBackup},
    {{File::DoesNotOpen, File::Opens, false}, HomeState::Quarantine},
    {{File::DoesNotOpen, File::Opens, true}, HomeState::Quarantine},
    {{File::DoesNotOpen, File::DoesNotOpen, false}, HomeState::RestoredBackup},
    {{File::DoesNotOpen, File::DoesNotOpen, true}, HomeState::RestoredBackup},
};

} // namespace

class TestOpenRules : public QObject {
    Q_OBJECT

private slots:
    void followsTheTable()
    {
        int seen = 0;
        forEveryHome([&](const HomeObservation& home) {
            HomeState expected = HomeState::RestoredBackup;
            if (home.vault == Vault::Locked)
                expected = HomeState::Locked;
            else if (home.vault == Vault::Unreadable)
                expected = HomeState::KeysUnavailable;
            else if (home.vault == Vault::Opens)
                expected = withKey.at({home.database, home.identity, home.behindMark});
            else if (home.database == File::Absent && home.identity == File::Absent && !home.behindMark)
                expected = HomeState::FirstRun;
            QCOMPARE(decideHomeState(home), expected);
            ++seen;
        });
        QCOMPARE(seen, 4 * 3 * 3 * 2);
    }

    void neverMakesAKeyWhenAnythingIsThere()
    {
        forEveryHome([](const HomeObservation& home) {
            if (decideHomeState(home) != HomeState::FirstRun)
                return;
            QCOMPARE(home.database, File::Absent);
            QVERIFY(home.vault == Vault::Opens || (home.vault == Vault::Absent && home.identity == File::Absent));
        });
    }

    void namesEachStateOnce()
    {
        std::set<std::string_view> names;
        for (const HomeState state :
             {HomeState::FirstRun, HomeState::Normal, HomeState::Locked, HomeState::KeysUnavailable,
              HomeState::Quarantine, HomeState::Behind, HomeState::RestoredBackup})
            names.insert(homeStateName(state));
        QCOMPARE(names.size(), std::size_t{7});
        QVERIFY(!names.contains(""));
        QCOMPARE(homeStateName(HomeState::RestoredBackup), std::string_view("restored_backup"));
    }
};

QTEST_APPLESS_MAIN(TestOpenRules)
#include "tst_open_rules.moc"
