#pragma once
#include "app/command_line.h"

namespace calc {

/// `scenes`: the built-in scenes, one a line: name, concept, title, tab separated. Exit status.
int listScenes();

/// `render`: draws one frame of a scene into a file, offscreen whatever the display. Exit status 0, 1 (cannot be read, prepared or
/// written), 2 (the words cannot be understood).
int renderPicture(const Command& command);

/// `data`: the numbers behind a scene as CSV. Exit status as above.
int writeData(const Command& command);

}  // namespace calc
