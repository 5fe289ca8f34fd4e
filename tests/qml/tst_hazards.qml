// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtTest
import Linli
import Linli.Testing

// The sample's hazard is a blocked stairway, fixed and not answered yet; the phone is that of who reported it.
PageBench {
    id: bench

    StoreReader {
        id: store

        core: Scene.core
    }

    Component {
        id: list

        HazardsPage {
            core: Scene.core
        }
    }

    Component {
        id: form

        HazardFormPage {
            core: Scene.core
        }
    }

    Component {
        id: hazard

        HazardPage {
            core: Scene.core
            hazardId: Scene.hazardId
        }
    }

    TestCase {
        id: test

        name: "hazards"
        when: windowShown

        // The sample names photos that this phone does not have, and one file here is no picture: pages show a tile instead.
        function init() {
            failOnWarning(/\.qml:\d+(?!.*(photo\.not_here|Error decoding))/);
            failOnWarning(/nullptr/);
        }

        function found(beginning) {
            return Scene.findPrefix(bench, beginning) !== null;
        }

        function waitFor(beginning) {
            tryVerify(() => found(beginning), 5000, beginning + " is not there: " + Scene.names(bench).join(" | "));
            return Scene.findPrefix(bench, beginning);
        }

        function chooseLight() {
            bench.press(test, "Shared facilities");
            bench.press(test, "Street or stairway light out");
        }

        function test_a_row_opens_its_hazard() {
            bench.show(list, {});
            const row = waitFor("Stairway or exit blocked, JY-1 · 1单元");
            verify(row.Accessible.name.endsWith("Fixed"), row.Accessible.name);
            bench.reveal(test, row);
            mouseClick(row);
            tryCompare(bench, "depth", 3);
            compare((bench.currentItem as HazardPage).hazardId, Scene.hazardId);
        }

        function test_filters_leave_out_and_bring_back() {
            bench.show(list, {});
            waitFor("Stairway or exit blocked");
            bench.press(test, "Search");
            bench.type(test, "Look for words or a place", "elephant");
            bench.control(test, "Nothing here");
            verify(!found("Stairway or exit blocked"));
            bench.press(test, "Show all");
            waitFor("Stairway or exit blocked");
            bench.press(test, "Done");
            waitFor("Stairway or exit blocked");
        }

        function test_figures_are_in_plain_words() {
            bench.show(list, {});
            const figures = waitFor("Fixed so far");
            const row = waitFor("Stairway or exit blocked");
            // Above the first row and not scrolled away, though they come after it.
            tryVerify(() => row.mapToItem(bench, 0, 0).y > figures.mapToItem(bench, 0, 0).y && figures.mapToItem(bench.currentItem, 0, 0).y > 100);
        }

        function test_an_emergency_stops_the_form() {
            bench.show(form, {});
            bench.press(test, "Fire safety");
            bench.press(test, "Smoke or fire right now, Call 119 first");
            bench.control(test, "Call 119 now");
            bench.control(test, "119");
            verify(!found("Send report"));
            bench.press(test, "Back");
            bench.control(test, "Smoke or fire right now, Call 119 first");
            verify(!found("Send report"));
            bench.press(test, "Smoke or fire right now, Call 119 first");
            bench.press(test, "The danger is over, report anyway");
            bench.control(test, "Send report");
        }

        function test_a_report_needs_words_or_a_photo() {
            bench.show(form, {});
            chooseLight();
            bench.press(test, "Send report");
            waitFor("Write a few words, or add a photo.");
            compare(bench.depth, 2);
        }

        // As the device's chooser does, which no test can press.
        function choosePicture(file) {
            for (const thing of (bench.currentItem as Page).contentItem.resources) {
                const picker = thing as PicturePicker;
                if (picker)
                    picker.chosen([Qt.resolvedUrl(file)]);
            }
            bench.control(test, "Photo 1 of 1");
        }

        function test_a_file_that_is_no_picture_is_told_and_nothing_is_lost() {
            const waiting = store.waiting().length;
            bench.show(form, {});
            chooseLight();
            bench.type(test, "What do you see?", "dark");
            choosePicture("README.md");
            bench.press(test, "Send report");
            bench.control(test, "This file is no picture that Linli can read. Choose another one.");
            compare((bench.control(test, "What do you see?") as TextEdit).text, "dark");
            compare(bench.depth, 2);
            compare(store.waiting().length, waiting);
        }

        function test_too_many_words_are_told_and_kept() {
            const waiting = store.waiting().length;
            bench.show(form, {});
            chooseLight();
            const words = bench.control(test, "What do you see?") as TextEdit;
            words.forceActiveFocus();
            words.text = "x".repeat(2001);
            bench.press(test, "Send report");
            bench.control(test, "The text is too long. Shorten it and send again.");
            compare(words.text.length, 2001);
            compare(store.waiting().length, waiting);
        }

        function test_z_a_photo_goes_with_the_report() {
            const waiting = store.waiting().length;
            bench.show(form, {});
            chooseLight();
            bench.type(test, "Entrance, floor, what is near", "floor 9");
            choosePicture("../../app/demo/data/photos/lamp-broken.jpg");
            bench.press(test, "Send report");
            tryCompare(bench, "depth", 1);
            compare(store.waiting().length, waiting + 1);
            bench.show(list, {});
            bench.openRow(test, "Street or stairway light out, JY-1 · floor 9");
            bench.control(test, "Photo 1 of 1");
            bench.control(test, "Saved on this phone");
        }

        function test_leaving_asks_before_words_are_lost() {
            bench.show(form, {});
            chooseLight();
            bench.type(test, "What do you see?", "dark");
            bench.press(test, "Back");
            bench.control(test, "Leave without saving?");
            bench.press(test, "Keep writing");
            tryVerify(() => !found("Leave without saving?"));
            compare((bench.control(test, "What do you see?") as TextEdit).text, "dark");
            compare(bench.depth, 2);
        }

        function test_leaving_loses_words_when_confirmed() {
            bench.show(form, {});
            bench.press(test, "Back");
            tryCompare(bench, "depth", 1);
            bench.show(form, {});
            chooseLight();
            bench.type(test, "What do you see?", "dark");
            bench.press(test, "Back");
            bench.press(test, "Leave");
            tryCompare(bench, "depth", 1);
        }

        function test_a_report_is_saved_and_seen_on_list_and_map() {
            bench.show(list, {});
            bench.press(test, "Report");
            tryCompare(bench, "depth", 3);
            chooseLight();
            waitFor("JY-1");
            bench.type(test, "What do you see?", "dark stairs");
            bench.type(test, "Entrance, floor, what is near", "floor 2");
            bench.press(test, "Send report");
            tryCompare(bench, "depth", 2);
            waitFor("Street or stairway light out, JY-1 · floor 2");
            waitFor("Saved on this phone");
            bench.press(test, "Show on the map");
            const pin = waitFor("Street or stairway light out, Reported");
            tryVerify(() => pin.mapToItem(bench, 0, 0).y > 0 && pin.mapToItem(bench, 0, 0).y < bench.height);
            mouseClick(pin);
            tryCompare(bench, "depth", 3);
            bench.control(test, "dark stairs");
        }

        function test_the_reporter_answers_and_comments() {
            bench.show(hazard, {});
            bench.control(test, "一楼楼道停着三辆电动车");
            verify(!found("Me too"));
            bench.press(test, "Partly fixed");
            waitFor("Neighbours say: fixed 0, partly 1, not fixed 0");
            bench.press(test, "Yes, fixed");
            waitFor("Neighbours say: fixed 1, partly 0, not fixed 0");
            bench.type(test, "Write a comment", "thank you");
            bench.press(test, "Send comment");
            waitFor("Comment, 李阿姨");
            tryVerify(() => (bench.control(test, "Write a comment") as TextEdit).text === "");
        }

        function test_opening_again_needs_a_photo() {
            bench.show(hazard, {});
            bench.press(test, "It is not fixed: open it again");
            compare(bench.control(test, "Open the report again").enabled, false);
        }

        function test_hiding_needs_a_reason() {
            bench.show(hazard, {});
            bench.press(test, "Hide words and photos");
            compare(bench.control(test, "Hide for good").enabled, false);
        }

        function test_what_is_not_here_says_so() {
            bench.show(hazard, {hazardId: "01a17720-ca00-7000-8000-000000000000"});
            bench.control(test, "This report is not here");
        }
    }
}
