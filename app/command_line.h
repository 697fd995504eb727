#pragma once
#include <string>
#include <vector>

namespace calc {

/// What the words after the program's name ask for.
struct Command {
    enum class Kind { Window, Mathematics, Scenes, Render, Data, Done } kind = Kind::Window;
    int status = 0;                    ///< of Done (help, version, words that cannot be understood)

    // Window
    std::string file;                  ///< a scene to open, or empty
    std::string geometry;              ///< "1280x800", or empty

    // Mathematics
    std::string verb;
    std::vector<std::pair<std::string, std::vector<std::string>>> fields;
    bool json = false;
    bool batch = false;

    // Render, Data
    std::string scene;
    std::string output;
    std::string size = "1920x1080";
    double scale = 1.0;
    double dotsPerInch = 0.0;          ///< 0: not given
    std::string theme = "light";
    bool transparent = false;
    double time = -1.0;                ///< seconds; negative: not given, as the two below
    int step = -1;
    double progress = -1.0;
    std::vector<std::string> settings; ///< "key=value"
};

/// Reads the words; help, version and mistakes are printed here and come back as Done with the exit status (0, or 2).
Command readCommandLine(const std::vector<std::string>& words);

}  // namespace calc
