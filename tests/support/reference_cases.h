#pragma once
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

/// The lines of tests/data/<name> as JSON objects; blank lines and lines that begin with # are notes.
inline QList<QJsonObject> casesOf(const QString& name) {
    QList<QJsonObject> cases;
    QFile file(QStringLiteral(CALCULOSCOPE_TEST_DATA "/") + name);
    if (!file.open(QIODevice::ReadOnly)) return cases;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (!line.isEmpty() && !line.startsWith('#')) cases.append(QJsonDocument::fromJson(line).object());
    }
    return cases;
}

/// A field that may be a number or a text, as text.
inline QString textOf(const QJsonValue& value) { return value.isString() ? value.toString() : QString::number(value.toDouble(), 'g', 17); }
