#pragma once
#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

#include "core/scene/scene.h"

class QSettings;

namespace calc {

enum class Appearance { Light, Dark, Print };

/// What a person chose once for all.
struct Preferences {
    Appearance appearance = Appearance::Light;
    int typePercent = 100;  ///< 100 to 200
    bool motion = true;
    bool railFolded = false;
    bool operator==(const Preferences&) const = default;
};

/// A page as it was left.
struct KeptPage {
    Scene scene;
    Scene saved;
    QString filePath;
    double time = 0.0;
    bool operator==(const KeptPage&) const = default;
};

/// The only QSettings: an INI file. What cannot be read is never fatal: a broken file is put aside under another name (see putAside), a
/// single broken value has its default, and where nothing can be written the program goes on with what it has in memory.
class Settings {
public:
    static constexpr int kMostRecentFiles = 8;

    /// The person's own file.
    static QString defaultFile();
    explicit Settings(const QString& file = defaultFile());
    ~Settings();

    /// Where a settings file that could not be read was put; empty: all was well.
    const QString& putAside() const { return m_putAside; }

    Preferences preferences() const;
    void setPreferences(const Preferences& preferences);

    QStringList recentFiles() const;
    void addRecentFile(const QString& path);  ///< to the front
    void removeRecentFile(const QString& path);
    void clearRecentFiles();

    std::optional<KeptPage> keptPage(const QString& page) const;
    void keepPage(const QString& page, const KeptPage& kept);
    void forgetPage(const QString& page);
    QString lastPage() const;
    void setLastPage(const QString& page);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

    void write();

private:
    void putBrokenFileAside(const QString& file);

    std::unique_ptr<QSettings> m_store;
    QString m_putAside;
};

}  // namespace calc
