# One libFuzzer target for each tests/fuzz/fuzz_*.cpp, with the address and undefined-behaviour sanitizers in core as well.
# cmake -S . -B build-fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCALCULOSCOPE_FUZZ=ON -DCALCULOSCOPE_GUI=OFF -DCALCULOSCOPE_TESTS=OFF -DCALCULOSCOPE_BENCHMARKS=OFF
# build-fuzz/bin/fuzz_parser -max_total_time=60 build-fuzz/corpus/fuzz_parser tests/fuzz/corpus/fuzz_parser
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "CALCULOSCOPE_FUZZ needs clang: libFuzzer is part of it")
endif()

set(FUZZ_SANITIZERS -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
target_compile_options(calculoscope_options INTERFACE ${FUZZ_SANITIZERS} -fsanitize=fuzzer-no-link)
target_link_options(calculoscope_options INTERFACE ${FUZZ_SANITIZERS})

file(GLOB FUZZ_SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.cpp)
foreach(source ${FUZZ_SOURCES})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE calculoscope_core)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  # Inputs that are found are kept in the build; those kept with the source stand in tests/fuzz/corpus/NAME.
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/${name})
endforeach()
