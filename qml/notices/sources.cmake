set(sources NoticeAreaPicker.qml NoticeCancelPage.qml NoticeChoice.qml NoticeComposerPage.qml NoticeFacts.qml NoticePage.qml NoticeRow.qml
    NoticesPage.qml ReadAloudButton.qml)
