#pragma once
#include <QDialog>

#include "ui/export/export.h"
#include "ui/state/settings.h"

namespace calc {

class SegmentedChoice;

/// What is on the screen and which keys there are; `page` is the id of the page that is seen, empty for the start screen.
class HelpDialog : public QDialog {
    Q_OBJECT

public:
    HelpDialog(const QString& page, QWidget* parent);
};

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent);
};

/// Theme, type size, motion: seen at once.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(const Preferences& preferences, QWidget* parent);

signals:
    void changed(const calc::Preferences& preferences);

private:
    Preferences m_preferences;
};

/// Fills an ExportRequest: kind of file, size, scale, theme, background.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(ThemeKind theme, QWidget* parent);

    ExportRequest request() const;
    QString suffix() const;
    QString fileFilter() const;

private:
    SegmentedChoice* m_format;
    SegmentedChoice* m_size;
    SegmentedChoice* m_scale;
    SegmentedChoice* m_theme;
    SegmentedChoice* m_background;
};

}  // namespace calc
