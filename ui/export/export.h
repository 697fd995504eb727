#pragma once
#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/scene/frame.h"
#include "ui/paint/theme.h"

/// A Frame as a file or a picture, through the same layout and painters as the window. (Agreed interface: the command line's `render`, the
/// page's menu and the clipboard call these.)
namespace calc {

enum class ExportFormat : std::uint8_t { Png, Svg, Pdf };
enum class Background : std::uint8_t { Paper, Transparent };

struct ExportRequest {
    ExportFormat format = ExportFormat::Png;
    QSize size{1920, 1080};     ///< in px; decides type and line sizes
    double scale = 1.0;         ///< device pixels for one px (PNG, and images embedded in SVG and PDF: twice that at least)
    ThemeKind theme = ThemeKind::Light;
    Background background = Background::Paper;
    double typeScale = 1.0;
};

/// By the ending of the path, .png .svg .pdf; nothing for any other.
std::optional<ExportFormat> formatOf(const QString& path);

QImage renderImage(const Frame& frame, const ExportRequest& request);
Result<QByteArray> exportBytes(const Frame& frame, const ExportRequest& request);
/// Written beside the old file and put in its place when it is complete. The error says what could not be written and why.
std::optional<Error> exportFile(const Frame& frame, const ExportRequest& request, const QString& path);

/// The numbers behind a panel as CSV: each line, bar, point with its coordinates, shortest digits that read back.
std::string panelNumbers(const Panel& panel);
/// Those of all its panels, a line with the name of each before them.
std::string frameNumbers(const Frame& frame);

}  // namespace calc
