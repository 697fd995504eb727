#include "ui/export/export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "ui/canvas/stage_painter.h"
#include "ui/paint/svg_groups.h"

namespace calc {
namespace {

constexpr double kDotsPerInch = 96.0;  // one px of a size, as CSS and SVG have it

PaintContext contextOf(const ExportRequest& request, PaintTarget target) {
    PaintContext context;
    context.theme = Theme::of(request.theme);
    context.scale = stageScale(request.size);
    context.typeScale = request.typeScale;
    context.pixelRatio = request.scale;
    context.target = target;
    return context;
}

StageGround groundOf(const ExportRequest& request) {
    return request.background == Background::Transparent ? StageGround::Transparent : StageGround::Paper;
}

void paintStage(QPainter& painter, const Frame& frame, const ExportRequest& request, PaintTarget target) {
    const PaintContext context = contextOf(request, target);
    StagePainter().paint(painter, frame, layoutStage(frame, request.size, context), context, groundOf(request), {});
}

QByteArray svgBytes(const Frame& frame, const ExportRequest& request) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(request.size);
    generator.setViewBox(QRect(QPoint(0, 0), request.size));
    // Other resolutions make QSvgGenerator shrink the type.
    generator.setResolution(static_cast<int>(kDotsPerInch));
    generator.setTitle(QStringLiteral("Calculoscope"));
    QPainter painter(&generator);
    paintStage(painter, frame, request, PaintTarget::Svg);
    painter.end();
    // Millimetres, rounded as they are, would make viewers add a pixel.
    static const QRegularExpression inMillimetres(QStringLiteral("width=\"[0-9.]+mm\" height=\"[0-9.]+mm\""));
    QString text = QString::fromUtf8(withSvgGroups(bytes));
    const QRegularExpressionMatch size = inMillimetres.match(text);
    if (size.hasMatch()) {
        text.replace(size.capturedStart(), size.capturedLength(),
                     QStringLiteral("width=\"%1\" height=\"%2\"").arg(request.size.width()).arg(request.size.height()));
    }
    return text.toUtf8();
}

QByteArray pdfBytes(const Frame& frame, const ExportRequest& request) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Calculoscope"));
    const QSizeF points = QSizeF(request.size) * 72.0 / kDotsPerInch;
    writer.setPageLayout(
        QPageLayout(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch), QPageLayout::Portrait, QMarginsF()));
    writer.setResolution(1200);
    QPainter painter(&writer);
    // Without this QPdfWriter keeps images as JPEG.
    painter.setRenderHint(QPainter::LosslessImageRendering);
    painter.scale(1200.0 / kDotsPerInch, 1200.0 / kDotsPerInch);
    paintStage(painter, frame, request, PaintTarget::Pdf);
    painter.end();
    buffer.close();
    return bytes;
}

Error cannotWrite(const QString& path, const QString& why) {
    return {ErrorCode::BadFile,
            {CALC_TEXT("The picture could not be written to {0}: {1}."), {path.toStdString(), why.toStdString()}},
            std::nullopt,
            "output"};
}

}  // namespace

std::optional<ExportFormat> formatOf(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == QLatin1String("png")) return ExportFormat::Png;
    if (ending == QLatin1String("svg")) return ExportFormat::Svg;
    if (ending == QLatin1String("pdf")) return ExportFormat::Pdf;
    return std::nullopt;
}

QImage renderImage(const Frame& frame, const ExportRequest& request) {
    const QSize pixels = (QSizeF(request.size) * request.scale).toSize();
    const bool isTransparent = request.background == Background::Transparent;
    QImage image(pixels, isTransparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (image.isNull()) return image;
    image.setDevicePixelRatio(request.scale);
    image.fill(isTransparent ? QColor(Qt::transparent) : Theme::of(request.theme).colour(Token::Paper));
    QPainter painter(&image);
    paintStage(painter, frame, request, PaintTarget::Raster);
    painter.end();
    image.setDevicePixelRatio(1.0);
    const int dotsPerMetre = static_cast<int>(std::lround(kDotsPerInch * request.scale / 0.0254));
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    return image;
}

Result<QByteArray> exportBytes(const Frame& frame, const ExportRequest& request) {
    if (request.format == ExportFormat::Svg) return svgBytes(frame, request);
    if (request.format == ExportFormat::Pdf) return pdfBytes(frame, request);
    const QImage image = renderImage(frame, request);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (image.isNull() || !image.save(&buffer, "PNG", 60)) {
        return Error{ErrorCode::TooLarge, {CALC_TEXT("A picture of this size does not fit into memory.")}, std::nullopt, "size"};
    }
    return bytes;
}

std::optional<Error> exportFile(const Frame& frame, const ExportRequest& request, const QString& path) {
    // Opened first: where nothing can be written, nothing need be painted.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return cannotWrite(path, file.errorString());
    const Result<QByteArray> bytes = exportBytes(frame, request);
    if (!bytes) return bytes.error();
    if (file.write(*bytes) != bytes->size() || !file.commit()) return cannotWrite(path, file.errorString());
    return std::nullopt;
}

}  // namespace calc
