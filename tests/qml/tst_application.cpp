// SPDX-License-Identifier: Apache-2.0
#include "app/resident/Application.h"
#include "app/resident/core/Texts.h"
#include "platform/fake/FakeKeyVault.h"
#include "platform/qt/QtImageCodec.h"
#include "tests/unit/resident/CoreScene.h"

#include <QAccessible>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSignalSpy>

using namespace linli;

namespace {

/// Every text that the window shows.
QStringList textsIn(const QQuickItem* item)
{
    QStringList texts;
    if (!item->isVisible())
        return texts;
    if (const QString text = item->property("text").toString(); !text.isEmpty())
        texts.append(text);
    for (const QQuickItem* child : item->childItems())
        texts.append(textsIn(child));
    return texts;
}

QStringList textsOf(const resident::Application& application)
{
    const auto* window = qobject_cast<QQuickWindow*>(application.window());
    return window ? textsIn(window->contentItem()) : QStringList();
}

QQuickItem* controlNamed(QQuickItem* item, const QString& name)
{
    if (!item->isVisible())
        return nullptr;
    auto* const heard = QAccessible::queryAccessibleInterface(item);
    if (heard && heard->text(QAccessible::Name).startsWith(name) && item->inherits("QQuickAbstractButton"))
        return item;
    for (QQuickItem* child : item->childItems())
        if (QQuickItem* const found = controlNamed(child, name))
            return found;
    return nullptr;
}

/// The button whose name, as a screen reader says it, begins so.
QQuickItem* controlNamed(const resident::Application& application, const QString& name)
{
    const auto* window = qobject_cast<QQuickWindow*>(application.window());
    return window ? controlNamed(window->contentItem(), name) : nullptr;
}

/// Scrolls the page so that a finger reaches the item.
void bringIntoView(const QQuickItem& item)
{
    for (QQuickItem* page = item.parentItem(); page; page = page->parentItem()) {
        if (!page->inherits("QQuickFlickable"))
            continue;
        const auto* content = page->property("contentItem").value<QQuickItem*>();
        const qreal end = std::max(0.0, page->property("contentHeight").toReal() - page->height());
        page->setProperty("contentY",
                          std::clamp(item.mapToItem(content, QPointF()).y() - page->height() / 2, 0.0, end));
        return;
    }
}

resident::Ports portsOf(const QString& home, crypto::KeyVault& vault)
{
    return {.home = home.toStdString(),
            .vault = std::make_unique<test::LentVault>(vault),
            .images = std::make_unique<platform::QtImageCodec>(),
            .clock = std::make_unique<SystemClock>(),
            .makeTransport = [](const std::string&) -> Result<std::unique_ptr<sync::Transport>> {
                return fail(ErrorKind::Unreachable, "hub.unreachable");
            }};
}

} // namespace

/// The composition root with the real Main.qml: what opens, in which language, and what becomes of the settings.
class tst_application : public QObject {
    Q_OBJECT

private slots:
    void theSystemDecidesUntilSomebodyChooses_data();
    void theSystemDecidesUntilSomebodyChooses();
    void aNewPhoneIsAskedToJoin();
    void aHomeThatDoesNotOpenSaysSo();
    void aHomeOpensOnTodayAndSpeaksTheChosenLanguage();
    void pagesOpenByName_data();
    void pagesOpenByName();
    void easyModeMakesEverythingLarger();

private:
    QTemporaryDir m_folder;
};

void tst_application::theSystemDecidesUntilSomebodyChooses_data()
{
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("system");
    QTest::addColumn<QString>("spoken");
    QTest::newRow("Chinese") << "" << "zh_CN" << "zh_CN";
    QTest::newRow("Singapore") << "" << "zh_SG" << "zh_CN";
    QTest::newRow("Hong Kong") << "" << "zh_HK" << "zh_TW";
    QTest::newRow("Britain") << "" << "en_GB" << "en_GB";
    QTest::newRow("another language") << "" << "fr_FR" << "en_US";
    QTest::newRow("chosen") << "zh_TW" << "zh_CN" << "zh_TW";
    QTest::newRow("chosen English") << "en" << "zh_CN" << "en_US";
}

void tst_application::theSystemDecidesUntilSomebodyChooses()
{
    QFETCH(QString, chosen);
    QFETCH(QString, system);
    QFETCH(QString, spoken);
    QCOMPARE(resident::spokenLocale(chosen, QLocale(system)).name(), spoken);
}

void tst_application::aNewPhoneIsAskedToJoin()
{
    const QTemporaryDir home;
    platform::FakeKeyVault vault;
    resident::Application application(portsOf(home.path(), vault), m_folder.filePath(QStringLiteral("new.ini")));
    application.settings().setLanguage(QStringLiteral("en"));
    QVERIFY(application.start());
    QTRY_VERIFY(textsOf(application).contains(QStringLiteral("Join your neighbourhood")));
}

void tst_application::aHomeThatDoesNotOpenSaysSo()
{
    test::CoreScene scene;
    const auto lock = scene.admin.home().folder(); // held open by the scene's phone, as by a second process
    platform::FakeKeyVault vault;
    resident::Application application(portsOf(resident::toQString(lock.string()), vault),
                                      m_folder.filePath(QStringLiteral("trouble.ini")));
    application.settings().setLanguage(QStringLiteral("en"));
    QVERIFY(application.start());
    QTRY_VERIFY(textsOf(application).contains(QStringLiteral("Linli cannot open your data")));
    QVERIFY(textsOf(application).contains(resident::problemText("store.in_use")));
}

