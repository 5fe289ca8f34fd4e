// SPDX-License-Identifier: Apache-2.0
#include "platform/qt/QtImageCodec.h"

#include <QBuffer>
#include <QColorSpace>
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <set>

using namespace linli;
using platform::QtImageCodec;

namespace {

Result<Bytes> reencode(const QByteArray& picture)
{
    return QtImageCodec().reencode(asBytes({picture.data(), static_cast<std::size_t>(picture.size())}));
}

std::string codeOf(const QByteArray& picture)
{
    const auto result = reencode(picture);
    return result ? "accepted" : result.error().code;
}

QByteArray encoded(const QImage& image, const char* format, int quality = -1)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    if (!writer.write(image))
        qFatal("cannot write the test's own %s", format);
    return bytes;
}

QImage decoded(const Bytes& jpeg)
{
    return QImage::fromData(QByteArrayView(jpeg), "jpeg");
}

/// The markers of a JPEG's segments up to the picture data (ITU-T T.81 annex B).
std::set<int> markersOf(const Bytes& jpeg)
{
    std::set<int> markers;
    std::size_t at = 2;
    while (at + 4 <= jpeg.size() && jpeg[at] == 0xff) {
        const int marker = jpeg[at + 1];
        markers.insert(marker);
        if (marker == 0xda)
            break;
        at += 2 + static_cast<std::size_t>(jpeg[at + 2] << 8 | jpeg[at + 3]);
    }
    return markers;
}

/// What a picture needs and nothing else: JFIF head, tables, frame, scan. No APP1 (EXIF, XMP), APP2 (ICC), comment.
bool isBare(const Bytes& jpeg)
{
    const std::set<int> needed{0xe0, 0xdb, 0xc0, 0xc4, 0xda};
    const std::set<int> markers = markersOf(jpeg);
    return markers.contains(0xda) && std::ranges::includes(needed, markers);
}

bool contains(const Bytes& bytes, std::string_view text)
{
    return asString(bytes).contains(text);
}

/// Four colours, so that every turn and mirroring shows.
QImage quadrants()
{
    QImage image(64, 32, QImage::Format_RGB32);
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 64; ++x)
            image.setPixel(x, y, y < 16 ? (x < 32 ? 0xffff0000 : 0xff00ff00) : (x < 32 ? 0xff0000ff : 0xffffffff));
    return image;
}

/// A letter for each quadrant, row by row.
QByteArray lettersOf(const QImage& image)
{
    QByteArray letters;
    for (const QPoint at : {QPoint(1, 1), QPoint(3, 1), QPoint(1, 3), QPoint(3, 3)}) {
        const QColor colour = image.pixelColor(image.width() * at.x() / 4, image.height() * at.y() / 4);
        const bool red = colour.red() > 128;
        const bool green = colour.green() > 128;
        letters += red && green ? 'W' : red ? 'R' : green ? 'G' : 'B';
    }
    return letters;
}

/// The JPEG with an EXIF segment of one entry: Orientation (EXIF 2.32 §4.6.4, tag 0x0112).
QByteArray withOrientation(QByteArray jpeg, char orientation)
{
    QByteArray tiff("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
    tiff += QByteArray(1, orientation) + QByteArray(7, '\0');
    const QByteArray body = QByteArray("Exif\0\0", 6) + tiff;
    const auto length = static_cast<quint16>(body.size() + 2);
    QByteArray segment("\xff\xe1", 2);
    segment += static_cast<char>(length >> 8);
    segment += static_cast<char>(length & 0xff);
    return jpeg.insert(2, segment + body);
}

QByteArray pngChunk(const QByteArray& type, const QByteArray& data)
{
    const QByteArray body = type + data;
    quint32 crc = 0xffffffff; // ISO 3309, as PNG's annex D
    for (const char c : body) {
        crc ^= static_cast<quint8>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) != 0 ? 0xedb88320U ^ (crc >> 1) : crc >> 1;
    }
    QByteArray framed(4, '\0');
    qToBigEndian(static_cast<quint32>(data.size()), framed.data());
    QByteArray sum(4, '\0');
    qToBigEndian(crc ^ 0xffffffffU, sum.data());
    return framed + body + sum;
}

/// A valid head that promises a picture of that size.
QByteArray pngOfSize(quint32 width, quint32 height)
{
    QByteArray head(8, '\0');
    qToBigEndian(width, head.data());
    qToBigEndian(height, head.data() + 4);
    return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", head + QByteArray("\x08\x02\0\0\0", 5)) +
           pngChunk("IDAT", qCompress(QByteArray(1000, '\0')).sliced(4)) + pngChunk("IEND", {});
}

QImage noise(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    QRandomGenerator random(20261123);
    for (int y = 0; y < height; ++y)
        random.fillRange(reinterpret_cast<quint32*>(image.scanLine(y)), width);
    return image;
}

} // namespace

