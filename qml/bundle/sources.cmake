set(sources CarriedCard.qml CarriedList.qml CarryPage.qml HandOverPage.qml ScannerView.qml TakeAlongPage.qml TakenCard.qml)
