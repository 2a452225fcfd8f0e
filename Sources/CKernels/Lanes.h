#ifndef CKERNELS_LANES_H
#define CKERNELS_LANES_H

// Sixteen floats at a time, whatever the processor's registers hold: the compiler splits them.
// Macros where functions would do: passing vectors between functions has an ABI per register width.

#include <stddef.h>
#include <stdint.h>

typedef float lanes __attribute__((vector_size(64)));
typedef int32_t lanes_bits __attribute__((vector_size(64)));

#define ALWAYS_INLINE static inline __attribute__((always_inline))

// The loader picks the widest version that the processor has. No version has different results.
#if defined(__x86_64__) && defined(__linux__)
#define EVERY_WIDTH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define EVERY_WIDTH
#endif

/// The sixteen floats at an address (64-byte aligned), to read or to write.
#define LANES(address) (*(lanes *)(address))

/// A value in all lanes.
#define EVERYWHERE(bits) ((bits) - (lanes_bits){0})

/// `value` with the sign bit changed where `sign` has it set.
#define FLIPPED(value, sign) ((lanes)((lanes_bits)(value) ^ (sign)))

/// `value` where `condition` holds, zero elsewhere.
#define WHERE(condition, value) ((lanes)((lanes_bits)(value) & (condition)))

/// The sum of sixteen floats: halves added to halves until one is left.
ALWAYS_INLINE float sum_of_lanes(const float *v) {
  float eight[8], four[4];
  for (int i = 0; i < 8; i++) eight[i] = v[i] + v[i + 8];
  for (int i = 0; i < 4; i++) four[i] = eight[i] + eight[i + 4];
  return (four[0] + four[2]) + (four[1] + four[3]);
}

/// The products of two rows of `count` floats (a multiple of 16), in 2 x 16 partial sums, which are
/// added to 16. A macro as others here: no vector is passed between functions.
#define lane_products(a, b, count)                                        \
  ({                                                                      \
    lanes even = {0}, odd = {0};                                          \
    ptrdiff_t index = 0;                                                  \
    for (; index + 32 <= (count); index += 32) {                          \
      even = even + LANES((a) + index) * LANES((b) + index);              \
      odd = odd + LANES((a) + index + 16) * LANES((b) + index + 16);      \
    }                                                                     \
    if (index < (count)) even = even + LANES((a) + index) * LANES((b) + index); \
    even + odd;                                                           \
  })

/// The inner product of two rows of `count` floats (a multiple of 16), in 2 x 16 partial sums.
ALWAYS_INLINE float inner_product(const float *a, const float *b, ptrdiff_t count) {
#pragma STDC FP_CONTRACT OFF
  float partial[16] __attribute__((aligned(64)));
  LANES(partial) = lane_products(a, b, count);
  return sum_of_lanes(partial);
}

/// Calls `CALL(n)` with a constant n of 1 to 7, so that the n blocks of a tile stay in registers.
#define WITH_CONSTANT(count, CALL) \
  switch (count) {                 \
    case 1: CALL(1); break;        \
    case 2: CALL(2); break;        \
    case 3: CALL(3); break;        \
    case 4: CALL(4); break;        \
    case 5: CALL(5); break;        \
    case 6: CALL(6); break;        \
    default: CALL(7); break;       \
  }

#endif
