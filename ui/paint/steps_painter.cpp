#include "ui/paint/steps_painter.h"

#include <algorithm>

#include "ui/paint/formula_painter.h"
#include "ui/paint/text_painter.h"

namespace calc {
namespace {

constexpr double kIndent = 26.0;
constexpr double kRuleRow = 31.0;
constexpr double kGap = 17.0;
constexpr int kDeepestIndent = 5;

struct StepPicture {
    const WorkedStep* step = nullptr;
    FormulaPicture law;
    FormulaPicture equation;
    double left = 0.0;
    double height = 0.0;
};

/// The formula at `size`, or as much smaller as the width asks for.
FormulaPicture fitted(const FormulaBox& box, double size, double width) {
    FormulaPicture picture = layoutFormula(box, size);
    if (picture.width > width && width > 0.0) picture = layoutFormula(box, size * std::max(0.45, width / picture.width));
    return picture;
}

std::vector<StepPicture> layOut(const std::vector<WorkedStep>& steps, double width, double factor, const PaintContext& context) {
    std::vector<StepPicture> pictures;
    for (const WorkedStep& step : steps) {
        StepPicture picture;
        picture.step = &step;
        picture.left = context.px(kIndent) * factor * std::min(step.depth, kDeepestIndent) + context.px(16);
        const double room = width - picture.left - context.px(12);
        picture.equation = fitted(step.equation, context.type(25.0) * factor, room);
        const double words = textWidth(plainMessageText(step.rule), interfaceFont(context.type(17) * factor, 600));
        picture.law = fitted(step.law, context.type(20.0) * factor, room - words - context.px(20));
        const double rule = std::max(context.type(kRuleRow) * factor, picture.law.height() + context.px(4));
        picture.height = rule + picture.equation.height() + context.type(kGap) * factor;
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

double wholeHeight(const std::vector<StepPicture>& pictures) {
    double height = 0.0;
    for (const StepPicture& picture : pictures) height += picture.height;
    return height;
}

void paintStep(QPainter& painter, const QRectF& row, const StepPicture& picture, Role subject, double factor, const PaintContext& context) {
    const WorkedStep& step = *picture.step;
    const bool isNow = step.emphasis == Emphasis::Strong;
    const bool isComing = step.emphasis == Emphasis::Faint;
    if (isNow) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(context.theme.tint(subject));
        painter.drawRoundedRect(row.adjusted(0.0, 0.0, 0.0, -0.35 * context.type(kGap) * factor), context.px(7), context.px(7));
    }
    if (isComing) return;
    const QFont font = interfaceFont(context.type(17) * factor, 600);
    const double ruleHeight = row.height() - picture.equation.height() - context.type(kGap) * factor;
    const double baseLine = row.top() + 0.5 * ruleHeight + 0.5 * capHeight(font) + context.px(3);
    const double left = row.left() + picture.left;
    const QColor words = isNow ? context.theme.text(subject) : context.colour(Token::Ink2);
    drawText(painter, {left, baseLine}, plainMessageText(step.rule), font, words, TextAlign::Left, context.target);
    paintFormula(painter, {row.right() - context.px(12) - picture.law.width, baseLine}, picture.law, context.theme,
                 context.colour(Token::Ink2), context.target);
    paintFormula(painter, {left, row.top() + ruleHeight + picture.equation.ascent + context.px(2)}, picture.equation, context.theme,
                 context.colour(Token::Ink), context.target);
}

}  // namespace

void paintSteps(QPainter& painter, const QRectF& rect, const std::vector<WorkedStep>& steps, Role subject, const PaintContext& context) {
    if (rect.isEmpty() || steps.empty()) return;
    double factor = 1.3;  // large where there is room
    std::vector<StepPicture> pictures = layOut(steps, rect.width(), factor, context);
    for (const double smaller : {1.15, 1.0, 0.92, 0.84, 0.76, 0.7}) {
        if (wholeHeight(pictures) <= rect.height()) break;
        factor = smaller;
        pictures = layOut(steps, rect.width(), factor, context);
    }
    const auto now =
        std::find_if(pictures.begin(), pictures.end(), [](const StepPicture& p) { return p.step->emphasis == Emphasis::Strong; });
    auto first = pictures.begin();
    const auto heightTo = [&](auto from) {
        double height = 0.0;
        for (auto it = from; it != pictures.end() && it <= now; ++it) height += it->height;
        return height;
    };
    while (now != pictures.end() && first != now && heightTo(first) > rect.height()) ++first;
    double y = rect.top();
    for (auto it = first; it != pictures.end(); ++it) {
        const bool fits = y + it->height <= rect.bottom() + context.type(kGap) || it == first;
        if (!fits) break;
        paintStep(painter, {rect.left(), y, rect.width(), it->height}, *it, subject, factor, context);
        y += it->height;
    }
}

}  // namespace calc
