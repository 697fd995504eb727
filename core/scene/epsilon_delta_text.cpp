#include <cmath>

#include "core/base/number_text.h"
#include "core/expression/layout.h"
#include "core/scene/epsilon_delta_parts.h"

namespace calc {
namespace {

using Kind = EpsilonDeltaKind;

bool isFixed(const EpsilonDeltaPrepared& prepared) {
    return !prepared.scene.deltaFollows || prepared.scene.epsilonBy == EpsilonPlayer::Program ||
           prepared.scene.view == EpsilonDeltaView::Swapped;
}

bool programPlays(const EpsilonDeltaPrepared& prepared) {
    return prepared.scene.epsilonBy == EpsilonPlayer::Program && prepared.scene.view == EpsilonDeltaView::Game;
}

FormulaBox distance(const FormulaBox& variable, const FormulaBox& from, double value) {
    if (value == 0.0) return mathDelimited("||", variable);
    return mathDelimited("||", mathRow({variable, mathOperator("\u2212"), from}));
}

/// "0 < x − a <" on one side, "0 < |x − a| <" on both.
std::vector<FormulaBox> nearness(const EpsilonDeltaPrepared& prepared) {
    const BandFunction& f = *prepared.function;
    const FormulaBox x = mathItalic("x");
    const FormulaBox minus = mathOperator("\u2212");
    const bool isRight = prepared.scene.side == ApproachSide::Right;
    FormulaBox gap = distance(x, f.pointFormula, f.at);
    if (prepared.scene.side != ApproachSide::Both && f.at == 0.0) gap = isRight ? x : mathRow({mathText("\u2212"), x});
    if (prepared.scene.side != ApproachSide::Both && f.at != 0.0)
        gap = isRight ? mathRow({x, minus, f.pointFormula}) : mathRow({f.pointFormula, minus, x});
    return {mathText("0"), mathOperator("<"), gap, mathOperator("<")};
}

FormulaBox implication(const EpsilonDeltaPrepared& prepared, const FormulaBox& delta, const FormulaBox& value, const FormulaBox& epsilon) {
    const BandFunction& f = *prepared.function;
    std::vector<FormulaBox> parts = nearness(prepared);
    for (const FormulaBox& part : {coloured(Role::Delta, delta), mathOperator("\u27F9"), distance(value, f.limitFormula, f.level),
                                   mathOperator("<"), coloured(Role::Epsilon, epsilon)})
        parts.push_back(part);
    return mathRow(std::move(parts));
}

Message breaksAt(const EpsilonDeltaPrepared& prepared, double x) {
    const double value = prepared.function->program(x);
    if (std::isnan(value)) return {CALC_TEXT("At x = {0} f has no value at all."), {displayNumber(x, 5)}};
    return {CALC_TEXT("At x = {0} the value is {1}: outside the ε band."), {displayNumber(x, 5), displayNumber(value, 5)}};
}

Message playedSentence(const BandMoment& moment, const EpsilonDeltaPrepared& prepared) {
    if (moment.limitKind == Kind::Refuted)
        return CALC_TEXT(
            "I name <epsilon>this ε</epsilon>: <bad>no δ at all keeps it.</bad> There is no such limit, and the round is mine.");
    if (moment.kind == Kind::Refuted)
        return CALC_TEXT(
            "I name <epsilon>a smaller ε</epsilon>: your <delta>δ</delta> is too wide for it. <bad>Drag the δ band narrower.</bad>");
    if (moment.kind == Kind::Proved && prepared.challenge.empty())
        return CALC_TEXT(
            "Your <delta>δ</delta> keeps <epsilon>ε</epsilon>, and I found no smaller ε that breaks it: <ok>the game is yours.</ok>");
    if (moment.kind == Kind::Proved)
        return CALC_TEXT("Your <delta>δ</delta> keeps this <epsilon>ε</epsilon>. Press play: I look for an ε that it does not keep.");
    return CALC_TEXT("Whether your <delta>δ</delta> keeps this <epsilon>ε</epsilon> <undecided>could not be decided.</undecided>");
}

Message swappedSentence(const BandMoment& moment, bool isLast) {
    if (moment.kind == Kind::Refuted)
        return CALC_TEXT(
            "One <delta>δ</delta> for every <epsilon>ε</epsilon> is too much to ask: <bad>this ε breaks it.</bad> The order decides.");
    if (moment.kind == Kind::Proved && isLast)
        return CALC_TEXT("This one <delta>δ</delta> keeps even this ε: <ok>only where f stands still can one δ do for all.</ok>");
    if (moment.kind == Kind::Proved)
        return CALC_TEXT("First <delta>δ</delta>, then every <epsilon>ε</epsilon>: does this one δ keep the smaller ones, too?");
    return CALC_TEXT("Whether this <delta>δ</delta> keeps <epsilon>ε</epsilon> <undecided>could not be decided.</undecided>");
}

Message ownSentence(const BandMoment& moment) {
    if (moment.kind == Kind::Proved)
        return CALC_TEXT("Your <delta>δ</delta> is small enough for this <epsilon>ε</epsilon>: <ok>all of it stays inside.</ok>");
    if (moment.limitKind == Kind::Refuted)
        return CALC_TEXT("Make <delta>δ</delta> as small as you like: <bad>some x always leaves the ε band.</bad> This is not the limit.");
    if (moment.kind == Kind::Refuted)
        return CALC_TEXT("Your <delta>δ</delta> is too wide: <bad>the red part leaves the ε band.</bad> Drag it narrower.");
    return CALC_TEXT("Whether your <delta>δ</delta> does for this <epsilon>ε</epsilon> <undecided>could not be decided.</undecided>");
}

Message proofSentence(const EpsilonDeltaPrepared& prepared, const BandMoment& moment, const BandState& state) {
    if (!prepared.witnesses.empty())
        return CALC_TEXT("However near to the point, <bad>there is an x whose value is outside the ε band:</bad> no δ can help.");
    if (moment.kind != Kind::Proved) return ownSentence(moment);
    if (state.shown < moment.pieces.size())
        return CALC_TEXT("Each green box holds <ok>every value of f over its piece:</ok> all of them, not samples.");
    return CALC_TEXT("The boxes cover the δ band and none leaves the ε band: <ok>that is a proof.</ok>");
}

Message askingVerdict(const EpsilonDeltaPrepared& prepared) {
    return isFixed(prepared) ? Message(CALC_TEXT("ε gets smaller, δ stays as it is."))
                             : Message(CALC_TEXT("ε is smaller now. Which δ keeps f inside the new band?"));
}

}  // namespace

FormulaLine bandFormula(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandFunction& f = *prepared.function;
    FormulaLine line;
    const FormulaBox fx = mathRow({mathItalic("f"), mathDelimited("()", mathItalic("x"))});
    line.caption = prepared.scene.view == EpsilonDeltaView::Swapped ? Message(CALC_TEXT("There is one δ, so that for every ε and every x"))
                                                                    : Message(CALC_TEXT("For every ε there is a δ, so that for every x"));
    line.symbols = implication(prepared, mathItalic("δ"), fx, mathItalic("ε"));
    const FormulaBox delta = state.delta ? mathText(displayNumber(*state.delta, kDeltaDigits)) : mathText("?");
    line.numbers = implication(prepared, delta, f.formula, mathText(displayNumber(state.epsilon, kDeltaDigits)));
    return line;
}

Message bandSentence(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandMoment& moment = prepared.moments[state.moment];
    const bool isLast = state.moment + 1 == prepared.moments.size();
    if (prepared.scene.view == EpsilonDeltaView::Proof) return proofSentence(prepared, moment, state);
    // On the way nothing is claimed of an epsilon that nobody has named.
    if (state.isAsking && isFixed(prepared))
        return CALC_TEXT("<epsilon>ε</epsilon> gets smaller, <delta>δ</delta> stays as it is: does it still do?");
    if (prepared.scene.view == EpsilonDeltaView::Swapped) return swappedSentence(moment, isLast);
    if (programPlays(prepared)) return playedSentence(moment, prepared);
    if (isFixed(prepared)) return ownSentence(moment);
    if (state.isAsking) return CALC_TEXT("You name a smaller <epsilon>ε</epsilon>, I answer with a smaller <delta>δ</delta>.");
    switch (moment.kind) {
        case Kind::Proved:
            return CALC_TEXT(
                "You name any <epsilon>ε</epsilon>, I answer with a <delta>δ</delta>. Always answerable: that is what a limit means.");
        case Kind::Refuted:
            return CALC_TEXT("For this <epsilon>ε</epsilon> <bad>no δ is small enough:</bad> so this number is not the limit.");
        case Kind::Undecided: break;
    }
    return CALC_TEXT("For this <epsilon>ε</epsilon> <undecided>I can neither prove a δ nor rule all of them out.</undecided>");
}

Verdict bandVerdict(const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandMoment& moment = prepared.moments[state.moment];
    if (state.isAsking) return {Role::Ink2, CALC_TEXT("And now?"), askingVerdict(prepared)};
    switch (moment.kind) {
        case Kind::Proved:
            if (isFixed(prepared))
                return {Role::Ok, CALC_TEXT("Proved"),
                        CALC_TEXT("With this δ no x leaves the ε band. Checked by intervals for all x, not by sampling.")};
            return {Role::Ok, CALC_TEXT("Proved"),
                    CALC_TEXT("No x inside the δ band leaves the ε band. Checked by intervals for all x, not by sampling.")};
        case Kind::Refuted: {
            if (moment.limitKind == Kind::Refuted) return {Role::Bad, CALC_TEXT("Refuted for every δ"), moment.why};
            return {Role::Bad, CALC_TEXT("Refuted"), breaksAt(prepared, moment.witness)};
        }
        case Kind::Undecided: break;
    }
    return {Role::Undecided, CALC_TEXT("Not decided"), moment.why};
}

void addBandReadouts(Frame& frame, const EpsilonDeltaPrepared& prepared, const BandState& state) {
    const BandMoment& moment = prepared.moments[state.moment];
    const auto add = [&frame](const char* id, Message label, std::string value, Role role) {
        Readout readout;
        readout.id = id;
        readout.label = std::move(label);
        readout.value = {"{0}", {std::move(value)}};
        readout.role = role;
        frame.readouts.push_back(std::move(readout));
    };
    const bool isProved = moment.limitKind == Kind::Proved && !state.isAsking;
    const auto known = [&](double value) { return isProved ? displayNumber(value, kDeltaDigits) : std::string("\u2013"); };
    const bool isEverywhere = isProved && moment.largestProved >= 0.999 * furthestDelta(*prepared.function);
    add("epsilon", programPlays(prepared) ? Message(CALC_TEXT("ε, mine")) : Message(CALC_TEXT("ε, given")),
        displayNumber(state.epsilon, kDeltaDigits), Role::Epsilon);
    if (isFixed(prepared))
        add("delta", prepared.scene.view == EpsilonDeltaView::Swapped ? Message(CALC_TEXT("the one δ")) : Message(CALC_TEXT("δ, yours")),
            state.delta ? displayNumber(*state.delta, kDeltaDigits) : "\u2013", Role::Delta);
    add("largest", isFixed(prepared) ? Message(CALC_TEXT("largest proved")) : Message(CALC_TEXT("δ, proved")),
        isEverywhere ? std::string("\u2265 ") + known(furthestDelta(*prepared.function))
                     : known(roundedDown(moment.largestProved, kDeltaDigits)),
        isFixed(prepared) ? Role::Ink : Role::Delta);
    if (!isFixed(prepared) || prepared.scene.view != EpsilonDeltaView::Swapped)
        add("fails", CALC_TEXT("a larger one fails from"), isProved && moment.failsFrom ? displayNumber(*moment.failsFrom, 6) : "\u2013",
            Role::Ink);
}

}  // namespace calc