class TestCodec : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void samplesLoseWhatTheyTell_data();
    void samplesLoseWhatTheyTell();
    void turnsPicturesUpright_data();
    void turnsPicturesUpright();
    void dropsTextAndColourProfile_data();
    void dropsTextAndColourProfile();
    void convertsWideColoursToSrgb();
    void putsTransparencyOnWhite();
    void scalesToTheLimit_data();
    void scalesToTheLimit();
    void fitsNoiseIntoTheByteLimit();
    void theSamePictureGivesTheSameBytes();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void refusesTooManyBytes();
    void refusesBombs();
    void eachByteFlippedNeverCrashes();
};

void TestCodec::initTestCase()
{
    // The readers tell of every broken byte, thousands of times here.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));
}

void TestCodec::samplesLoseWhatTheyTell_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"stairwell-bikes.jpg", "lamp-broken.jpg"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCodec::samplesLoseWhatTheyTell()
{
    QFETCH(const QString, name);
    QFile file(QStringLiteral(LINLI_SAMPLE_PHOTOS "/") + name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray original = file.readAll();
    QVERIFY(original.contains("Exif")); // else this proves nothing

    const auto stored = reencode(original);
    QVERIFY(stored);
    QVERIFY(isBare(*stored));
    for (const char* trace : {"Exif", "GPS", "http://ns.adobe.com/xap", "xmpmeta", "linli-demo-author", "2026:11:20"})
        QVERIFY2(!contains(*stored, trace), trace);
    // A thumbnail would be a second start of an image.
    QCOMPARE(QByteArrayView(*stored).lastIndexOf(QByteArrayView("\xff\xd8\xff")), 0);
    const QImage before = QImage::fromData(original);
    const QImage after = decoded(*stored);
    QCOMPARE(after.size(), before.size());
    const QColor was = before.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
    const QColor is = after.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
    QVERIFY(std::abs(was.lightness() - is.lightness()) < 4);
}

void TestCodec::turnsPicturesUpright_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<QByteArray>("letters");
    const std::array<const char*, 8> shown = {"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};
    for (int orientation = 1; orientation <= 8; ++orientation)
        QTest::addRow("%d", orientation) << orientation << QByteArray(shown[static_cast<std::size_t>(orientation - 1)]);
}

void TestCodec::turnsPicturesUpright()
{
    QFETCH(const int, orientation);
    QFETCH(const QByteArray, letters);
    const auto stored = reencode(withOrientation(encoded(quadrants(), "jpeg"), static_cast<char>(orientation)));
    QVERIFY(stored);
    QVERIFY(isBare(*stored));
    const QImage upright = decoded(*stored);
    QCOMPARE(lettersOf(upright), letters);
    QCOMPARE(upright.size(), orientation >= 5 ? QSize(32, 64) : QSize(64, 32));
}

void TestCodec::dropsTextAndColourProfile_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"jpeg", "png", "webp"})
        QTest::newRow(format) << QByteArray(format);
}

void TestCodec::dropsTextAndColourProfile()
{
    QFETCH(const QByteArray, format);
    QVERIFY(QImageWriter::supportedImageFormats().contains(format));
    QImage image = quadrants();
    image.setText(QStringLiteral("Comment"), QStringLiteral("taken by Li Mei at home"));
    image.setColorSpace(QColorSpace::AdobeRgb);
    image.setDotsPerMeterX(12345);
    const auto stored = reencode(encoded(image, format.constData()));
    QVERIFY(stored);
    QVERIFY(isBare(*stored));
    QVERIFY(!contains(*stored, "Li Mei"));
    QVERIFY(!contains(*stored, "ICC_PROFILE"));
    QCOMPARE(lettersOf(decoded(*stored)), QByteArray("RGBW"));
}

void TestCodec::convertsWideColoursToSrgb()
{
    QImage wide(32, 32, QImage::Format_RGB32);
    wide.fill(QColor(100, 200, 100));
    const QColor untagged = decoded(*reencode(encoded(wide, "png"))).pixelColor(16, 16);
    wide.setColorSpace(QColorSpace::DisplayP3);
    const QColor tagged = decoded(*reencode(encoded(wide, "png"))).pixelColor(16, 16);
    QVERIFY(std::abs(untagged.red() - 100) < 4);
    QVERIFY2(tagged.red() < 85, qPrintable(tagged.name())); // P3 (100, 200, 100) is sRGB (67, 202, 88)
}

void TestCodec::putsTransparencyOnWhite()
{
    QImage clear(32, 32, QImage::Format_ARGB32);
    clear.fill(QColor(0, 0, 0, 0));
    const auto stored = reencode(encoded(clear, "png"));
    QVERIFY(stored);
    QCOMPARE(decoded(*stored).pixelColor(16, 16), QColor(Qt::white));
}