void tst_application::aHomeOpensOnTodayAndSpeaksTheChosenLanguage()
{
    test::CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    const auto home = scene.resident.home().folder();
    scene.resident.close();
    const QString settings = m_folder.filePath(QStringLiteral("home.ini"));
    {
        resident::Application application(portsOf(resident::toQString(home.string()), scene.resident.vault), settings);
        application.settings().setLanguage(QStringLiteral("en"));
        QVERIFY(application.start());
        QTRY_VERIFY(textsOf(application).contains(QStringLiteral("Hello, 李阿姨")));
        QCOMPARE(application.window()->property("title").toString(), QStringLiteral("Linli"));

        application.settings().setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(application.window()->property("title").toString(), QStringLiteral("邻里"));
        // One stays where the language is chosen; words of view models follow.
        QTRY_VERIFY(textsOf(application).contains(QStringLiteral("文字大小")));
        QTRY_VERIFY(textsOf(application).contains(QStringLiteral("JY-1 1单元101室")));
        application.settings().setLanguage(QStringLiteral("zh_TW"));
        QTRY_VERIFY(textsOf(application).contains(QStringLiteral("語言")));
    }
    resident::Application again(portsOf(resident::toQString(home.string()), scene.resident.vault), settings);
    QCOMPARE(again.settings().language(), QStringLiteral("zh_TW"));
}

void tst_application::pagesOpenByName_data()
{
    QTest::addColumn<QString>("shown");
    QTest::newRow("hazards") << QStringLiteral("Hazards");
    QTest::newRow("map") << QStringLiteral("Hazards");
    QTest::newRow("hazard-form") << QStringLiteral("Report a hazard");
    QTest::newRow("plans") << QStringLiteral("Plans");
    QTest::newRow("events") << QStringLiteral("Events");
    QTest::newRow("funds") << QStringLiteral("Our money");
    QTest::newRow("notices") << QStringLiteral("Notices");
    QTest::newRow("me") << QStringLiteral("This phone");
    QTest::newRow("outbox") << QStringLiteral("Everything has arrived");
}

void tst_application::pagesOpenByName()
{
    QFETCH(QString, shown);
    test::CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    const auto home = scene.resident.home().folder();
    scene.resident.close();
    resident::Application application(portsOf(resident::toQString(home.string()), scene.resident.vault),
                                      m_folder.filePath(QStringLiteral("pages.ini")));
    application.settings().setLanguage(QStringLiteral("en"));
    QVERIFY(application.start());
    QTRY_VERIFY(textsOf(application).contains(QStringLiteral("Hello, 李阿姨")));
    QVERIFY(QMetaObject::invokeMethod(application.window(), "show",
                                      Q_ARG(QString, QString::fromUtf8(QTest::currentDataTag())),
                                      Q_ARG(QString, QString())));
    QTRY_VERIFY2(textsOf(application).contains(shown), qPrintable(textsOf(application).join(QStringLiteral(" | "))));
}

void tst_application::easyModeMakesEverythingLarger()
{
    QAccessible::setActive(true); // controls are found by what a screen reader says
    test::CoreScene scene;
    scene.joinResident(scene.admin.inviteHousehold("JY-1-1-101"));
    const auto home = scene.resident.home().folder();
    scene.resident.close();
    resident::Application application(portsOf(resident::toQString(home.string()), scene.resident.vault),
                                      m_folder.filePath(QStringLiteral("easy.ini")));
    application.settings().setLanguage(QStringLiteral("en"));
    QVERIFY(application.start());
    QTRY_VERIFY(textsOf(application).contains(QStringLiteral("Hello, 李阿姨")));
    QVERIFY(QMetaObject::invokeMethod(application.window(), "show", Q_ARG(QString, QStringLiteral("me")),
                                      Q_ARG(QString, QString())));
    QTRY_VERIFY(controlNamed(application, QStringLiteral("Easy mode")));
    const auto* theme = application.engine().singletonInstance<QObject*>("Linli.Theme", "Theme");
    QVERIFY(theme);
    const int usual = theme->property("touchTarget").toInt();
    QQuickItem* const control = controlNamed(application, QStringLiteral("Easy mode"));
    const qreal height = control->height();

    // As a screen reader does it, then by a finger.
    auto* const actions = QAccessible::queryAccessibleInterface(control)->actionInterface();
    actions->doAction(QAccessibleActionInterface::toggleAction());
    QVERIFY(application.settings().elderMode());
    actions->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(!application.settings().elderMode());
    bringIntoView(*control);
    QTest::mouseClick(control->window(), Qt::LeftButton, {},
                      control->mapToScene(control->boundingRect().center()).toPoint());
    QVERIFY(application.settings().elderMode());
    QVERIFY(theme->property("touchTarget").toInt() > usual);
    QTRY_VERIFY(control->height() > height);
}

QTEST_MAIN(tst_application)
#include "tst_application.moc"
