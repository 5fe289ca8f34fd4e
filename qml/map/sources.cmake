set(sources CommunityMap.qml HazardPin.qml PinPage.qml)
