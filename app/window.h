#pragma once
#include <string>

namespace calc {

/// Opens the window and runs until it is closed. `scene`: a file, or the name of a built-in scene, or empty; `geometry`: "1280x800" for the
/// size of the window, or empty. Exit status: 0, or 1 where there is no display.
int runWindow(int argc, char** argv, const std::string& scene, const std::string& geometry);

}  // namespace calc
