// Linked into every fuzz target in front of its LLVMFuzzerTestOneInput (fuzz.cmake: --wrap). No input may take more than two seconds; the
// sanitizers and the coverage counters cost a factor of five and more. Processor time is what is counted: a loaded machine raises no
// false alarm, as it does with libFuzzer's own -timeout, which reads the clock on the wall.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>

extern "C" int __real_LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int __wrap_LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr double kMostSeconds = 5.0 * 2.0;
    const std::clock_t begin = std::clock();
    const int result = __real_LLVMFuzzerTestOneInput(data, size);
    const double seconds = static_cast<double>(std::clock() - begin) / static_cast<double>(CLOCKS_PER_SEC);
    if (seconds > kMostSeconds) {
        std::fprintf(stderr, "Too slow: this input took %.1f s of processor time.\n", seconds);
        std::abort();
    }
    return result;
}
