set(sources TodayCard.qml TodayPage.qml)
