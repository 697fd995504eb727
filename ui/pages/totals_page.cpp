#include "ui/pages/totals_page.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_text.h"
#include "core/scene/totals_choices.h"
#include "core/scene/totals_prepare.h"
#include "ui/canvas/stage_view.h"
#include "ui/controls/buttons.h"
#include "ui/controls/field_group.h"
#include "ui/controls/notice.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_field.h"
#include "ui/controls/text_label.h"
#include "ui/controls/texts.h"
#include "ui/pages/page_controls.h"
#include "ui/pages/preset_choice.h"

namespace calc {
namespace {

constexpr std::size_t kShownRows = 3;
const QMarginsF kLineUp{5, 0, 5, 0};  // with the edges of the fields, which leave room for the ring of the focus

QString textOf(const std::string& text) { return QString::fromStdString(text); }
const QString kFileGesture = QStringLiteral("data file");

QString rowText(const BadRow& row) { return TotalsPage::tr("line %1: %2").arg(row.line).arg(plainMessageText(row.why)); }

QComboBox* newCombo(const QString& name, const QString& tip, QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->setToolTip(tip);
    // Names of columns do not make the panel wider.
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    return combo;
}

/// The names with their columns as data; a choice that is in none of them is added.
void fill(QComboBox& combo, const QList<std::pair<QString, QString>>& entries, const std::string& current) {
    combo.clear();
    for (const auto& [shown, column] : entries) combo.addItem(shown, column);
    combo.setCurrentIndex(combo.findData(textOf(current)));
}

}  // namespace

TotalsPage::TotalsPage(const Scene& scene, QWidget* parent) : ScenePage(scene, parent) {
    createPresets();
    createData();
    createColumns();
    createPeriod();
    createLeftOut();
    const auto bind = [this](TextField* field, const char* name, std::string TotalsScene::*setting) {
        bindField(field, name, [this, setting](Scene& changed, const std::string& text) {
            std::get<TotalsScene>(changed.kind).*setting = text;
            std::get<TotalsScene>(changed.kind).at.clear();
            moveToOpening();
        });
    };
    bind(m_from, "from", &TotalsScene::from);
    bind(m_to, "to", &TotalsScene::to);
    // A period that is dragged is seen whole, not half added up.
    connect(&stage(), &StageView::handleMoved, this, [this](const QString& handle) {
        if (!handle.startsWith(QLatin1Char('x'))) moveToOpening();
    });
    connect(&preparation(), &BackgroundPreparation::ready, this, &TotalsPage::showData);
}

void TotalsPage::createPresets() { m_presets = addPresets(*this, QStringLiteral("totals"), PresetPlay::FromStart); }

void TotalsPage::createData() {
    m_fileButton = new QPushButton(tr("Your own CSV file…"), this);
    m_fileButton->setToolTip(tr("A table with a line for each day or thing; it can be dropped on the window, too"));
    connect(m_fileButton, &QPushButton::clicked, this, &TotalsPage::chooseData);
    auto* group = new FieldGroup(tr("Data"), FieldGroup::CaptionPlace::Above, this);
    group->addControl(m_fileButton);
    panel().addControl(group);
    m_file = new TextLabel({}, {16, 400, Token::Ink2}, this);
    m_file->setWordWrap(true);
    m_file->setRoom(kLineUp);
    panel().addTight(m_file);
}

void TotalsPage::createColumns() {
    m_along = newCombo(tr("Along"), tr("The column of dates or numbers that the bars stand along"), this);
    m_value = newCombo(tr("Heights"), tr("The column that is added up"), this);
    m_weight = newCombo(tr("Widths"), tr("A column of weights: how wide each bar is"), this);
    const auto add = [this](const QString& caption, QComboBox* combo, bool isFirst) {
        auto* group = new FieldGroup(caption, FieldGroup::CaptionPlace::Beside, this);
        group->addControl(combo);
        isFirst ? panel().addControl(group) : panel().addTight(group);
    };
    add(tr("Along"), m_along, true);
    add(tr("Heights"), m_value, false);
    add(tr("Widths"), m_weight, false);
    const auto column = [](QComboBox* combo) { return combo->currentData().toString().toStdString(); };
    connect(m_along, &QComboBox::activated, this, [this, column] {
        change<TotalsScene>({}, [name = column(m_along)](TotalsScene& totals) { totals = alongColumn(totals, name); });
    });
    connect(m_value, &QComboBox::activated, this, [this, column] {
        change<TotalsScene>({}, [name = column(m_value)](TotalsScene& totals) {
            totals.value = name;
            totals.yRange.reset();
        });
    });
    connect(m_weight, &QComboBox::activated, this, [this, column] {
        change<TotalsScene>({}, [name = column(m_weight)](TotalsScene& totals) { totals = withWeight(totals, name); });
    });
}

void TotalsPage::createPeriod() {
    m_from = new TextField(tr("Period from"), this);
    m_to = new TextField(tr("Period to"), this);
    auto* period = new FieldGroup(tr("From, to"), FieldGroup::CaptionPlace::Above, this);
    for (TextField* field : {m_from, m_to}) {
        field->setToolTip(tr("Both ends belong to the period; empty: all. Drag the rings under the bars, or type"));
        period->addField(field);
    }
    panel().addControl(period);
    m_areas = new SegmentedChoice(tr("Areas"), {tr("days"), tr("weeks"), tr("months"), tr("quarters"), tr("years")}, {3, 2}, this);
    m_areasGroup = new FieldGroup(tr("Gather in areas of"), FieldGroup::CaptionPlace::Above, this);
    m_areasGroup->addControl(m_areas);
    panel().addControl(m_areasGroup);
    connect(m_areas, &SegmentedChoice::chosen, this, [this](int index) {
        change<TotalsScene>({}, [index](TotalsScene& totals) { totals.areas = static_cast<TotalsAreas>(index); });
    });
    m_mean = new MarkCheckBox(tr("mean as a rectangle"), this);
    m_order = new MarkCheckBox(tr("low bars first"), this);
    panel().addControl(m_mean);
    panel().addTight(m_order);
    connect(m_mean, &QCheckBox::clicked, this,
            [this](bool on) { change<TotalsScene>({}, [on](TotalsScene& totals) { totals.showMean = on; }); });
    connect(m_order, &QCheckBox::clicked, this, [this](bool on) {
        change<TotalsScene>({}, [on](TotalsScene& totals) {
            totals = alongColumn(totals, totals.along.value_or(std::string()));
            totals.order = on ? TotalsOrder::ByHeight : TotalsOrder::Along;
        });
    });
}

void TotalsPage::createLeftOut() {
    m_note = new TextLabel({}, {16, 400, Token::Ink2}, this);
    m_leftOut = new TextLabel({}, {16, 400, Token::Bad}, this);
    for (TextLabel* label : {m_note, m_leftOut}) {
        label->setWordWrap(true);
        label->setRoom(kLineUp);
    }
    m_leftOut->setAccessibleName(tr("Rows left out"));
    m_leftOutButton = new QPushButton(this);
    panel().addControl(m_note);
    panel().addControl(m_leftOut);
    panel().addTight(m_leftOutButton);
    connect(m_leftOutButton, &QPushButton::clicked, this, &TotalsPage::listLeftOut);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_note, m_leftOut, m_leftOutButton}) widget->parentWidget()->hide();
}

