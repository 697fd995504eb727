#include "ui/main_window_dialogs.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "ui/controls/buttons.h"
#include "ui/controls/field_group.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"

namespace calc {
namespace {

constexpr std::array kSizes = {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)};
constexpr std::array kScales = {1.0, 2.0, 3.0};
constexpr std::array kTypePercents = {100, 125, 150, 200};

/// A choice with its caption above.
SegmentedChoice* addChoice(QVBoxLayout& column, const QString& caption, const QStringList& options, int current, QWidget* parent) {
    auto* choice = new SegmentedChoice(caption, options, {static_cast<int>(options.size())}, parent);
    choice->setCurrent(current);
    auto* group = new FieldGroup(caption, FieldGroup::CaptionPlace::Above, parent);
    group->addControl(choice);
    column.addWidget(group);
    return choice;
}

QDialogButtonBox* addButtons(QDialog& dialog, QVBoxLayout& column, QDialogButtonBox::StandardButtons which) {
    auto* buttons = new QDialogButtonBox(which, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    column.addWidget(buttons);
    return buttons;
}

struct HelpLine {
    QString what;
    QString says;
};

QList<HelpLine> onEveryPage() {
    return {
        {HelpDialog::tr("Formula line"),
         HelpDialog::tr(
             "The rule at the left, the same with this moment's numbers at the right. A term has the colour of its mark in the picture.")},
        {HelpDialog::tr("Rings with a dot"), HelpDialog::tr("What can be dragged. Tab walks from one to the next, arrow keys move it.")},
        {HelpDialog::tr("Pictures"),
         HelpDialog::tr(
             "The wheel zooms where the pointer is, dragging the ground pans, a double click resets. Right click copies or exports.")},
        {HelpDialog::tr("Sentence"), HelpDialog::tr("What is to be seen right now.")},
        {HelpDialog::tr("Transport"), HelpDialog::tr("Runs time, one step forward or back, or drag the thumb along the track.")},
    };
}

QList<HelpLine> onPage(const QString& page) {
    if (page == QLatin1String("area")) {
        return {
            {HelpDialog::tr("a and b"), HelpDialog::tr("The bounds of the integral. Drag them, or type a number such as pi/2 or inf.")},
            {HelpDialog::tr("Rectangles n"), HelpDialog::tr("In how many parts the interval is cut. More parts: a smaller error.")},
            {HelpDialog::tr("Height taken at"),
             HelpDialog::tr("Where in each part the height is read. Trapezoid and Simpson put lines and parabolas on top.")},
            {HelpDialog::tr("Sum − integral"), HelpDialog::tr("The error of the sum. The chart shows how it falls as n grows.")},
        };
    }
    if (page == QLatin1String("accumulation")) {
        return {
            {HelpDialog::tr("a and x"), HelpDialog::tr("The area reaches from a to x. Drag the rings, or type a number such as pi/2.")},
            {HelpDialog::tr("Upper picture"), HelpDialog::tr("The curve f. What lies below the axis counts negative, in another colour.")},
            {HelpDialog::tr("Lower picture"), HelpDialog::tr("F(x), the area so far, as a height; with its tangent at x.")},
            {HelpDialog::tr("Slope of F"), HelpDialog::tr("The slope of that tangent. It is the height of f, at every x.")},
            {HelpDialog::tr("Corner"), HelpDialog::tr("Where f jumps, F has two slopes. Play rests there for a moment.")},
            {HelpDialog::tr("F ends"), HelpDialog::tr("At a pole without an area, or where f has no value, and why.")},
        };
    }
    if (page == QLatin1String("totals")) {
        return {
            {HelpDialog::tr("Bars"),
             HelpDialog::tr("A value each. Those that x has passed are gathered into green areas, a month each or as chosen.")},
            {HelpDialog::tr("Running total"), HelpDialog::tr("All the areas so far, as a height. It is steep where the bars are high.")},
            {HelpDialog::tr("Mean"),
             HelpDialog::tr("The dashed rectangle has the same area as the bars; its height is the slope of the dashed line.")},
            {HelpDialog::tr("From, to"),
             HelpDialog::tr("The period that counts. Drag the rings under the bars, or type days such as 2011-07-01.")},
            {HelpDialog::tr("Widths"), HelpDialog::tr("A column of weights makes bars wider; the mean is then the weighted one.")},
            {HelpDialog::tr("Your own file"),
             HelpDialog::tr("Any CSV file, by the button or dropped on the window. It stays where it is; a scene keeps only its path.")},
        };
    }
    if (page == QLatin1String("probability")) {
        return {
            {HelpDialog::tr("a and b"), HelpDialog::tr("The green area between them is the probability. Drag them, or type inf.")},
            {HelpDialog::tr("Distribution function"), HelpDialog::tr("The area so far; the probability is how far it climbs from a to b.")},
            {HelpDialog::tr("Quantile"), HelpDialog::tr("Drag the purple ring up or down: the x that has this much area left of it.")},
            {HelpDialog::tr("Mean"),
             HelpDialog::tr("The triangle: cut out of wood, the area would balance on it. σ reaches to both sides.")},
            {HelpDialog::tr("Typed density"),
             HelpDialog::tr("Any function that is never negative and has a finite area; the factor that makes the area 1 is found.")},
            {HelpDialog::tr("Samples"),
             HelpDialog::tr("Numbers drawn at random; the share of hits between a and b comes close to the area.")},
            {HelpDialog::tr("Error against n"),
             HelpDialog::tr("Falls along the dashed line: a hundred times as many draws, a tenth of the error.")},
        };
    }
    if (page == QLatin1String("limit")) {
        return {
            {HelpDialog::tr("Window"), HelpDialog::tr("The curve around the point, enlarged by powers of ten and sampled anew each time.")},
            {HelpDialog::tr("Table"),
             HelpDialog::tr("Values from the left and from the right. Digits that agree with the limit are bold.")},
            {HelpDialog::tr("Verdict"), HelpDialog::tr("Whether the limit exists, and why.")},
            {HelpDialog::tr("Height of the window"),
             HelpDialog::tr("Same zoom shows the straight line in every smooth curve; stretched keeps its shape in sight.")},
        };
    }
    if (page == QLatin1String("sequence")) {
        return {
            {HelpDialog::tr("The band"),
             HelpDialog::tr("All numbers nearer to the limit than ε. Drag its edges, here or on the log scale below.")},
            {HelpDialog::tr("N"),
             HelpDialog::tr("From this term on, none leaves the band: proved for all n, or only checked; the card says which.")},
            {HelpDialog::tr("Cobweb"),
             HelpDialog::tr("Up to the curve: the next term. Across to the diagonal: it becomes the current one.")},
            {HelpDialog::tr("Fixed points"),
             HelpDialog::tr("Where curve and diagonal cross. Flatter than 45° they attract, steeper they repel.")},
            {HelpDialog::tr("Over r"), HelpDialog::tr("Where the terms are found in the long run. Drag the ring to another parameter.")},
        };
    }
    if (page == QLatin1String("series")) {
        return {
            {HelpDialog::tr("Terms and sums"), HelpDialog::tr("Each bar is a term; each ring the sum of all bars so far.")},
            {HelpDialog::tr("Card"), HelpDialog::tr("Whether the sums settle, and the test that decides it, by its name.")},
            {HelpDialog::tr("Accelerate"),
             HelpDialog::tr("Diamonds: estimates of the sum from the same terms, usually there long before the rings.")},
            {HelpDialog::tr("Taylor polynomials"),
             HelpDialog::tr("Play adds one degree after the other. Drag the centre along the curve.")},
            {HelpDialog::tr("Interval of convergence"),
             HelpDialog::tr("Between the dashed lines the polynomials close in on f; the card says what sets its radius.")},
        };
    }
    if (page == QLatin1String("training")) {
        return {
            {HelpDialog::tr("The band"), HelpDialog::tr("Losses nearer to the limit of the run than ε. Drag its upper edge.")},
            {HelpDialog::tr("N"), HelpDialog::tr("The step from which on the loss stays in the band, as far as the run was run on.")},
            {HelpDialog::tr("Fit"),
             HelpDialog::tr("A straight line on the log scale is a geometric fall: each step leaves the same part. A fit is no proof.")},
            {HelpDialog::tr("Rates"),
             HelpDialog::tr("What a run comes to, for every learning rate; the cliff stands at 2/λ. Drag the ring to see that run below.")},
            {HelpDialog::tr("Remedies"), HelpDialog::tr("The same run with clipped gradients, with a schedule, and with both.")},
        };
    }
    if (page == QLatin1String("tangent")) {
        return {
            {HelpDialog::tr("Point"),
             HelpDialog::tr("Drag the blue ring along the curve. The purple one is the second point of the secant.")},
            {HelpDialog::tr("Step h"),
             HelpDialog::tr("The distance of both points. Play lets it shrink; powers of ten are equally far apart.")},
            {HelpDialog::tr("Slope gauge"), HelpDialog::tr("A speedometer: the solid needle is the tangent, the dashed one the secant.")},
            {HelpDialog::tr("Error against h"), HelpDialog::tr("Falls with h, then rises: the computer divides its rounding by h.")},
            {HelpDialog::tr("Watch"),
             HelpDialog::tr("The secant, what the computer makes of a small h, or the rules of derivation one by one.")},
            {HelpDialog::tr("Pin this tangent"),
             HelpDialog::tr("Keeps it in the picture, in the table and on the gauge, to compare with others.")},
        };
    }
    if (page == QLatin1String("epsilon-delta")) {
        return {
            {HelpDialog::tr("The bands"),
             HelpDialog::tr("Drag their edges. Purple: how near the values must come. Ochre: how near x is. Red: what breaks the claim.")},
            {HelpDialog::tr("Card"), HelpDialog::tr("Proved for every x, refuted by an x that is shown, or not decided, and why.")},
            {HelpDialog::tr("The proof"), HelpDialog::tr("The pieces of the δ band, each checked as a whole. Watch how they are laid.")},
            {HelpDialog::tr("δ as a function of ε"), HelpDialog::tr("The largest δ that was proved for each ε, on log scales.")},
            {HelpDialog::tr("Who plays ε?"),
             HelpDialog::tr("You name ε and the program answers with δ, or the program names ε and you answer.")},
            {HelpDialog::tr("One δ for every ε"), HelpDialog::tr("The same words in another order: a much stronger claim.")},
        };
    }
    if (page == QLatin1String("curve-descent")) {
        return {
            {HelpDialog::tr("Try"), HelpDialog::tr("A scene for each way of arriving and of failing.")},
            {HelpDialog::tr("Loss"),
             HelpDialog::tr(
                 "The arrow is learning rate times slope; the ball takes it and lands on the curve. Drag the ring to start elsewhere.")},
            {HelpDialog::tr("Learning rate"),
             HelpDialog::tr("1/f″ arrives at once on a parabola, above the red limit 2/f″ the ball flies off.")},
            {HelpDialog::tr("Momentum"), HelpDialog::tr("Keeps a part of the last step: a heavy ball rolls through small dents.")},
            {HelpDialog::tr("Card"), HelpDialog::tr("What the learning rate does at the ball; at the end, why the run stopped.")},
        };
    }
    if (page == QLatin1String("descent")) {
        return {
            {HelpDialog::tr("Loss surface"),
             HelpDialog::tr("Drag to turn it. The balls roll by the rule of their optimizer, not by gravity.")},
            {HelpDialog::tr("Contour map"), HelpDialog::tr("The same from above. Click anywhere to start there.")},
            {HelpDialog::tr("Optimizers"),
             HelpDialog::tr("Click one to see its step in the formula line. The cross takes it out of the race.")},
            {HelpDialog::tr("Learning rate"), HelpDialog::tr("How far each step goes along the slope. Too large, and the ball flies off.")},
            {HelpDialog::tr("Chart"), HelpDialog::tr("The loss after each step, on a log scale: lower is better.")},
            {HelpDialog::tr("One step"),
             HelpDialog::tr("What the shown optimizer does inside a step, stage by stage: formula, numbers and arrow.")},
            {HelpDialog::tr("Stability"),
             HelpDialog::tr("The curvature at the ball, and how large a learning rate it allows, as if the surface were quadratic.")},
            {HelpDialog::tr("Starts and basins"),
             HelpDialog::tr("More balls of the shown optimizer; or every start in the colour of the minimum it leads to.")},
            {HelpDialog::tr("Compare"), HelpDialog::tr("Freeze a run as A, change one thing, and see B beside it.")},
        };
    }
    return {
        {HelpDialog::tr("Cards"), HelpDialog::tr("Each opens a picture that runs. “Continue” goes back to where you were.")},
        {HelpDialog::tr("Navigation"), HelpDialog::tr("The concepts at the left, with their pages. A click on the name comes back here.")},
        {HelpDialog::tr("Examples"),
         HelpDialog::tr("File, Examples has more scenes of each kind: other functions, surfaces and surprises.")},
        {HelpDialog::tr("Files"),
         HelpDialog::tr("What you set up can be saved, and opened again from the menu or by dropping the file here.")},
        {HelpDialog::tr("Settings"), HelpDialog::tr("Light or dark, larger type for a projector, and motion on or off.")},
    };
}

QList<HelpLine> keys() {
    return {
        {HelpDialog::tr("Space"), HelpDialog::tr("play and pause")},
        {QStringLiteral("← →"), HelpDialog::tr("one step back, one step forward")},
        {HelpDialog::tr("Home, End"), HelpDialog::tr("to the start, to the end")},
        {HelpDialog::tr("Ctrl+Z, Ctrl+Shift+Z"), HelpDialog::tr("undo, redo")},
        {HelpDialog::tr("Ctrl+O, Ctrl+S"), HelpDialog::tr("open, save")},
        {HelpDialog::tr("Ctrl+E"), HelpDialog::tr("export the picture")},
        {HelpDialog::tr("Ctrl+C, Ctrl+Shift+C"), HelpDialog::tr("copy the picture, copy its numbers")},
        {HelpDialog::tr("Ctrl+0"), HelpDialog::tr("reset zoom and camera")},
        {HelpDialog::tr("Alt+Home"), HelpDialog::tr("start screen")},
        {HelpDialog::tr("F11"), HelpDialog::tr("full screen")},
        {HelpDialog::tr("F1"), HelpDialog::tr("this help")},
    };
}

void addLines(QGridLayout& grid, const QString& heading, const QList<HelpLine>& lines, QWidget* parent) {
    int row = grid.rowCount();
    auto* title = new TextLabel(heading, {19, 600, Token::Ink}, parent);
    title->setRoom({0, row > 1 ? 12.0 : 0.0, 0, 0});
    grid.addWidget(title, row++, 0, 1, 2);
    for (const HelpLine& line : lines) {
        auto* says = new TextLabel(line.says, {17, 400, Token::Ink2}, parent);
        says->setWordWrap(true);
        grid.addWidget(new TextLabel(line.what, {17, 600, Token::Ink}, parent), row, 0, Qt::AlignTop);
        grid.addWidget(says, row++, 1);
    }
}

}  // namespace

HelpDialog::HelpDialog(const QString& page, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("What is on the screen"));
    auto* column = new QVBoxLayout(this);
    auto* both = new QHBoxLayout;
    both->setSpacing(chrome().px(48));
    auto* left = new QGridLayout;
    auto* right = new QGridLayout;
    for (QGridLayout* grid : {left, right}) {
        grid->setHorizontalSpacing(chrome().px(18));
        grid->setVerticalSpacing(chrome().px(8));
        grid->setColumnStretch(1, 1);
        both->addLayout(grid, grid == left ? 3 : 2);
    }
    addLines(*left, page.isEmpty() ? tr("On the start screen") : tr("On this page"), onPage(page), this);
    if (!page.isEmpty()) addLines(*left, tr("On every page"), onEveryPage(), this);
    left->setRowStretch(left->rowCount(), 1);
    addLines(*right, tr("Keys"), keys(), this);
    right->setRowStretch(right->rowCount(), 1);
    column->addLayout(both, 1);
    addButtons(*this, *column, QDialogButtonBox::Close);
    resize(chrome().px(1080), sizeHint().height());
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Calculoscope"));
    auto* column = new QVBoxLayout(this);
    auto* logo = new QLabel(this);
    logo->setPixmap(logoPixmap(chrome().px(72), chrome().theme));
    column->addWidget(logo);
    const QString version = QApplication::applicationVersion();
    column->addWidget(new TextLabel(tr("Calculoscope %1").arg(version).trimmed(), {25, 600, Token::Ink}, this));
    column->addWidget(new TextLabel(tr("See the calculus behind machine learning."), {18, 400, Token::Ink2}, this));
    auto* terms = new TextLabel(tr("Free software under the GNU General Public License, version 3 or later. It comes without any "
                                   "warranty.\nBuilt with Qt %1 and QCustomPlot.")
                                    .arg(QLatin1String(qVersion())),
                                {17, 400, Token::Ink2}, this);
    terms->setWordWrap(true);
    column->addWidget(terms);
    auto* origin =
        new TextLabel(tr("Built-in data (CC BY 4.0): daily bicycle rentals in Washington, D.C., from the Bike Sharing Dataset by H. "
                         "Fanaee-T and J. Gama, and Spambase by M. Hopkins and others, both UCI Machine Learning Repository; film "
                         "ratings and rankings by FiveThirtyEight. Columns were selected."),
                      {16, 400, Token::Ink2}, this);
    origin->setWordWrap(true);
    column->addWidget(origin);
    addButtons(*this, *column, QDialogButtonBox::Close);
    resize(chrome().px(560), sizeHint().height());
}