void TestCodec::scalesToTheLimit_data()
{
    QTest::addColumn<QSize>("from");
    QTest::addColumn<QSize>("to");
    QTest::addColumn<QByteArray>("format");
    for (const char* format : {"jpeg", "png", "webp"}) {
        QTest::addRow("%s wide", format) << QSize(4096, 3072) << QSize(2048, 1536) << QByteArray(format);
        QTest::addRow("%s tall", format) << QSize(1500, 3000) << QSize(1024, 2048) << QByteArray(format);
        QTest::addRow("%s at the limit", format) << QSize(2048, 10) << QSize(2048, 10) << QByteArray(format);
        QTest::addRow("%s one above", format) << QSize(2049, 2049) << QSize(2048, 2048) << QByteArray(format);
        QTest::addRow("%s small", format) << QSize(1, 1) << QSize(1, 1) << QByteArray(format);
        QTest::addRow("%s a thread", format) << QSize(9000, 1) << QSize(2048, 1) << QByteArray(format);
    }
}

void TestCodec::scalesToTheLimit()
{
    QFETCH(const QSize, from);
    QFETCH(const QSize, to);
    QFETCH(const QByteArray, format);
    QImage image(from, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    const auto stored = reencode(encoded(image, format.constData()));
    QVERIFY2(stored, stored ? "" : stored.error().detail.c_str());
    QCOMPARE(decoded(*stored).size(), to);
}

void TestCodec::fitsNoiseIntoTheByteLimit()
{
    const QByteArray worst = encoded(noise(2048, 2048), "jpeg", 95);
    QVERIFY(static_cast<std::size_t>(worst.size()) > community::maxPhotoBytes);
    const auto stored = reencode(worst);
    QVERIFY(stored);
    QVERIFY(stored->size() <= community::maxPhotoBytes);
    QCOMPARE(decoded(*stored).size(), QSize(2048, 2048));
}

void TestCodec::theSamePictureGivesTheSameBytes()
{
    const QByteArray picture = encoded(noise(100, 100), "png");
    QCOMPARE(*reencode(picture), *reencode(picture));
}

void TestCodec::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray png = encoded(noise(200, 200), "png");
    const QByteArray webp = encoded(noise(200, 200), "webp");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("not a picture");
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("PNG cut in two") << png.first(png.size() / 2);
    QTest::newRow("PNG signature alone") << png.first(8);
    QTest::newRow("PNG behind a byte") << "x" + png;
    QTest::newRow("JPEG start alone") << QByteArray("\xff\xd8\xff");
    QTest::newRow("JPEG head alone") << encoded(noise(200, 200), "jpeg").first(20);
    QTest::newRow("WebP cut in two") << webp.first(webp.size() / 2);
    QTest::newRow("HEIC in name only") << QByteArray("\0\0\0\x18"
                                                     "ftypheic\0\0\0\0mif1heic",
                                                     24);
    QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    QTest::newRow("BMP") << encoded(quadrants(), "bmp");
    QTest::newRow("TIFF") << encoded(quadrants(), "tiff");
    QTest::newRow("XPM") << encoded(quadrants(), "xpm");
    QByteArray random(50'000, '\0');
    QRandomGenerator(1).generate(random.begin(), random.end());
    QTest::newRow("random") << random;
}

void TestCodec::refusesWhatIsNoPicture()
{
    QFETCH(const QByteArray, bytes);
    QCOMPARE(codeOf(bytes), std::string("photo.not_an_image"));
}

void TestCodec::refusesTooManyBytes()
{
    const QByteArray picture = encoded(quadrants(), "jpeg");
    const QByteArray padding(qsizetype{community::maxPhotoInputBytes} - picture.size(), '\0');
    QCOMPARE(codeOf(picture + padding), std::string("accepted"));
    QCOMPARE(codeOf(picture + padding + "x"), std::string("photo.too_large"));
    QCOMPARE(codeOf(QByteArray(26 * 1024 * 1024, 'x')), std::string("photo.too_large"));
}

void TestCodec::refusesBombs()
{
    QCOMPARE(codeOf(pngOfSize(30'000, 30'000)), std::string("photo.too_large"));
    QCOMPARE(codeOf(pngOfSize(0x7fffffff, 0x7fffffff)), std::string("photo.not_an_image")); // libpng's own limit
    QByteArray jpeg = encoded(quadrants(), "jpeg");
    const qsizetype frame = jpeg.indexOf("\xff\xc0");
    QVERIFY(frame > 0);
    jpeg.replace(frame + 5, 4, QByteArray("\xf0\xf0\xf0\xf0", 4)); // 61680 × 61680
    QCOMPARE(codeOf(jpeg), std::string("photo.too_large"));
}

void TestCodec::eachByteFlippedNeverCrashes()
{
    for (const char* format : {"jpeg", "png", "webp"}) {
        const QByteArray plain = encoded(quadrants(), format);
        const QByteArray picture = QByteArrayView(format) == "jpeg" ? withOrientation(plain, 6) : plain;
        for (qsizetype i = 0; i < picture.size(); ++i) {
            QByteArray broken = picture;
            broken[i] = static_cast<char>(~broken[i]);
            const auto result = reencode(broken);
            QVERIFY(result ? isBare(*result) : result.error().code.starts_with("photo."));
        }
    }
}

QTEST_GUILESS_MAIN(TestCodec)
#include "tst_platform_codec.moc"
