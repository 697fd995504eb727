#pragma once
#include <string>

namespace calc {

/// Opens the window and runs until it is closed. `file`: a scene to open, or empty; `geometry`: "1280x800" for the size of the window, or
/// empty. Exit status: 0, or 1 where there is no display.
int runWindow(int argc, char** argv, const std::string& file, const std::string& geometry);

}  // namespace calc
