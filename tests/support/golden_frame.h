#pragma once
#include <QDir>
#include <QFile>
#include <QString>
#include <string>

/// Compares a text with tests/data/frames/<name>.txt; empty: they agree, else what differs first. With CALCULOSCOPE_RECORD set in the
/// environment the file is written instead: read the change before you commit it.
inline QString differenceFromGolden(const QString& name, const std::string& text) {
    const QString folder = QStringLiteral(CALCULOSCOPE_TEST_DATA "/frames");
    QFile file(folder + "/" + name + ".txt");
    if (qEnvironmentVariableIsSet("CALCULOSCOPE_RECORD")) {
        QDir().mkpath(folder);
        if (!file.open(QIODevice::WriteOnly)) return "cannot write " + file.fileName();
        file.write(text.data(), static_cast<qint64>(text.size()));
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) return "there is no " + file.fileName();
    const QStringList want = QString::fromUtf8(file.readAll()).split('\n');
    const QStringList got = QString::fromStdString(text).split('\n');
    for (qsizetype i = 0; i < std::max(want.size(), got.size()); ++i) {
        const QString wanted = i < want.size() ? want[i] : QString("(end)");
        const QString given = i < got.size() ? got[i] : QString("(end)");
        if (wanted != given) return QString("line %1\n  want %2\n  got  %3").arg(i + 1).arg(wanted, given);
    }
    return {};
}