SettingsDialog::SettingsDialog(const Preferences& preferences, QWidget* parent) : QDialog(parent), m_preferences(preferences) {
    setWindowTitle(tr("Settings"));
    auto* column = new QVBoxLayout(this);
    auto* theme = addChoice(*column, tr("Theme"), {tr("light"), tr("dark"), tr("print")}, static_cast<int>(preferences.appearance), this);
    const auto percent = std::find(kTypePercents.begin(), kTypePercents.end(), preferences.typePercent);
    auto* type = addChoice(*column, tr("Type size"), {tr("100 %"), tr("125 %"), tr("150 %"), tr("200 %")},
                           static_cast<int>(percent - kTypePercents.begin()), this);
    auto* motion = new MarkCheckBox(tr("motion (off: pictures jump from step to step)"), this);
    motion->setChecked(preferences.motion);
    column->addWidget(motion);
    addButtons(*this, *column, QDialogButtonBox::Close);
    connect(theme, &SegmentedChoice::chosen, this, [this](int index) {
        m_preferences.appearance = static_cast<Appearance>(index);
        emit changed(m_preferences);
    });
    connect(type, &SegmentedChoice::chosen, this, [this](int index) {
        m_preferences.typePercent = kTypePercents[static_cast<std::size_t>(index)];
        emit changed(m_preferences);
    });
    connect(motion, &QCheckBox::toggled, this, [this](bool on) {
        m_preferences.motion = on;
        emit changed(m_preferences);
    });
    resize(chrome().px(520), sizeHint().height());
}

