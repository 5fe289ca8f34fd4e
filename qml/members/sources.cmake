set(sources DevicesPage.qml InviteHomePage.qml InviteHomesPage.qml InvitePage.qml InviteShown.qml JoinPage.qml KeeperCard.qml LanguageChips.qml MeCard.qml
    MePage.qml NotHere.qml OtherLogCard.qml OutboxCard.qml OutboxList.qml ProblemPage.qml RecordCard.qml RenameDialog.qml SettingsCard.qml SyncCard.qml SyncPage.qml)
