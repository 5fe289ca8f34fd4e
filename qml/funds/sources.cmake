set(sources AccountFormPage.qml EntryFormPage.qml EntryPage.qml FundAccountCard.qml FundEntriesPage.qml FundEntryFacts.qml
    FundEntryRow.qml FactText.qml FundNewestCard.qml FundReversePage.qml FundsPage.qml FundSpendingCard.qml ReceiptPage.qml)
