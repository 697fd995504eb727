#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <cmath>

#include "tests/support/sample_frames.h"
#include "ui/canvas/stage_view.h"
#include "ui/export/export.h"
#include "ui/paint/stage_layout.h"

using namespace calc;

namespace {

ExportRequest requestFor(ExportFormat format, QSize size = {1920, 1080}, ThemeKind theme = ThemeKind::Light) {
    ExportRequest request;
    request.format = format;
    request.size = size;
    request.theme = theme;
    return request;
}

QByteArray bytesOf(const Frame& frame, const ExportRequest& request) {
    const Result<QByteArray> bytes = exportBytes(frame, request);
    return bytes ? *bytes : QByteArray();
}

// What the page of a PDF says, inflated.
QString pdfPage(const QByteArray& pdf) {
    QString text;
    for (qsizetype at = pdf.indexOf("stream\n"); at >= 0; at = pdf.indexOf("stream\n", at + 7)) {
        if (at >= 3 && pdf.mid(at - 3, 3) == "end") continue;
        const QByteArray packed = pdf.mid(at + 7, pdf.indexOf("endstream", at + 7) - at - 7);
        if (!packed.startsWith('x')) continue;  // not deflated
        const QByteArray page = qUncompress(QByteArray("\x01\x00\x00\x00", 4) + packed);
        if (page.contains(" Do")) text += QString::fromLatin1(page);
    }
    return text;
}

double cubic(double x) { return 5.0 * x * x * x; }
double tangent(double x) { return std::tan(x); }
double reciprocal(double x) { return 1.0 / x; }

// A number anywhere in the data of paths, polylines, lines and rectangles of an SVG, with the transform of its group applied.
struct SvgPoint {
    QPointF at;
    double lineWidth = 0.0;
};

std::vector<double> numbersIn(const QString& text) {
    static const QRegularExpression number("-?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?");
    std::vector<double> result;
    for (auto match = number.globalMatch(text); match.hasNext();) result.push_back(match.next().captured().toDouble());
    return result;
}

std::vector<SvgPoint> strokedPoints(const QByteArray& svg) {
    std::vector<SvgPoint> points;
    QXmlStreamReader reader(svg);
    struct Group {
        QTransform transform;
        double width = 0.0;
        bool stroked = false;
    };
    std::vector<Group> groups{{}};
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            Group group = groups.back();
            const auto attributes = reader.attributes();
            if (attributes.hasAttribute("transform")) {
                const auto m = numbersIn(attributes.value("transform").toString());
                if (m.size() == 6) group.transform = QTransform(m[0], m[1], m[2], m[3], m[4], m[5]);
            }
            if (attributes.hasAttribute("stroke-width")) group.width = attributes.value("stroke-width").toDouble();
            if (attributes.hasAttribute("stroke")) group.stroked = attributes.value("stroke") != QLatin1String("none");
            groups.push_back(group);
            const QString name = reader.name().toString();
            std::vector<double> flat;
            if (name == "path") flat = numbersIn(attributes.value("d").toString());
            if (name == "polyline" || name == "polygon") flat = numbersIn(attributes.value("points").toString());
            if (name == "line")
                flat = {attributes.value("x1").toDouble(), attributes.value("y1").toDouble(), attributes.value("x2").toDouble(),
                        attributes.value("y2").toDouble()};
            for (std::size_t i = 1; i < flat.size(); i += 2)
                points.push_back({group.transform.map(QPointF(flat[i - 1], flat[i])), group.width});
        } else if (token == QXmlStreamReader::EndElement) {
            groups.pop_back();
        }
    }
    return points;
}

QStringList svgTexts(const QByteArray& svg, const char* element) {
    QStringList texts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String(element))
            texts << reader.readElementText().trimmed();
    }
    return texts;
}

// Rows of the region that hold dark ink.
int inkHeight(const QImage& image, const QRect& region) {
    int first = -1;
    int last = -1;
    for (int y = region.top(); y <= region.bottom(); ++y) {
        for (int x = region.left(); x <= region.right(); ++x) {
            if (qGray(image.pixel(x, y)) > 110) continue;
            if (first < 0) first = y;
            last = y;
            break;
        }
    }
    return last - first + 1;
}

}  // namespace

