// SPDX-License-Identifier: Apache-2.0
#include "app/resident/core/Problems.h"
#include "app/resident/core/Texts.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace linli::resident;

namespace {

QString textOf(const QString& file)
{
    QFile open(file);
    return open.open(QIODevice::ReadOnly) ? QString::fromUtf8(open.readAll()) : QString();
}

QSet<QString> matches(const QString& text, const QString& pattern)
{
    QSet<QString> found;
    for (auto each = QRegularExpression(pattern).globalMatch(text); each.hasNext();)
        found.insert(each.next().captured(1));
    return found;
}

/// The codes in the tables of a README whose first column is headed "code".
QSet<QString> codesOfReadme(const QString& text)
{
    QSet<QString> codes;
    bool inTable = false;
    for (const QString& line : text.split(u'\n')) {
        if (line.startsWith(QStringLiteral("| code")))
            inTable = true;
        else if (!line.startsWith(u'|'))
            inTable = false;
        else if (inTable)
            codes.unite(matches(line.section(u'|', 1, 1), QStringLiteral("`([a-z_]+\\.[a-z_]+)`")));
    }
    return codes;
}

/// Files under these folders of the source tree.
QStringList filesOf(const QStringList& folders, const QStringList& names)
{
    QStringList files;
    for (const QString& folder : folders) {
        QDirIterator each(QStringLiteral(LINLI_SOURCE_FOLDER "/") + folder, names, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext())
            files.append(each.next());
    }
    return files;
}

} // namespace

class tst_problem_texts : public QObject {
    Q_OBJECT

private slots:
    void everyCodeOfTheReadmesHasWords();
    void everyCodeInTheSourceHasWords();
    void eachCodeStandsOnce();
    void anUnknownCodeIsNamed();
};

void tst_problem_texts::everyCodeOfTheReadmesHasWords()
{
    QSet<QString> codes;
    for (const QString& file : filesOf({QStringLiteral("core"), QStringLiteral("app")}, {QStringLiteral("README.md")}))
        codes.unite(codesOfReadme(textOf(file)));
    QVERIFY2(codes.size() > 80, "the tables of codes were not found");
    for (const QString& code : std::as_const(codes))
        QVERIFY2(findProblem(code.toStdString()), qPrintable(code));
}

void tst_problem_texts::everyCodeInTheSourceHasWords()
{
    QSet<QString> codes;
    for (const QString& file : filesOf({QStringLiteral("core"), QStringLiteral("platform"), QStringLiteral("app/hub"),
                                        QStringLiteral("app/resident")},
                                       {QStringLiteral("*.cpp"), QStringLiteral("*.h")}))
        codes.unite(matches(textOf(file), QStringLiteral("(?:reject|fail)\\((?:ErrorKind::[A-Za-z]+,\\s*)?"
                                                         "\"([a-z_]+\\.[a-z_]+)\"")));
    QVERIFY2(codes.size() > 150, "the codes were not found");
    for (const QString& code : std::as_const(codes))
        QVERIFY2(findProblem(code.toStdString()), qPrintable(code));
}

void tst_problem_texts::eachCodeStandsOnce()
{
    QSet<QString> seen;
    for (const auto table : {ruleProblemTable(), deviceProblemTable()})
        for (const Problem& problem : table)
            for (const QString& code : toQString(problem.codes).split(u' ')) {
                QVERIFY2(!seen.contains(code), qPrintable(code));
                seen.insert(code);
                QCOMPARE(problemText(code.toStdString()), QString::fromUtf8(problem.text));
            }
}

void tst_problem_texts::anUnknownCodeIsNamed()
{
    QVERIFY(problemText("future.trouble").contains(QStringLiteral("future.trouble")));
}

QTEST_GUILESS_MAIN(tst_problem_texts)
#include "tst_problem_texts.moc"
