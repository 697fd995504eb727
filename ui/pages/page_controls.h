#pragma once
#include <QString>
#include <vector>

namespace calc {

class PresetChoice;
class ScenePage;
class SegmentedChoice;

/// What a page does with a built-in scene that was chosen.
enum class PresetPlay { AtOpening, FromStart };

/// The built-in scenes whose names begin with a word, to be tried: a list on the page's panel that shows them when they are chosen.
PresetChoice* addPresets(ScenePage& page, const QString& prefix, PresetPlay play);

struct Segment {
    QString text;
    QString toolTip;
};

/// A few ways to look, all in sight in one row, under their name on the page's panel.
SegmentedChoice* addSegments(ScenePage& page, const QString& name, const std::vector<Segment>& segments);

}  // namespace calc
