set(sources TodayPage.qml)
