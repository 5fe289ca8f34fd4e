set(sources
    BuildingPage.qml CategoryGrid.qml EmergencyPage.qml HazardAnswerCard.qml HazardBehalfFields.qml HazardClosingReason.qml
    HazardComment.qml HazardDayChips.qml HazardDuplicatePage.qml HazardFact.qml HazardFilters.qml HazardFormFooter.qml
    HazardFormPage.qml HazardHead.qml HazardListRow.qml HazardPage.qml HazardPhotoPage.qml HazardPlaceFields.qml
    HazardReopenPage.qml HazardStaffPicker.qml HazardStepPage.qml HazardSupport.qml HazardTimeline.qml HazardTurns.qml
    HazardsPage.qml HideWordsPage.qml ItemList.qml PicturePicker.qml ResolutionCard.qml)
