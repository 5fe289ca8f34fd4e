// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Linli
import Linli.Models
import Linli.Testing

// Without a network: 李阿姨's sign-up waits on her phone, and a neighbour's report is handed to her as a file.
PageBench {
    id: bench

    Component {
        id: me

        MePage {
            core: Scene.core
            settings: Scene.settings
        }
    }

    Component {
        id: outbox

        SyncPage {
            core: Scene.core
        }
    }

    Component {
        id: today

        TodayPage {
            core: Scene.core
            today: TodayModel {
                core: Scene.core
            }
        }
    }

    Component {
        id: hazards

        HazardsPage {
            core: Scene.core
        }
    }

    TestCase {
        id: test

        name: "carry"
        when: windowShown

        function init() {
            failOnWarning(/\.qml:\d+/);
        }

        function test_1_what_waits_is_shown_as_codes() {
            bench.show(me, {});
            bench.openRow(test, "Hand over and take along");
            bench.press(test, "Hand over to a neighbour");
            bench.control(test, "Codes for the neighbour's phone");
            bench.control(test, "1 item(s) waiting");
            bench.control(test, "Save as a file");
        }

        function test_2_the_list_of_what_waits_leads_there_too() {
            bench.show(outbox, {});
            bench.press(test, "Hand over to a neighbour");
            bench.control(test, "Take along for a neighbour");
        }

        function test_3_without_a_camera_a_file_can_still_be_opened() {
            bench.show(me, {});
            bench.openRow(test, "Hand over and take along");
            bench.press(test, "Take along for a neighbour");
            bench.control(test, "Hold this phone over the code on your neighbour's phone.");
            bench.control(test, "Open a file");
        }

        function test_4_what_was_taken_along_is_on_its_way() {
            Scene.handOverReport("消防通道堵了");
            bench.show(me, {});
            bench.openRow(test, "Hand over and take along");
            bench.control(test, "On the way for neighbours");
            bench.control(test, "Hazard report, 王姐");
            bench.control(test, "Genuine, not with the community yet");
            // Also where people look for news and for hazards.
            for (const page of [today, hazards]) {
                bench.show(page, {});
                bench.control(test, "On the way for neighbours");
                bench.control(test, "Hazard report, 王姐");
                compare(Scene.findPrefix(bench, "Show all "), null); // nothing more to show
            }
        }

        function test_5_it_is_on_the_first_page_and_among_the_hazards_too_data() {
            return [
                {
                    tag: "today",
                    page: today
                },
                {
                    tag: "hazards",
                    page: hazards
                }
            ];
        }

        function test_5_it_is_on_the_first_page_and_among_the_hazards_too(data) {
            for (const text of ["井盖松了", "路灯不亮"])
                Scene.handOverReport(text + data.tag);
            bench.show(data.page, {});
            bench.control(test, "On the way for neighbours");
            bench.control(test, "Genuine, not with the community yet");
            // The newest two, and the way to all.
            bench.openRow(test, "Show all ");
            bench.control(test, "Take along for a neighbour");
        }
    }
}
