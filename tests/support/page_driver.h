#pragma once
#include <QAbstractButton>
#include <QLineEdit>
#include <QStringList>
#include <QTest>
#include <memory>
#include <string>

#include "core/scene/describe.h"
#include "ui/canvas/stage_view.h"
#include "ui/pages/scene_page.h"
#include "ui/state/resource_reading.h"

/// How tests open a page and work it: by clicking and typing.
namespace calc {

/// The page with a built-in scene, shown, prepared and at rest; null where it does not come to that.
template <class Page>
std::unique_ptr<Page> opened(const char* builtIn) {
    const Result<Scene> scene = builtInScene(QLatin1String(builtIn));
    if (!scene.ok()) return nullptr;
    auto page = std::make_unique<Page>(*scene);
    page->resize(1662, 1080);
    page->show();
    page->start(false);
    if (!QTest::qWaitForWindowExposed(page.get())) return nullptr;
    return QTest::qWaitFor([&page] { return page->preparation().prepared() && !page->stage().frame().panels.empty(); }, 20000)
               ? std::move(page)
               : nullptr;
}

inline std::string pictureOf(ScenePage& page) { return describe(page.stage().frame()); }
inline void settle(ScenePage& page) { QTRY_VERIFY_WITH_TIMEOUT(!page.preparation().isBusy(), 20000); }

/// Drags a handle of the stage with the left button, in five moves.
inline void drag(ScenePage& page, const std::string& handle, QPoint by) {
    const auto place = page.stage().handlePlace(QString::fromStdString(handle));
    QVERIFY2(place, handle.c_str());
    const QPoint from = place->toPoint();
    QTest::mousePress(&page.stage(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= 5; ++i) QTest::mouseMove(&page.stage(), from + by * i / 5);
    QTest::mouseRelease(&page.stage(), Qt::LeftButton, {}, from + by);
    settle(page);
}

/// The classes of the controls that Tab reaches and that a screen reader has no name for.
inline QStringList unnamedControls(const ScenePage& page) {
    QStringList unnamed;
    for (const QWidget* widget : page.findChildren<QWidget*>()) {
        const bool takesFocus = (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled();
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        if (takesFocus && !isNamed && !qobject_cast<const StageView*>(widget)) unnamed += QLatin1String(widget->metaObject()->className());
    }
    return unnamed;
}

inline void type(QLineEdit& field, const char* text) {
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

}  // namespace calc
