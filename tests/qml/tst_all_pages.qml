// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Linli
import Linli.Models
import Linli.Testing
import Linli.Theme

// Every page of the app: whatever can be pressed or typed into has a name to be heard and is large enough for a finger.
PageBench {
    id: bench

    TodayModel {
        id: todayModel

        core: Scene.core
    }

    Component {
        id: joinPage

        JoinPage {
            core: Scene.newcomer
            settings: Scene.settings
        }
    }

    Component {
        id: todayPage

        TodayPage {
            core: Scene.core
            today: todayModel
        }
    }

    Component {
        id: hazardsPage

        HazardsPage {
            core: Scene.core
        }
    }

    Component {
        id: hazardPage

        HazardPage {
            core: Scene.core
            hazardId: Scene.hazardId
        }
    }

    Component {
        id: hazardFormPage

        HazardFormPage {
            core: Scene.core
        }
    }

    Component {
        id: plansPage

        PlansPage {
            core: Scene.core
        }
    }

    Component {
        id: planPage

        PlanPage {
            core: Scene.core
            planId: Scene.planId
        }
    }

    Component {
        id: pollPage

        PollPage {
            core: Scene.core
            pollId: Scene.pollId
        }
    }

    Component {
        id: eventsPage

        EventsPage {
            core: Scene.core
        }
    }

    Component {
        id: eventPage

        EventPage {
            core: Scene.core
            eventId: Scene.eventId
        }
    }

    Component {
        id: fundsPage

        FundsPage {
            core: Scene.core
        }
    }

    Component {
        id: entryPage

        EntryPage {
            core: Scene.core
            entryId: Scene.entryId
        }
    }

    Component {
        id: noticesPage

        NoticesPage {
            core: Scene.core
        }
    }

    Component {
        id: noticePage

        NoticePage {
            core: Scene.core
            noticeId: Scene.noticeId
        }
    }

    Component {
        id: composerPage

        NoticeComposerPage {
            core: Scene.core
        }
    }

    Component {
        id: mePage

        MePage {
            core: Scene.core
            settings: Scene.settings
        }
    }

    Component {
        id: devicesPage

        DevicesPage {
            core: Scene.core
        }
    }

    Component {
        id: outboxPage

        SyncPage {
            core: Scene.core
        }
    }

    Component {
        id: carryPage

        CarryPage {
            core: Scene.core
        }
    }

    Component {
        id: handOverPage

        HandOverPage {
            core: Scene.core
        }
    }

    Component {
        id: takeAlongPage

        TakeAlongPage {
            core: Scene.core
        }
    }

    TestCase {
        id: test

        name: "all_pages"
        when: windowShown

        // Left out: the sample names photos that this phone does not have (the page shows a tile instead).
        function init() {
            failOnWarning(/\.qml:\d+(?!.*photo\.not_here)/);
        }

        // `says` is what the page says once its data is there.
        function test_controls_are_named_and_large_enough_data() {
            return [["join", joinPage, "Your name"], ["today", todayPage, "Hello, 李阿姨"], ["hazards", hazardsPage, "Stairway or exit blocked"], ["hazard", hazardPage, "一楼楼道停着三辆电动车"], ["hazard form", hazardFormPage, "Fire safety"], ["plans", plansPage, "电动车充电棚"], ["plan", planPage, "电动车充电棚"], ["poll", pollPage, "Yes"], ["events", eventsPage, "邻里节"], ["event", eventPage, "I cannot come"], ["funds", fundsPage, "邻里微基金"], ["entry", entryPage, "邻里节捐款"], ["notices", noticesPage, "Serious, "], ["notice", noticePage, "I have read it"], ["notice composer", composerPage, "What happens, in one sentence"], ["me", mePage, "JY-1, entrance 1, flat 101"], ["devices", devicesPage, "Add another phone of mine"], ["outbox", outboxPage, "Sign-up for an event"], ["carry", carryPage, "Hand over to a neighbour"], ["hand over", handOverPage, "Save as a file"], ["take along", takeAlongPage, "Open a file"]].map(([tag, page, says]) => ({
                        tag: tag,
                        page: page,
                        says: says
                    }));
        }

        function test_controls_are_named_and_large_enough(data) {
            bench.show(data.page, {});
            bench.row(test, data.says);
            verify(test.waitForPolish(bench.Window.window));
            verify(ControlAudit.controls(bench).length > 0);
            compare(ControlAudit.unnamed(bench).join("\n"), "");
            compare(ControlAudit.small(bench, Theme.touchTarget).join("\n"), "");
        }
    }
}
