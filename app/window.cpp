#include "app/window.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QLibrary>
#include <QLibraryInfo>
#include <QStringList>
#include <iostream>
#include <optional>

#include "ui/controls/chrome.h"
#include "ui/controls/glyphs.h"
#include "ui/main_window.h"
#include "ui/state/resource_reading.h"
#include "ui/state/settings.h"

namespace calc {
namespace {

/// A connection to the X server at $DISPLAY, made through the library that Qt's own plugin uses, so the answer is Qt's. It is kept until Qt
/// has its own: a server that resets itself when its last client leaves (Xvfb) would turn Qt away meanwhile.
class XConnection {
public:
    XConnection() {
        QLibrary xcb(QStringLiteral("xcb"), 1);
        const auto connect = reinterpret_cast<void* (*)(const char*, int*)>(xcb.resolve("xcb_connect"));
        const auto hasError = reinterpret_cast<int (*)(void*)>(xcb.resolve("xcb_connection_has_error"));
        m_disconnect = reinterpret_cast<void (*)(void*)>(xcb.resolve("xcb_disconnect"));
        if (!connect || !hasError || !m_disconnect) return;  // then it is for Qt to say
        m_connection = connect(nullptr, nullptr);
        m_answers = hasError(m_connection) == 0;
    }
    ~XConnection() {
        if (m_connection) m_disconnect(m_connection);
    }
    XConnection(const XConnection&) = delete;
    XConnection& operator=(const XConnection&) = delete;

    bool answers() const { return m_answers; }

private:
    void (*m_disconnect)(void*) = nullptr;
    void* m_connection = nullptr;
    bool m_answers = true;
};

bool speaksWayland() {
    return QDir(QLibraryInfo::path(QLibraryInfo::PluginsPath) + QStringLiteral("/platforms"))
               .entryList({QStringLiteral("libqwayland*")})
               .size() > 0;
}

/// Qt aborts where it finds no display, or an empty name of one; a person is told what works without. `held` keeps the server that
/// answered.
bool hasDisplay(int argc, char** argv, std::optional<XConnection>& held) {
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "-platform") return true;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qunsetenv("QT_QPA_PLATFORM");
    const QString chosen = qEnvironmentVariable("QT_QPA_PLATFORM");
    if (!chosen.isEmpty() && !chosen.startsWith(QLatin1String("xcb"))) return true;
    if (!qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") && chosen.isEmpty() && speaksWayland()) return true;
    if (qEnvironmentVariableIsEmpty("DISPLAY")) return false;
    return held.emplace().answers();
}

QSize sizeOf(const std::string& geometry) {
    const QStringList sides = QString::fromStdString(geometry).split(QLatin1Char('x'));
    return sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
}

/// A file, or a built-in scene by the name that `scenes` lists; a file of that name comes first.
void openIn(MainWindow& window, const QString& scene) {
    if (!QFileInfo::exists(scene) && builtInSceneNames().contains(scene))
        window.openBuiltIn(scene);
    else
        window.openFile(scene);
}

}  // namespace

int runWindow(int argc, char** argv, const std::string& scene, const std::string& geometry) {
    std::optional<XConnection> display;
    if (!hasDisplay(argc, argv, display)) {
        std::cerr << "calculoscope: there is no display to open a window on; `calculoscope render SCENE -o FILE` draws without one, "
                     "`calculoscope --help` lists all that works.\n";
        return 1;
    }
    QApplication application(argc, argv);
    display.reset();
    QApplication::setApplicationName(QStringLiteral("calculoscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("Calculoscope"));
    QApplication::setApplicationVersion(QStringLiteral(CALCULOSCOPE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("calculoscope"));
    Settings settings;
    MainWindow window(settings);
    QApplication::setWindowIcon(QIcon(logoPixmap(128, Theme::light())));
    const QSize size = sizeOf(geometry);
    if (size.isValid() && !size.isEmpty()) {
        window.move(0, 0);
        window.resize(size);
    }
    if (!scene.empty()) openIn(window, QString::fromStdString(scene));
    window.show();
    return QApplication::exec();
}

}  // namespace calc