const TotalsPrepared* TotalsPage::totals() const {
    const Prepared* prepared = const_cast<TotalsPage*>(this)->preparation().prepared();
    const auto* part = prepared ? std::get_if<std::shared_ptr<const TotalsPrepared>>(&prepared->parts) : nullptr;
    return part ? part->get() : nullptr;
}

void TotalsPage::openData(const QString& path) {
    Scene scene = store().scene();
    auto& totals = std::get<TotalsScene>(scene.kind);
    totals = withFile(totals, QFileInfo(path).absoluteFilePath().toStdString());
    scene.title = QFileInfo(path).fileName().toStdString();
    player().toStart();
    player().play();
    store().endGesture();
    store().change(scene, kFileGesture);  // a file that cannot be used stops the player again
}

void TotalsPage::chooseData() {
    const std::string& file = std::get<TotalsScene>(store().scene().kind).file;
    const QString folder = isBuiltInData(file) ? QString() : QFileInfo(textOf(file)).absolutePath();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a table"), folder, tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
    if (!path.isEmpty()) openData(path);
}

void TotalsPage::showScene(const Scene& scene) {
    const auto& totals = std::get<TotalsScene>(scene.kind);
    m_presets->showScene(scene);
    const QString name = textOf(fileNameOf(totals.file));
    m_file->setText(isBuiltInData(totals.file) ? tr("%1, built in").arg(name) : name);
    m_file->setToolTip(isBuiltInData(totals.file) ? tr("Where it comes from: Help, About") : textOf(totals.file));
    m_from->setValue(textOf(totals.from));
    m_to->setValue(textOf(totals.to));
    m_areas->setCurrent(static_cast<int>(totals.areas));
    m_mean->setChecked(totals.showMean);
    m_order->setChecked(totals.order == TotalsOrder::ByHeight);
}

void TotalsPage::showData() {
    const TotalsPrepared* now = totals();
    if (!now) return;
    m_hasChanged = false;
    showColumns(*now);
    const TotalsBars& bars = *now->bars;
    const bool isByDay = bars.axis == TotalsAxis::Dates;
    m_areasGroup->parentWidget()->setVisible(isByDay);
    m_order->parentWidget()->setVisible(!isByDay);
    const auto edge = [&bars](std::size_t bar) { return textOf(placeAsTyped(bars, bar)); };
    // Along weights the period is named by its ends, as in the picture.
    const bool isByWeight = bars.axis == TotalsAxis::Weights;
    m_from->setPlaceholderText(isByWeight ? textOf(shortest(bars.left.front())) : edge(0));
    m_to->setPlaceholderText(isByWeight ? textOf(shortest(bars.right.back())) : edge(bars.size() - 1));
    m_note->setText(plainMessageText(bars.note));
    m_note->parentWidget()->setVisible(!bars.note.empty());
    showLeftOut(bars.rejected);
    keepFingerprint(*now);
}

