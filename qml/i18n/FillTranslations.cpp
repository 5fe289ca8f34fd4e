// SPDX-License-Identifier: Apache-2.0
// Build tool: fill_translations [--check] PARTS IN.ts OUT.ts
//
// Writes the translations of PARTS/*.tsv (English, zh_CN, zh_TW, separated by tabs) into what lupdate found in the sources.
// A string of a file in folder "plans" is looked up in plans.tsv first, then in all others, in the order of their names.
// English needs only its plurals: "item(s)" becomes "item" and "items". With --check it writes nothing and fails, naming each
// string that has no translation, a translation that lost a placeholder, or one that a file translates twice.

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSet>
#include <QTextStream>
#include <QXmlStreamReader>

#include <optional>

namespace {

struct Message {
    QString folder; ///< of the source file
    QString context;
    QString source;
    QString comment;
    bool numerus = false;
};

struct Words {
    QString simplified;
    QString traditional;
};

/// By file ("plans"), then by English.
using Parts = QMap<QString, QHash<QString, Words>>;

QTextStream& complaints()
{
    static QTextStream stream(stderr);
    return stream;
}

Parts readParts(const QString& folder, int& faults)
{
    Parts parts;
    for (const QFileInfo& file : QDir(folder).entryInfoList({QStringLiteral("*.tsv")}, QDir::Files, QDir::Name)) {
        QFile open(file.filePath());
        if (!open.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.filePath()));
        auto& part = parts[file.completeBaseName()];
        for (const QString& line : QString::fromUtf8(open.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            const QStringList cells = line.split(u'\t');
            if (cells.size() != 3 || part.contains(cells[0])) {
                complaints() << file.fileName() << ": not three columns, or there twice: " << line << Qt::endl;
                ++faults;
            } else {
                part.insert(cells[0], {cells[1], cells[2]});
            }
        }
    }
    return parts;
}

std::optional<Words> find(const Parts& parts, const Message& message)
{
    if (const auto part = parts.constFind(message.folder); part != parts.cend() && part->contains(message.source))
        return part->value(message.source);
    for (const auto& part : parts)
        if (part.contains(message.source))
            return part.value(message.source);
    return std::nullopt;
}

std::vector<Message> readMessages(const QString& file)
{
    QFile open(file);
    if (!open.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file));
    QXmlStreamReader xml(&open);
    std::vector<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"message") {
            messages.push_back({{}, context, {}, {}, xml.attributes().value(u"numerus") == u"yes"});
        } else if (xml.name() == u"location" && messages.back().folder.isEmpty()) {
            messages.back().folder = QFileInfo(xml.attributes().value(u"filename").toString()).dir().dirName();
        } else if (xml.name() == u"source") {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == u"comment") {
            messages.back().comment = xml.readElementText();
        }
    }
    if (xml.hasError())
        qFatal("%s: %s", qPrintable(file), qPrintable(xml.errorString()));
    return messages;
}

/// The forms in the order of Qt's plural rules: Chinese has one, English singular and plural.
QStringList formsOf(const Message& message, const QString& locale, const Parts& parts)
{
    if (locale == u"en") {
        QString one = message.source;
        QString many = message.source;
        if (!message.numerus)
            return {one};
        return {one.remove(QStringLiteral("(s)")), many.replace(QStringLiteral("(s)"), QStringLiteral("s"))};
    }
    const auto found = find(parts, message);
    if (!found)
        return {};
    return {locale == u"zh_TW" ? found->traditional : found->simplified};
}

QSet<QString> placeholders(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("%(?:\\d|n)"));
    QSet<QString> found;
    for (auto each = pattern.globalMatch(text); each.hasNext();)
        found.insert(each.next().captured());
    return found;
}

int check(const std::vector<Message>& messages, const QString& locale, const Parts& parts)
{
    int faults = 0;
    for (const Message& message : messages) {
        const QStringList forms = formsOf(message, locale, parts);
        if (forms.isEmpty() || forms.first().isEmpty()) {
            complaints() << "no " << locale << " (" << message.context << "): " << message.source << Qt::endl;
            ++faults;
        } else if (placeholders(message.source) != placeholders(forms.last())) {
            complaints() << locale << " lost a placeholder: " << message.source << Qt::endl;
            ++faults;
        }
    }
    return faults;
}

void writeTranslation(QXmlStreamWriter& xml, const Message& message, const QStringList& forms)
{
    xml.writeStartElement(QStringLiteral("translation"));
    if (forms.isEmpty())
        xml.writeAttribute(QStringLiteral("type"), QStringLiteral("unfinished"));
    if (!message.numerus && !forms.isEmpty())
        xml.writeCharacters(forms.first());
    if (message.numerus)
        for (const QString& form : forms)
            xml.writeTextElement(QStringLiteral("numerusform"), form);
    xml.writeEndElement();
}

bool write(const QString& file, const std::vector<Message>& messages, const QString& locale, const Parts& parts)
{
    QSaveFile open(file);
    if (!open.open(QIODevice::WriteOnly))
        return false;
    QXmlStreamWriter xml(&open);
    xml.writeStartDocument();
    xml.writeDTD(QStringLiteral("<!DOCTYPE TS>"));
    xml.writeStartElement(QStringLiteral("TS"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("2.1"));
    xml.writeAttribute(QStringLiteral("language"), locale);
    for (const Message& message : messages) {
        xml.writeStartElement(QStringLiteral("context"));
        xml.writeTextElement(QStringLiteral("name"), message.context);
        xml.writeStartElement(QStringLiteral("message"));
        if (message.numerus)
            xml.writeAttribute(QStringLiteral("numerus"), QStringLiteral("yes"));
        xml.writeTextElement(QStringLiteral("source"), message.source);
        if (!message.comment.isEmpty())
            xml.writeTextElement(QStringLiteral("comment"), message.comment);
        writeTranslation(xml, message, formsOf(message, locale, parts));
        xml.writeEndElement();
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return open.commit();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication program(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool checking = arguments.removeOne(QStringLiteral("--check"));
    if (arguments.size() < 2 || (!checking && arguments.size() != 3)) {
        complaints() << "usage: fill_translations [--check] PARTS IN.ts [OUT.ts]" << Qt::endl;
        return 2;
    }
    // lupdate's files are named linli_<locale>.ts.
    const QString locale = QFileInfo(arguments[1]).completeBaseName().section(u'_', 1);
    int faults = 0;
    const auto parts = readParts(arguments[0], faults);
    const auto messages = readMessages(arguments[1]);
    if (checking)
        return faults + check(messages, locale, parts) == 0 ? 0 : 1;
    return write(arguments[2], messages, locale, parts) ? 0 : 1;
}
