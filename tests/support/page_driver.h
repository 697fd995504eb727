#pragma once
#include <QLineEdit>
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

inline void type(QLineEdit& field, const char* text) {
    field.setFocus();
    field.selectAll();
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

}  // namespace calc