void TotalsPage::showColumns(const TotalsPrepared& totals) {
    QList<std::pair<QString, QString>> along{{tr("rows in turn"), {}}};
    QList<std::pair<QString, QString>> numbers;
    QList<std::pair<QString, QString>> weights{{tr("all equal"), {}}};
    for (const Column& column : totals.table->table.columns) {
        if (column.kind == ColumnKind::Text) continue;
        const QString name = textOf(column.name);
        along.append({name, name});
        if (column.kind == ColumnKind::Date) continue;
        numbers.append({name, name});
        weights.append({name, name});
    }
    fill(*m_along, along, totals.bars->along);
    fill(*m_value, numbers, totals.bars->value);
    fill(*m_weight, weights, totals.scene.weight);
}

void TotalsPage::showLeftOut(const BadRows& rows) {
    const bool hasAny = rows.count > 0;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(kShownRows, rows.told.size()); ++i) lines.append(rowText(rows.told[i]));
    m_leftOut->setText(tr("Left out, because they cannot be read:") + QLatin1Char('\n') + lines.join(QLatin1Char('\n')));
    m_leftOut->parentWidget()->setVisible(hasAny);
    m_leftOutButton->setText(tr("All %1 rows left out…").arg(rows.count));
    m_leftOutButton->parentWidget()->setVisible(rows.count > static_cast<std::int64_t>(kShownRows));
}

void TotalsPage::listLeftOut() {
    const TotalsPrepared* now = totals();
    if (!now) return;
    const BadRows& rows = now->bars->rejected;
    QDialog dialog(this);
    dialog.setObjectName(QStringLiteral("leftOut"));
    dialog.setWindowTitle(tr("Rows left out"));
    auto* column = new QVBoxLayout(&dialog);
    const auto told = static_cast<std::int64_t>(rows.told.size());
    const QString heading = told < rows.count ? tr("The first %1 of %2 rows that take no part:").arg(told).arg(rows.count)
                                              : tr("%1 rows take no part:").arg(rows.count);
    column->addWidget(new TextLabel(heading, {17, 400, Token::Ink}, &dialog));
    auto* list = new QListWidget(&dialog);
    for (const BadRow& row : rows.told) list->addItem(rowText(row));
    column->addWidget(list);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column->addWidget(buttons);
    dialog.resize(chrome().px(820), chrome().px(560));
    dialog.exec();
}

void TotalsPage::keepFingerprint(const TotalsPrepared& totals) {
    const auto& scene = std::get<TotalsScene>(store().scene().kind);
    if (isBuiltInData(scene.file) || !scene.fingerprint.empty() || totals.scene.file != scene.file) return;
    change<TotalsScene>(kFileGesture, [&totals](TotalsScene& changed) { changed.fingerprint = totals.table->fingerprint; });
}

Scene TotalsPage::sceneAtPlayhead() const {
    Scene scene = ScenePage::sceneAtPlayhead();
    if (const TotalsPrepared* now = totals(); now && now->scene.file == std::get<TotalsScene>(scene.kind).file)
        std::get<TotalsScene>(scene.kind).at = totalsPlace(*now, const_cast<TotalsPage*>(this)->player().time());
    return scene;
}

bool TotalsPage::sayFailure(const Error& error) {
    const auto& scene = std::get<TotalsScene>(store().scene().kind);
    const TotalsPrepared* now = totals();
    const bool isAboutData = error.field == "file" || error.field == "fingerprint" || !now || now->scene.file != scene.file;
    if (!isAboutData) return false;
    m_hasChanged = error.field == "fingerprint";
    player().pause();
    standIn(missingDataFrame(scene, error));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_note, m_leftOut, m_leftOutButton}) widget->parentWidget()->hide();
    notice().say(Notice::Kind::Problem, plainMessageText(error.message), m_hasChanged ? tr("Use it as it is") : tr("Choose a file…"));
    return true;
}

void TotalsPage::failureActionChosen() {
    const auto& scene = std::get<TotalsScene>(store().scene().kind);
    const TotalsPrepared* now = totals();
    if (m_hasChanged) {
        change<TotalsScene>(kFileGesture, [](TotalsScene& totals) { totals = withFileAsItIs(totals); });
    } else if (!now || now->scene.file != scene.file) {
        chooseData();
    } else {
        ScenePage::failureActionChosen();
    }
}

}  // namespace calc
