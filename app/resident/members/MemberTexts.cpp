// SPDX-License-Identifier: Apache-2.0
#include "app/resident/members/MemberTexts.h"

#include "app/resident/core/Texts.h"

#include <QCoreApplication>

namespace linli::resident {

QString roleText(members::Role role)
{
    using members::Role;
    switch (role) {
    case Role::Captain:
        return QCoreApplication::translate("Members", "Building captain");
    case Role::Worker:
        return QCoreApplication::translate("Members", "Community worker");
    case Role::Property:
        return QCoreApplication::translate("Members", "Property management");
    case Role::Treasurer:
        return QCoreApplication::translate("Members", "Treasurer");
    case Role::Auditor:
        return QCoreApplication::translate("Members", "Auditor");
    case Role::Admin:
        return QCoreApplication::translate("Members", "Administrator");
    case Role::Resident:
        break;
    }
    return QCoreApplication::translate("Members", "Resident");
}

QString homeText(const members::Household& home, const std::optional<members::Building>& building)
{
    //: A home: %1 is the building's name, %2 the number of the entrance, %3 that of the flat
    return QCoreApplication::translate("Members", "%1, entrance %2, flat %3")
        .arg(toQString(building ? building->name : home.building.value), toQString(home.unit), toQString(home.room));
}

} // namespace linli::resident
