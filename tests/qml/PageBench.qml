// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Controls
import QtTest
import Linli.Testing

// A page on a phone-sized stack, as the app would show it, and the hands of a test: controls are found by the name that a
// screen reader says, and waited for.
Item {
    id: root

    property alias depth: stack.depth
    property alias currentItem: stack.currentItem

    width: 412
    height: 915

    // A page that another lies under, so that it has a way back.
    function show(page: Component, properties: var): void {
        stack.clear(StackView.Immediate);
        stack.push(under, {}, StackView.Immediate);
        stack.push(page, properties, StackView.Immediate);
    }

    // The control with this name; fails the test when it does not come.
    function control(test: TestCase, name: string): Item {
        const item = Scene.await(root, name);
        test.verify(item !== null, "no control is named “" + name + "”; there are: " + Scene.names(root).join(" | "));
        return item;
    }

    // As control(), of names that begin so: rows say more than what they are about.
    function row(test: TestCase, beginning: string): Item {
        const item = Scene.awaitPrefix(root, beginning);
        test.verify(item !== null, "nothing begins with “" + beginning + "”; there are: " + Scene.names(root).join(" | "));
        return item;
    }

    // Presses a row, and waits until its page is there.
    function openRow(test: TestCase, beginning: string): void {
        const item = root.row(test, beginning);
        const before = root.depth;
        root.reveal(test, item);
        test.mouseClick(item);
        test.tryCompare(root, "depth", before + 1);
    }

    function press(test: TestCase, name: string): void {
        const item = root.control(test, name);
        test.tryVerify(() => item.enabled, 5000, "“" + name + "” cannot be pressed");
        // A dialog that is fading away still takes the clicks.
        const layer = root.Overlay.overlay;
        test.tryVerify(() => !layer.visible || root.holds(layer, item), 5000, "a dialog covers “" + name + "”");
        root.reveal(test, item);
        test.mouseClick(item);
    }

    function holds(outer: Item, item: Item): bool {
        for (let parent = item; parent; parent = parent.parent)
            if (parent === outer)
                return true;
        return false;
    }

    function type(test: TestCase, name: string, text: string): void {
        const item = root.control(test, name);
        root.reveal(test, item);
        item.forceActiveFocus();
        test.compare(item.activeFocus, true);
        item["text"] = "";
        for (const letter of text)
            test.keyClick(letter);
    }

    // Scrolls until the item lies in the window, as a finger would.
    function reveal(test: TestCase, item: Item): void {
        // Layouts place their items when the window polishes them; a click must not come before.
        test.verify(test.waitForPolish(root.Window.window));
        for (let parent = item.parent; parent; parent = parent.parent) {
            const flickable = parent as Flickable;
            if (!flickable)
                continue;
            const top = item.mapToItem(flickable.contentItem, 0, 0).y;
            flickable.contentY = Math.max(0, Math.min(top, flickable.contentHeight - flickable.height));
            flickable.returnToBounds();
            return;
        }
    }

    StackView {
        id: stack

        anchors.fill: parent
        pushEnter: null
        pushExit: null
        popEnter: null
        popExit: null
    }

    Component {
        id: under

        Item {}
    }
}
