#include "app/window.h"

#include <QApplication>
#include <QIcon>
#include <QStringList>
#include <iostream>

#include "ui/controls/chrome.h"
#include "ui/controls/glyphs.h"
#include "ui/main_window.h"
#include "ui/state/settings.h"

namespace calc {
namespace {

/// Qt aborts where it finds no display; a person is told what works without one.
bool hasDisplay(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "-platform") return true;
    }
    const bool chosen =
        qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariable("QT_QPA_PLATFORM").startsWith(QLatin1String("xcb"));
    return chosen || !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

QSize sizeOf(const std::string& geometry) {
    const QStringList sides = QString::fromStdString(geometry).split(QLatin1Char('x'));
    return sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize();
}

}  // namespace

int runWindow(int argc, char** argv, const std::string& file, const std::string& geometry) {
    if (!hasDisplay(argc, argv)) {
        std::cerr << "calculoscope: there is no display to open a window on; `calculoscope render SCENE -o FILE` draws without one, "
                     "`calculoscope --help` lists all that works.\n";
        return 1;
    }
    QApplication application(argc, argv);
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
    if (!file.empty()) window.openFile(QString::fromStdString(file));
    window.show();
    return QApplication::exec();
}

}  // namespace calc