class TestExport : public QObject {
    Q_OBJECT

private slots:
    void pageAndExportAgreeToThePixel_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("theme");
        for (const int which : {0, 1, 2}) {
            for (const int theme : {0, 1}) QTest::addRow("%d %s", which, theme == 0 ? "light" : "dark") << which << theme;
        }
    }
    void pageAndExportAgreeToThePixel() {
        QFETCH(int, which);
        QFETCH(int, theme);
        const Frame frame = which == 0 ? sampleAreaFrame() : which == 1 ? sampleLimitFrame() : sampleDescentFrame();
        const auto kind = static_cast<ThemeKind>(theme);
        StageView view;
        view.setTheme(Theme::of(kind));
        view.resize(1920, 1080);
        view.show(frame);
        const QImage page = view.grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QImage file = renderImage(frame, requestFor(ExportFormat::Png, {1920, 1080}, kind)).convertToFormat(QImage::Format_RGB32);
        QCOMPARE(page.size(), file.size());
        int differing = 0;
        for (int y = 0; y < page.height(); ++y) {
            for (int x = 0; x < page.width(); ++x) differing += page.pixel(x, y) != file.pixel(x, y) ? 1 : 0;
        }
        QCOMPARE(differing, 0);
    }
    void aKeptPictureEqualsAFreshOne() {
        // Scrubbing there and back must leave no trace in what the view keeps.
        StageView view;
        view.resize(1298, 1002);
        for (const double time : {0.2, 0.9, 0.05, 0.4}) {
            view.show(sampleDescentFrame(time));
            view.grab();
        }
        StageView fresh;
        fresh.resize(1298, 1002);
        fresh.show(sampleDescentFrame(0.4));
        QCOMPARE(view.grab().toImage(), fresh.grab().toImage());
    }
    void steepCurvesStayInTheirPanel_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("5x^3") << 0;
        QTest::newRow("tan x") << 1;
        QTest::newRow("1/x") << 2;
    }
    void steepCurvesStayInTheirPanel() {
        QFETCH(int, which);
        const Frame frame = sampleCurveFrame(which == 0 ? cubic : which == 1 ? tangent : reciprocal);
        const QSize size(1280, 800);
        const QByteArray svg = bytesOf(frame, requestFor(ExportFormat::Svg, size));
        PaintContext context;
        context.scale = stageScale(size);
        const QRectF plot = layoutStage(frame, size, context).panels.front().plot;
        int steep = 0;
        for (const SvgPoint& point : strokedPoints(svg)) {
            // Nothing anywhere leaves the picture; what is in the plot's columns and belongs to lines stays in the plot.
            QVERIFY2(QRectF(QPointF(-1, -1), QSizeF(size) + QSizeF(2, 2)).contains(point.at),
                     qPrintable(QString("%1 %2").arg(point.at.x()).arg(point.at.y())));
            if (point.lineWidth > 2.9) {
                const double slack = point.lineWidth;
                QVERIFY(plot.adjusted(-slack, -slack, slack, slack).contains(point.at));
                if (std::abs(point.at.y() - plot.top()) < 1.0 || std::abs(point.at.y() - plot.bottom()) < 1.0) ++steep;
            }
        }
        QVERIFY2(steep >= 2, "the curve does reach the edge");
    }
    void svgKeepsWordsAsTextAndFormulasAsTitledOutlines() {
        const QByteArray svg = bytesOf(sampleAreaFrame(), requestFor(ExportFormat::Svg));
        QXmlStreamReader reader(svg);
        while (!reader.atEnd()) reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        const QStringList words = svgTexts(svg, "text");
        for (const char* expected : {"Signed area", "Sum \u2212 integral", "+0.006074", "the sum becomes the area.", "1.287996", "+2.948",
                                     "Midpoint rule, n = 13"}) {
            QVERIFY2(words.join('\n').contains(QString::fromUtf8(expected)), expected);
        }
        const QStringList titles = svgTexts(svg, "title");
        QVERIFY2(titles.join('\n').contains("1.28192"), qPrintable(titles.join('\n')));
        QVERIFY(!svg.contains("calculoscope-"));
        QVERIFY(QSvgRenderer(svg).isValid());
    }
    void svgTypeIsAsHighAsInThePng() {
        Frame frame = sampleCurveFrame(cubic);
        frame.sentence = "HHHHHHHH";
        const QSize size(1280, 800);
        const QImage png = renderImage(frame, requestFor(ExportFormat::Png, size));
        QImage drawn(size, QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QSvgRenderer renderer(bytesOf(frame, requestFor(ExportFormat::Svg, size)));
        QPainter painter(&drawn);
        renderer.render(&painter, QRectF(QPointF(0, 0), size));
        painter.end();
        const QRect sentence(15, 760, 200, 38);
        const int inPng = inkHeight(png, sentence);
        const int inSvg = inkHeight(drawn, sentence);
        QVERIFY(inPng > 10);
        QVERIFY2(std::abs(inPng - inSvg) <= 1, qPrintable(QString("%1 %2").arg(inPng).arg(inSvg)));
    }
    void surfaceAndMapAreEmbeddedAtTwiceTheSize() {
        const QSize size(1280, 800);
        const QByteArray svg = bytesOf(sampleDescentFrame(), requestFor(ExportFormat::Svg, size));
        static const QRegularExpression image("<image[^>]*width=\"([\\d.]+)\"[^>]*height=\"([\\d.]+)\"[^>]*base64,([^\"]+)\"");
        int found = 0;
        for (auto match = image.globalMatch(QString::fromUtf8(svg)); match.hasNext();) {
            const auto one = match.next();
            const QImage embedded = QImage::fromData(QByteArray::fromBase64(one.captured(3).toLatin1()), "PNG");
            QVERIFY(!embedded.isNull());
            QVERIFY2(embedded.width() >= 1.99 * one.captured(1).toDouble(),
                     qPrintable(QString("%1 %2").arg(embedded.width()).arg(one.captured(1))));
            ++found;
        }
        QCOMPARE(found, 2);
    }
    void pdfLaysEverythingOnThePageAndImagesAreOpaque() {
        const QString text = pdfPage(bytesOf(sampleDescentFrame(), requestFor(ExportFormat::Pdf, {1280, 800})));
        QVERIFY(text.contains(" Do"));
        // Nothing is scaled by more than the page is (1200 dots an inch for 96): axes once stood far off it.
        static const QRegularExpression matrix("([-0-9.]+) [-0-9.]+ [-0-9.]+ ([-0-9.]+) [-0-9.]+ [-0-9.]+ cm\n(?!/Im)");
        int count = 0;
        for (auto match = matrix.globalMatch(text); match.hasNext(); ++count) {
            const auto found = match.next();
            QVERIFY2(std::fabs(found.captured(1).toDouble()) < 12.6, qPrintable(found.captured()));
        }
        QVERIFY(count > 10);
        static const QRegularExpression state("/(GS\\w+) gs|/Im\\d+\\s+Do");
        QString last;
        for (auto match = state.globalMatch(text); match.hasNext();) {
            const auto found = match.next();
            if (found.captured(1).isEmpty()) QCOMPARE(last, QString("GSa"));
            last = found.captured(1).isEmpty() ? last : found.captured(1);
        }
    }
    void svgIsAsLargeAsAskedFor() {
        const QByteArray svg = bytesOf(sampleAreaFrame(), requestFor(ExportFormat::Svg, {1280, 800}));
        QVERIFY(svg.contains("width=\"1280\" height=\"800\""));
        QCOMPARE(QSvgRenderer(svg).defaultSize(), QSize(1280, 800));
    }
    void pdfHasOnePageOfTheSizeAndLosslessImages() {
        const QByteArray pdf = bytesOf(sampleDescentFrame(), requestFor(ExportFormat::Pdf, {1280, 800}));
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(!pdf.contains("DCTDecode"));
        static const QRegularExpression box("/MediaBox \\[([^\\]]+)\\]");
        const auto numbers = numbersIn(box.match(QString::fromLatin1(pdf)).captured(1));
        QCOMPARE(numbers.size(), std::size_t(4));
        QVERIFY(std::abs(numbers[2] - 960.0) < 1.5 && std::abs(numbers[3] - 600.0) < 1.5);
    }
    void scaleMultipliesPixelsOnly() {
        ExportRequest request = requestFor(ExportFormat::Png, {1280, 800});
        request.scale = 2.0;
        const QImage twice = renderImage(sampleAreaFrame(), request);
        QCOMPARE(twice.size(), QSize(2560, 1600));
        const QImage once = renderImage(sampleAreaFrame(), requestFor(ExportFormat::Png, {1280, 800}));
        const QImage shrunk = twice.scaled(1280, 800, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        double difference = 0;
        for (int y = 0; y < 800; ++y) {
            for (int x = 0; x < 1280; ++x) difference += std::abs(qGray(once.pixel(x, y)) - qGray(shrunk.pixel(x, y)));
        }
        QVERIFY2(difference / (1280.0 * 800.0) < 1.5, qPrintable(QString::number(difference / (1280.0 * 800.0))));
    }
    void transparentGroundIsTransparent() {
        ExportRequest request = requestFor(ExportFormat::Png, {1280, 800});
        request.background = Background::Transparent;
        const QImage image = renderImage(sampleAreaFrame(), request);
        QCOMPARE(qAlpha(image.pixel(2, 400)), 0);
        QVERIFY(image.hasAlphaChannel());
    }
    void filesAreWrittenWholeOrNotAtAll() {
        QTemporaryDir folder;
        const QString path = folder.filePath("picture.png");
        QVERIFY(!exportFile(sampleAreaFrame(), requestFor(ExportFormat::Png, {640, 400}), path));
        QCOMPARE(QImage(path).size(), QSize(640, 400));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        const auto error =
            exportFile(sampleAreaFrame(), requestFor(ExportFormat::Png, {640, 400}), folder.filePath("no such folder/picture.png"));
        QVERIFY(error);
        QVERIFY(renderEnglish(error->message).find("picture.png") != std::string::npos);
        QVERIFY(formatOf("a.SVG") == ExportFormat::Svg);
        QVERIFY(!formatOf("a.bmp"));
    }
    void numbersOfAPanel() {
        const Frame frame = sampleAreaFrame();
        const QStringList lines = QString::fromStdString(panelNumbers(frame.panels[0])).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.front(), QString("mark,kind,x,y,x2,y2"));
        QCOMPARE(lines.filter(",box,").size(), 13);
        QVERIFY(lines.filter("f,line,").size() > 1000);
        for (const QString& line : lines) QCOMPARE(line.count(','), 5);
        QVERIFY(lines.contains("a,rule,0.4,,,"));
    }
};

QTEST_MAIN(TestExport)
#include "tst_export.moc"
