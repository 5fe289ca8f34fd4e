// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Linli
import Linli.Controls
import Linli.Models
import Linli.Testing

PageBench {
    id: bench

    TodayModel {
        id: todayModel

        core: Scene.core
    }

    Component {
        id: plansButton

        NavButton {
            text: "Plans"
            iconName: "plan"
            badge: todayModel.openVotes
        }
    }

    Component {
        id: page

        TodayPage {
            core: Scene.core
            today: todayModel
        }
    }

    TestCase {
        id: test

        name: "today"
        when: windowShown

        function init() {
            bench.show(page, {});
        }

        function find(beginning) {
            tryVerify(() => Scene.findPrefix(bench, beginning) !== null, 5000, beginning + " is not there: " + Scene.names(bench).join(" | "));
            return Scene.findPrefix(bench, beginning);
        }

        function open(beginning) {
            const row = find(beginning);
            bench.reveal(test, row);
            mouseClick(row);
            tryCompare(bench, "depth", 3);
        }

        function test_what_needs_me_comes_first() {
            const rows = ["今晚大风，收好花盆, Notice of", "同意建充电棚吗？, Your household can vote until", "Stairway or exit blocked, Marked as fixed", "邻里节, You are coming. It starts on"].map(find);
            const tops = rows.map(row => row.mapToItem(bench, 0, 0).y);
            for (let i = 1; i < tops.length; ++i)
                verify(tops[i - 1] < tops[i], tops.join(" "));
            verify(find("New in the neighbourhood").mapToItem(bench, 0, 0).y > tops[tops.length - 1]);
        }

        function test_rows_open_their_pages_data() {
            return [
                {
                    tag: "notice",
                    row: "今晚大风，收好花盆",
                    id: "noticeId",
                    value: Scene.noticeId
                },
                {
                    tag: "poll",
                    row: "同意建充电棚吗？",
                    id: "pollId",
                    value: Scene.pollId
                },
                {
                    tag: "event",
                    row: "邻里节",
                    id: "eventId",
                    value: Scene.eventId
                },
                {
                    tag: "plan",
                    row: "电动车充电棚, New plan",
                    id: "planId",
                    value: Scene.planId
                }
            ];
        }

        function test_rows_open_their_pages(data) {
            open(data.row);
            compare(bench.currentItem[data.id], data.value);
        }

        // What counts on the areas' buttons: each thing that asks once, where it is done; a reminder does not ask.
        function test_what_asks_is_counted() {
            find("今晚大风，收好花盆");
            compare(todayModel.unreadNotices, 1);
            compare(todayModel.openVotes, 1);
            compare(todayModel.repairsToJudge, 1);
            bench.show(plansButton, {});
            bench.control(test, "Plans, 1 waiting for you");
        }

        function test_z_reading_the_notice_ends_its_asking() {
            open("今晚大风，收好花盆");
            bench.press(test, "I have read it");
            tryCompare(todayModel, "unreadNotices", 0);
            compare(todayModel.openVotes, 1);
        }

        function test_a_captain_may_write_a_notice() {
            bench.press(test, "Write a notice");
            tryCompare(bench, "depth", 3);
        }
    }
}
