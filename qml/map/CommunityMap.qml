// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtLocation
import QtPositioning
import QtQuick
import Linli.Controls
import Linli.Models
import Linli.Theme

// The community's own buildings as shapes, and hazards as pins. It has no tiles and needs no network. Everything on it is
// in the list, too.
Item {
    id: root

    required property AppCore core
    property bool pinsShown: true
    // Where the map begins: at a point, else at a building, else at the own compound.
    property geoCoordinate start
    property string startBuilding: ""
    readonly property geoCoordinate centre: map.center

    signal hazardChosen(hazardId: string)

    function showHome(): void {
        if (buildings.count > 0)
            map.fitViewportToGeoShape(buildings.homeBounds, Theme.spaceXxl);
    }
    function begin(): void {
        if (!map.mapReady)
            return;
        const building = buildings.centreOf(root.startBuilding);
        const point = root.start.isValid ? root.start : building;
        if (point.isValid) {
            map.center = point;
            map.zoomLevel = 19;
        } else {
            root.showHome();
        }
    }
    function zoomBy(levels: real): void {
        map.zoomLevel = Math.min(map.maximumZoomLevel, Math.max(map.minimumZoomLevel, map.zoomLevel + levels));
    }

    Accessible.role: Accessible.Pane
    //: Accessible name of the map
    Accessible.name: qsTr("Map of the neighbourhood")

    BuildingModel {
        id: buildings

        core: root.core
        onChanged: root.begin()
    }

    HazardPinModel {
        id: pins

        core: root.core
        language: Qt.uiLanguage
    }

    Map {
        id: map

        anchors.fill: parent
        // In the map, so that it outlives it: taken apart the other way round, the map reaches for what is gone (Qt 6.8).
        plugin: Plugin {
            name: "itemsoverlay"
        }
        color: Theme.colors.surfaceContainerLow
        minimumZoomLevel: 13
        maximumZoomLevel: 20
        copyrightsVisible: false
        onMapReadyChanged: root.begin()
        onWidthChanged: root.begin()

        MapItemView {
            model: buildings

            delegate: MapPolygon {
                required property string name
                required property list<geoCoordinate> outline
                required property bool own

                path: outline
                color: own ? Theme.colors.primaryContainer : Theme.colors.surfaceContainerHighest
                border.color: own ? Theme.colors.primary : Theme.colors.outline
                border.width: own ? 2 : 1
            }
        }

        MapItemView {
            model: buildings

            delegate: MapQuickItem {
                id: label

                required property string name
                required property geoCoordinate centre

                visible: map.zoomLevel > 16.5
                coordinate: label.centre
                anchorPoint.x: text.width / 2
                // Under the pins, whose tips are in the middle.
                anchorPoint.y: 0

                sourceItem: AppText {
                    id: text

                    text: label.name
                    font: Theme.type.labelSmall
                    // Readable across the edges of buildings.
                    style: Text.Outline
                    styleColor: Theme.colors.surfaceContainerLow
                }
            }
        }

        MapItemView {
            model: root.pinsShown ? pins : null

            delegate: MapQuickItem {
                id: place

                required property string hazardId
                required property string itemName
                required property string iconName
                required property string stateText
                required property bool open
                required property geoCoordinate point

                coordinate: place.point
                anchorPoint.x: pin.width / 2
                anchorPoint.y: pin.height

                sourceItem: HazardPin {
                    id: pin

                    text: "%1, %2".arg(place.itemName).arg(place.stateText)
                    iconName: place.iconName
                    open: place.open
                    onClicked: root.hazardChosen(place.hazardId)
                }
            }
        }

        DragHandler {
            target: null
            onTranslationChanged: delta => map.pan(-delta.x, -delta.y)
        }

        PinchHandler {
            target: null
            grabPermissions: PointerHandler.TakeOverForbidden
            onScaleChanged: delta => root.zoomBy(Math.log2(delta))
        }

        WheelHandler {
            rotationScale: 1 / 120
            property: "zoomLevel"
            target: map
        }
    }

    Column {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.spaceM
        spacing: Theme.spaceS

        IconButton {
            //: Button on a map
            text: qsTr("Larger")
            iconName: "add"
            fill: Theme.colors.surfaceContainerHigh
            onClicked: root.zoomBy(1)
        }

        IconButton {
            //: Button on a map
            text: qsTr("Smaller")
            iconName: "remove"
            fill: Theme.colors.surfaceContainerHigh
            onClicked: root.zoomBy(-1)
        }

        IconButton {
            //: Button on a map: shows one's own compound
            text: qsTr("My compound")
            iconName: "home"
            fill: Theme.colors.surfaceContainerHigh
            onClicked: root.showHome()
        }
    }
}
