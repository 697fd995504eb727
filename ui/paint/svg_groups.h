#pragma once
#include <QByteArray>
#include <QString>

class QPainter;

namespace calc {

/// QSvgGenerator cannot write a <title>. While painting into it we leave two marks in the stream, words that no picture has, with the title
/// in them; withSvgGroups turns what stands between them into <g><title>…</title>…</g> in the finished file.
void openSvgGroup(QPainter& painter, const QString& title);
void closeSvgGroup(QPainter& painter);

/// The file with its marks made groups, and with fallbacks behind every font family.
QByteArray withSvgGroups(const QByteArray& svg);

}  // namespace calc
