# block_kernels.cpp is compiled once for each instruction set; kernel_sets.cpp picks one when the program runs.
# No -ffast-math: NaN and infinities mean something here. Contraction and vector math serve drawing; the scalar path has neither.
set(KERNEL_SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/expression/block_kernels.cpp)
set(KERNEL_OPTIONS -O3 -fno-math-errno -fno-trapping-math -ffp-contract=fast)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # The prototypes differ from the compiler's built-in ones by their simd attribute alone.
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_FLAGS "-O3 -fno-math-errno")
  check_cxx_source_compiles("
    extern \"C\" __attribute__((simd(\"notinbranch\"))) double erf(double) noexcept;
    extern \"C\" __attribute__((simd(\"notinbranch\"))) double sinh(double) noexcept;
    double in[64], out[64];
    int main() { for (int i = 0; i < 64; ++i) out[i] = erf(in[i]) + sinh(in[i]); return out[3] > 0.5; }" CALCULOSCOPE_HAS_LIBMVEC)
  unset(CMAKE_REQUIRED_FLAGS)
  if(CALCULOSCOPE_HAS_LIBMVEC)
    list(APPEND KERNEL_OPTIONS -DCALCULOSCOPE_LIBMVEC)
  endif()
endif()
set_source_files_properties(${KERNEL_SOURCE} PROPERTIES COMPILE_OPTIONS "${KERNEL_OPTIONS}")

if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  foreach(level v3 v4)
    add_library(calculoscope_kernels_${level} OBJECT ${KERNEL_SOURCE})
    target_link_libraries(calculoscope_kernels_${level} PRIVATE calculoscope_options)
    target_compile_definitions(calculoscope_kernels_${level} PRIVATE CALCULOSCOPE_KERNELS=x86_64_${level})
    target_compile_options(calculoscope_kernels_${level} PRIVATE -march=x86-64-${level})
    set_target_properties(calculoscope_kernels_${level} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
    target_sources(calculoscope_core PRIVATE $<TARGET_OBJECTS:calculoscope_kernels_${level}>)
  endforeach()
  target_compile_options(calculoscope_kernels_v4 PRIVATE -mprefer-vector-width=512)
  set_source_files_properties(${CMAKE_CURRENT_SOURCE_DIR}/expression/kernel_sets.cpp PROPERTIES COMPILE_DEFINITIONS CALCULOSCOPE_KERNELS_X86)
endif()