ExportDialog::ExportDialog(ThemeKind theme, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Export the picture"));
    auto* column = new QVBoxLayout(this);
    m_format = addChoice(*column, tr("Kind of file"), {tr("PNG"), tr("SVG"), tr("PDF")}, 0, this);
    m_format->setSegmentToolTip(0, tr("Pixels: for slides and the web"));
    m_format->setSegmentToolTip(1, tr("Lines and words: for the web and drawing programs"));
    m_format->setSegmentToolTip(2, tr("Lines and words: for print and papers"));
    m_size = addChoice(*column, tr("Size"), {QStringLiteral("1280 × 720"), QStringLiteral("1920 × 1080"), QStringLiteral("3840 × 2160")}, 1,
                       this);
    m_scale = addChoice(*column, tr("Pixels, how many times as many"), {QStringLiteral("1×"), QStringLiteral("2×"), QStringLiteral("3×")},
                        0, this);
    m_theme = addChoice(*column, tr("Theme"), {tr("light"), tr("dark"), tr("print")}, static_cast<int>(theme), this);
    m_background = addChoice(*column, tr("Background"), {tr("paper"), tr("transparent")}, 0, this);
    connect(m_format, &SegmentedChoice::chosen, this, [this](int index) { m_scale->setEnabled(index == 0); });
    QDialogButtonBox* buttons = addButtons(*this, *column, QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Choose a file…"));
    resize(chrome().px(520), sizeHint().height());
}

ExportRequest ExportDialog::request() const {
    ExportRequest request;
    request.format = static_cast<ExportFormat>(m_format->current());
    request.size = kSizes[static_cast<std::size_t>(m_size->current())];
    request.scale = kScales[static_cast<std::size_t>(m_scale->current())];
    request.theme = static_cast<ThemeKind>(m_theme->current());
    request.background = m_background->current() == 0 ? Background::Paper : Background::Transparent;
    return request;
}

QString ExportDialog::suffix() const {
    return QStringList{QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")}.at(m_format->current());
}

QString ExportDialog::fileFilter() const { return tr("%1 files (*.%2)").arg(suffix().toUpper(), suffix()); }

}  // namespace calc
