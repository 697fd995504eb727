#include "ui/state/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>

#include "core/base/number_text.h"
#include "core/scene/codec.h"

namespace calc {
namespace {

const QString kAppearance = QStringLiteral("look/theme");
const QString kTypePercent = QStringLiteral("look/type_percent");
const QString kMotion = QStringLiteral("look/motion");
const QString kRailFolded = QStringLiteral("look/rail_folded");
const QString kRecent = QStringLiteral("files/recent");
const QString kLastPage = QStringLiteral("pages/last");
const QString kGeometry = QStringLiteral("window/geometry");
const QStringList kAppearances = {QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("print")};

QString pageKey(const QString& page, const char* what) { return QStringLiteral("page_%1/%2").arg(page, QLatin1String(what)); }

bool flag(const QSettings& store, const QString& key, bool otherwise) {
    const QString text = store.value(key).toString();
    if (text == QLatin1String("true")) return true;
    return text == QLatin1String("false") ? false : otherwise;
}

std::optional<Scene> sceneOf(const QSettings& store, const QString& key) {
    const Result<Scene> scene = decode(store.value(key).toString().toStdString());
    return scene ? std::optional(*scene) : std::nullopt;
}

/// QSettings takes many a damaged file for a good one (binary rubbish becomes keys): a settings file of ours is text without NUL bytes.
bool isText(const QString& file) {
    QFile bytes(file);
    if (!bytes.exists()) return true;
    if (!bytes.open(QIODevice::ReadOnly)) return false;
    return !bytes.readAll().contains('\0');
}

}  // namespace

QString Settings::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/calculoscope/calculoscope.ini");
}

Settings::Settings(const QString& file) {
    if (!isText(file)) putBrokenFileAside(file);
    m_store = std::make_unique<QSettings>(file, QSettings::IniFormat);
    m_store->setFallbacksEnabled(false);
    // Sections are parsed when they are first asked for; a fault must be known now.
    m_store->allKeys();
    if (m_store->status() == QSettings::FormatError) {
        m_store.reset();
        putBrokenFileAside(file);
        m_store = std::make_unique<QSettings>(file, QSettings::IniFormat);
    }
}

Settings::~Settings() = default;

void Settings::putBrokenFileAside(const QString& file) {
    const QString aside = file + QStringLiteral(".unreadable");
    QFile::remove(aside);
    if (QFile::rename(file, aside)) m_putAside = aside;
}

Preferences Settings::preferences() const {
    Preferences preferences;
    const qsizetype appearance = kAppearances.indexOf(m_store->value(kAppearance).toString());
    if (appearance >= 0) preferences.appearance = static_cast<Appearance>(appearance);
    bool isNumber = false;
    const int percent = m_store->value(kTypePercent).toString().toInt(&isNumber);
    if (isNumber) preferences.typePercent = std::clamp(percent, 100, 200);
    preferences.motion = flag(*m_store, kMotion, true);
    preferences.railFolded = flag(*m_store, kRailFolded, false);
    return preferences;
}

void Settings::setPreferences(const Preferences& preferences) {
    m_store->setValue(kAppearance, kAppearances.at(static_cast<int>(preferences.appearance)));
    m_store->setValue(kTypePercent, preferences.typePercent);
    m_store->setValue(kMotion, preferences.motion);
    m_store->setValue(kRailFolded, preferences.railFolded);
}

QStringList Settings::recentFiles() const { return m_store->value(kRecent).toStringList().mid(0, kMostRecentFiles); }

void Settings::addRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    m_store->setValue(kRecent, QStringList(files.mid(0, kMostRecentFiles)));
}

void Settings::removeRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    m_store->setValue(kRecent, files);
}

void Settings::clearRecentFiles() { m_store->remove(kRecent); }

std::optional<KeptPage> Settings::keptPage(const QString& page) const {
    const std::optional<Scene> scene = sceneOf(*m_store, pageKey(page, "scene"));
    if (!scene) return {};
    const Scene saved = sceneOf(*m_store, pageKey(page, "saved")).value_or(*scene);
    const double time = parseDouble(m_store->value(pageKey(page, "time")).toString().toStdString()).value_or(0.0);
    return KeptPage{*scene, saved, m_store->value(pageKey(page, "file")).toString(), time};
}

void Settings::keepPage(const QString& page, const KeptPage& kept) {
    m_store->setValue(pageKey(page, "scene"), QString::fromStdString(encode(kept.scene)));
    m_store->setValue(pageKey(page, "saved"), QString::fromStdString(encode(kept.saved)));
    m_store->setValue(pageKey(page, "file"), kept.filePath);
    m_store->setValue(pageKey(page, "time"), QString::fromStdString(shortest(kept.time)));
}

void Settings::forgetPage(const QString& page) { m_store->remove(QStringLiteral("page_") + page); }

QString Settings::lastPage() const { return m_store->value(kLastPage).toString(); }

void Settings::setLastPage(const QString& page) { m_store->setValue(kLastPage, page); }

QByteArray Settings::windowGeometry() const { return m_store->value(kGeometry).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray& geometry) { m_store->setValue(kGeometry, geometry); }

void Settings::write() { m_store->sync(); }

}  // namespace calc
