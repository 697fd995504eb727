#include "ui/pages/page_registry.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/pages/accumulation_page.h"
#include "ui/pages/area_page.h"
#include "ui/pages/curve_descent_page.h"
#include "ui/pages/descent_page.h"
#include "ui/pages/epsilon_delta_page.h"
#include "ui/pages/limit_page.h"
#include "ui/pages/probability_page.h"
#include "ui/pages/sequence_page.h"
#include "ui/pages/series_page.h"
#include "ui/pages/tangent_page.h"
#include "ui/pages/totals_page.h"
#include "ui/pages/training_page.h"
#include "ui/state/resource_reading.h"

namespace calc {
namespace {

template <class Page>
ScenePage* make(const Scene& scene, QWidget* parent) {
    return new Page(scene, parent);
}

QString tr(const char* text) { return QCoreApplication::translate("Pages", text); }

Scene withDefaults(const QString& id) {
    if (id == QLatin1String("area")) return {tr("Area under a curve").toStdString(), AreaScene{}};
    if (id == QLatin1String("limit")) return {tr("Zoom to a limit").toStdString(), LimitScene{}};
    if (id == QLatin1String("epsilon-delta")) return {tr("The bands of a limit").toStdString(), EpsilonDeltaScene{}};
    if (id == QLatin1String("sequence")) return {tr("A sequence and its limit").toStdString(), SequenceScene{}};
    if (id == QLatin1String("series")) return {tr("A series and its sum").toStdString(), SeriesScene{}};
    if (id == QLatin1String("training")) return {tr("Training as a sequence").toStdString(), TrainingScene{}};
    if (id == QLatin1String("tangent")) return {tr("From secant to tangent").toStdString(), TangentScene{}};
    if (id == QLatin1String("curve-descent")) return {tr("Descent on a curve").toStdString(), CurveDescentScene{}};
    if (id == QLatin1String("accumulation")) return {tr("The area so far").toStdString(), AccumulationScene{}};
    if (id == QLatin1String("probability")) return {tr("Probability is an area").toStdString(), ProbabilityScene{}};
    if (id == QLatin1String("totals")) return {tr("Two years of bicycle rentals").toStdString(), TotalsScene{}};
    DescentScene descent;
    descent.optimizers = {{"sgd", {}}, {"momentum", {}}};
    return {tr("Descent on a surface").toStdString(), descent};
}

}  // namespace

const std::vector<PageInfo>& pages() {
    static const std::vector<PageInfo> kPages = {
        {QStringLiteral("tangent"), QT_TRANSLATE_NOOP("Pages", "Tangent"), QStringLiteral("tangent"), &make<TangentPage>},
        {QStringLiteral("curve-descent"), QT_TRANSLATE_NOOP("Pages", "Descent on a curve"), QStringLiteral("curve-descent"),
         &make<CurveDescentPage>},
        {QStringLiteral("descent"), QT_TRANSLATE_NOOP("Pages", "Descent on a surface"), QStringLiteral("descent"), &make<DescentPage>},
        {QStringLiteral("area"), QT_TRANSLATE_NOOP("Pages", "Area"), QStringLiteral("area"), &make<AreaPage>},
        {QStringLiteral("accumulation"), QT_TRANSLATE_NOOP("Pages", "Accumulation"), QStringLiteral("accumulation"),
         &make<AccumulationPage>},
        {QStringLiteral("totals"), QT_TRANSLATE_NOOP("Pages", "Totals of data"), QStringLiteral("totals"), &make<TotalsPage>},
        {QStringLiteral("probability"), QT_TRANSLATE_NOOP("Pages", "Probability"), QStringLiteral("probability"), &make<ProbabilityPage>},
        {QStringLiteral("limit"), QT_TRANSLATE_NOOP("Pages", "Microscope"), QStringLiteral("limit"), &make<LimitPage>},
        {QStringLiteral("epsilon-delta"), QT_TRANSLATE_NOOP("Pages", "ε and δ"), QStringLiteral("epsilon-delta"), &make<EpsilonDeltaPage>},
        {QStringLiteral("sequence"), QT_TRANSLATE_NOOP("Pages", "Sequences"), QStringLiteral("sequence"), &make<SequencePage>},
        {QStringLiteral("series"), QT_TRANSLATE_NOOP("Pages", "Series"), QStringLiteral("series"), &make<SeriesPage>},
        {QStringLiteral("training"), QT_TRANSLATE_NOOP("Pages", "Training settles"), QStringLiteral("training"), &make<TrainingPage>},
    };
    return kPages;
}

const PageInfo* findPage(const QString& id) {
    const auto found = std::find_if(pages().begin(), pages().end(), [&id](const PageInfo& page) { return page.id == id; });
    return found == pages().end() ? nullptr : &*found;
}

const PageInfo& pageOf(const Scene& scene) {
    struct Id {
        const char* operator()(const DescentScene&) const { return "descent"; }
        const char* operator()(const AreaScene&) const { return "area"; }
        const char* operator()(const LimitScene&) const { return "limit"; }
        const char* operator()(const TangentScene&) const { return "tangent"; }
        const char* operator()(const CurveDescentScene&) const { return "curve-descent"; }
        const char* operator()(const AccumulationScene&) const { return "accumulation"; }
        const char* operator()(const ProbabilityScene&) const { return "probability"; }
        const char* operator()(const EpsilonDeltaScene&) const { return "epsilon-delta"; }
        const char* operator()(const SequenceScene&) const { return "sequence"; }
        const char* operator()(const SeriesScene&) const { return "series"; }
        const char* operator()(const TrainingScene&) const { return "training"; }
        const char* operator()(const TotalsScene&) const { return "totals"; }
    };
    return *findPage(QLatin1String(std::visit(Id{}, scene.kind)));
}

Role conceptRole(const QString& page) {
    for (const char* integral : {"area", "accumulation", "totals", "probability"}) {
        if (page == QLatin1String(integral)) return Role::Integrals;
    }
    for (const char* limits : {"limit", "epsilon-delta", "sequence", "series", "training"}) {
        if (page == QLatin1String(limits)) return Role::Limits;
    }
    return Role::Derivatives;
}

std::vector<RailConcept> railConcepts() {
    const auto entries = [](std::initializer_list<const char*> ids) {
        std::vector<RailPage> list;
        for (const char* id : ids) {
            const PageInfo& page = *findPage(QLatin1String(id));
            list.push_back({page.id, tr(page.title.toUtf8().constData())});
        }
        return list;
    };
    return {
        {tr("Derivatives"), Role::Derivatives, Glyph::Derivatives, entries({"tangent", "curve-descent", "descent"})},
        {tr("Integrals"), Role::Integrals, Glyph::Integrals, entries({"area", "accumulation", "totals", "probability"})},
        {tr("Limits"), Role::Limits, Glyph::Limits, entries({"limit", "epsilon-delta", "sequence", "series", "training"})},
    };
}

Scene openingScene(const PageInfo& page) {
    const Result<Scene> scene = builtInScene(page.scene);
    return scene.ok() ? *scene : withDefaults(page.id);
}

}  // namespace calc
