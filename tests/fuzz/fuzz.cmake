# One libFuzzer target for each tests/fuzz/fuzz_*.cpp, with the address and undefined-behaviour sanitizers in core as well.
# tests/fuzz/run builds them and runs each for a minute.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "CALCULOSCOPE_FUZZ needs clang: libFuzzer is part of it")
endif()

set(FUZZ_SANITIZERS -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
target_compile_options(calculoscope_options INTERFACE ${FUZZ_SANITIZERS} -fsanitize=fuzzer-no-link)
target_link_options(calculoscope_options INTERFACE ${FUZZ_SANITIZERS})

file(GLOB FUZZ_SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.cpp)
foreach(source ${FUZZ_SOURCES})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source} ${CMAKE_CURRENT_LIST_DIR}/time_limit.cpp)
  target_link_libraries(${name} PRIVATE calculoscope_core)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer -Wl,--wrap=LLVMFuzzerTestOneInput)
endforeach()
