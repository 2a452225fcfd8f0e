// Products of matrices in tiles that stay in registers, and what goes between layers.

#include "CKernels.h"
#include "Lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { lane = ck_lane_count };

/// One tile of a product: `height` samples by `width` lanes.
ALWAYS_INLINE void product_tile(
  const int height, const int width, const float *a, ptrdiff_t a_stride, ptrdiff_t terms,
  const float *rows, ptrdiff_t stride, const float *start, float *out
) {
  lanes sums[height][width];
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++) sums[i][j] = start ? LANES(start + j * lane) : (lanes){0};
  for (ptrdiff_t t = 0; t < terms; t++) {
    const float *row = rows + t * stride;
    for (int j = 0; j < width; j++) {
      lanes weights = LANES(row + j * lane);
      for (int i = 0; i < height; i++) sums[i][j] = sums[i][j] + weights * a[i * a_stride + t];
    }
  }
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++) LANES(out + i * stride + j * lane) = sums[i][j];
}

/// A product in tiles of `height` samples by up to `widest` lanes.
ALWAYS_INLINE void product(
  const int height, const int widest, const float *a, ptrdiff_t a_stride, ptrdiff_t count,
  ptrdiff_t terms, const float *rows, ptrdiff_t stride, const float *start, float *out
) {
  ptrdiff_t blocks = stride / lane;
  ptrdiff_t passes = (blocks + widest - 1) / widest;
  for (ptrdiff_t pass = 0; pass < passes; pass++) {
    ptrdiff_t first = pass * blocks / passes, width = (pass + 1) * blocks / passes - first;
    const float *part = start ? start + first * lane : 0;
    ptrdiff_t i = 0;
    for (; i + height <= count; i += height) {
#define CALL(n) \
  product_tile( \
    height, n, a + i * a_stride, a_stride, terms, rows + first * lane, stride, part, \
    out + i * stride + first * lane)
      WITH_CONSTANT(width, CALL)
#undef CALL
    }
    for (; i < count; i++) {
#define CALL(n) \
  product_tile( \
    1, n, a + i * a_stride, a_stride, terms, rows + first * lane, stride, part, \
    out + i * stride + first * lane)
      WITH_CONSTANT(width, CALL)
#undef CALL
    }
  }
}

/// `height` sums of a column of lanes over the listed samples.
ALWAYS_INLINE void outer_tile(
  const int height, const float *a, ptrdiff_t a_stride, const float *rows, ptrdiff_t stride,
  const uint16_t *listed, ptrdiff_t listed_count, float *sums
) {
  lanes totals[height];
  for (int i = 0; i < height; i++) totals[i] = (lanes){0};
  for (ptrdiff_t index = 0; index < listed_count; index++) {
    const float *inputs = a + listed[index] * a_stride;
    lanes row = LANES(rows + listed[index] * stride);
    for (int i = 0; i < height; i++) totals[i] = totals[i] + row * inputs[i];
  }
  for (int i = 0; i < height; i++) LANES(sums + i * stride) = totals[i];
}

ALWAYS_INLINE void outer(
  const int tallest, const float *a, ptrdiff_t a_stride, ptrdiff_t terms, const float *rows,
  ptrdiff_t stride, ptrdiff_t count, float *sums
) {
  uint16_t listed[ck_outer_product_limit];
  for (ptrdiff_t column = 0; column < stride; column += lane) {
    ptrdiff_t listed_count = 0;
    lanes total = {0};
    for (ptrdiff_t s = 0; s < count; s++) {
      lanes row = LANES(rows + s * stride + column);
      total = total + row;
      listed[listed_count] = (uint16_t)s;
      listed_count += __builtin_reduce_or(row != 0) != 0;
    }
    LANES(sums + terms * stride + column) = total;
    ptrdiff_t i = 0;
    for (; i + tallest <= terms; i += tallest)
      outer_tile(
        tallest, a + i, a_stride, rows + column, stride, listed, listed_count,
        sums + i * stride + column);
    for (; i + 6 <= terms; i += 6)
      outer_tile(
        6, a + i, a_stride, rows + column, stride, listed, listed_count,
        sums + i * stride + column);
    if (i < terms) {
#define CALL(n) \
  outer_tile( \
    n, a + i, a_stride, rows + column, stride, listed, listed_count, sums + i * stride + column)
      WITH_CONSTANT(terms - i, CALL)
#undef CALL
    }
  }
}

// Tiles as large as the registers hold: 32 of 16 floats, or 16 of 8.
#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void product_wide(
  const float *a, ptrdiff_t a_stride, ptrdiff_t count, ptrdiff_t terms, const float *rows,
  ptrdiff_t stride, const float *start, float *out
) {
  product(4, 6, a, a_stride, count, terms, rows, stride, start, out);
}

__attribute__((target("avx2"))) static void product_middle(
  const float *a, ptrdiff_t a_stride, ptrdiff_t count, ptrdiff_t terms, const float *rows,
  ptrdiff_t stride, const float *start, float *out
) {
  product(2, 3, a, a_stride, count, terms, rows, stride, start, out);
}

__attribute__((target("avx512f"))) static void outer_wide(
  const float *a, ptrdiff_t a_stride, ptrdiff_t terms, const float *rows, ptrdiff_t stride,
  ptrdiff_t count, float *sums
) {
  outer(26, a, a_stride, terms, rows, stride, count, sums);
}

__attribute__((target("avx2"))) static void outer_middle(
  const float *a, ptrdiff_t a_stride, ptrdiff_t terms, const float *rows, ptrdiff_t stride,
  ptrdiff_t count, float *sums
) {
  outer(6, a, a_stride, terms, rows, stride, count, sums);
}

#define WIDEST(WIDE, MIDDLE)                                  \
  if (__builtin_cpu_supports("avx512f")) { WIDE; return; }    \
  if (__builtin_cpu_supports("avx2")) { MIDDLE; return; }
#else
#define WIDEST(WIDE, MIDDLE)
#endif

void ck_product(
  const float *a, ptrdiff_t a_stride, ptrdiff_t count, ptrdiff_t terms, const float *rows,
  ptrdiff_t stride, const float *start, float *out
) {
  WIDEST(
    product_wide(a, a_stride, count, terms, rows, stride, start, out),
    product_middle(a, a_stride, count, terms, rows, stride, start, out))
  product(1, 3, a, a_stride, count, terms, rows, stride, start, out);
}

void ck_outer_product(
  const float *a, ptrdiff_t a_stride, ptrdiff_t terms, const float *rows, ptrdiff_t stride,
  ptrdiff_t count, float *sums
) {
  WIDEST(
    outer_wide(a, a_stride, terms, rows, stride, count, sums),
    outer_middle(a, a_stride, terms, rows, stride, count, sums))
  outer(3, a, a_stride, terms, rows, stride, count, sums);
}

ALWAYS_INLINE void single_blocks(
  const int width, const float *a, ptrdiff_t terms, const float *rows, ptrdiff_t stride,
  const float *start, float *out
) {
  lanes sums[width];
  for (int j = 0; j < width; j++) sums[j] = LANES(start + j * lane);
  for (ptrdiff_t t = 0; t < terms; t++) {
    if (a[t] == 0) continue;
    for (int j = 0; j < width; j++)
      sums[j] = sums[j] + LANES(rows + t * stride + j * lane) * a[t];
  }
  for (int j = 0; j < width; j++) LANES(out + j * lane) = sums[j];
}

EVERY_WIDTH
void ck_single_product(
  const float *a, ptrdiff_t terms, const float *rows, ptrdiff_t stride, const float *start,
  float *out
) {
  ptrdiff_t column = 0;
  for (; column + 7 * lane <= stride; column += 7 * lane)
    single_blocks(7, a, terms, rows + column, stride, start + column, out + column);
  for (; column + 3 * lane <= stride; column += 3 * lane)
    single_blocks(3, a, terms, rows + column, stride, start + column, out + column);
  for (; column < stride; column += lane)
    single_blocks(1, a, terms, rows + column, stride, start + column, out + column);
}

/// The hyperbolic tangent as an odd polynomial of degree 13 over an even one of degree 6. The
/// coefficients and the limit are those of the minimax approximation in Eigen
/// (`generic_fast_tanh_float`, Eigen/src/Core/MathFunctionsImpl.h): beyond it the approximation
/// would leave [-1, 1]. Whole layers are activated at once here; `SparseNetwork` takes `ck_tanh` of Elementary.h.
ALWAYS_INLINE void hyperbolic_tangent(float *address) {
  lanes x = LANES(address);
  lanes_bits sign = (lanes_bits)x & EVERYWHERE(INT32_MIN);
  lanes magnitude = (lanes)((lanes_bits)x & EVERYWHERE(INT32_MAX));
  lanes_bits saturated = magnitude >= ck_tanh_limit;
  lanes_bits one = (lanes_bits)((lanes){0} + 1.0f) | sign;
  if (__builtin_reduce_and(saturated) != 0) {
    LANES(address) = (lanes)one;
    return;
  }
  lanes square = x * x;
  lanes above = square * -2.76076847742355e-16f + 2.00018790482477e-13f;
  above = above * square + -8.60467152213735e-11f;
  above = above * square + 5.12229709037114e-08f;
  above = above * square + 1.48572235717979e-05f;
  above = above * square + 6.37261928875436e-04f;
  above = above * square + 4.89352455891786e-03f;
  lanes below = square * 1.19825839466702e-06f + 1.18534705686654e-04f;
  below = below * square + 2.26843463243900e-03f;
  below = below * square + 4.89352518554385e-03f;
  lanes_bits value = (lanes_bits)(x * above / below);
  LANES(address) = (lanes)((value & ~saturated) | (one & saturated));
}

EVERY_WIDTH
void ck_activate(float *values, ptrdiff_t count, int32_t hyperbolic) {
  if (hyperbolic)
    for (ptrdiff_t i = 0; i < count; i += lane) hyperbolic_tangent(values + i);
  else
    for (ptrdiff_t i = 0; i < count; i += lane)
      LANES(values + i) = WHERE(LANES(values + i) > 0, LANES(values + i));
}

EVERY_WIDTH
void ck_slope(float *deltas, const float *activations, ptrdiff_t count, int32_t hyperbolic) {
  if (hyperbolic)
    for (ptrdiff_t i = 0; i < count; i += lane)
      LANES(deltas + i) =
        LANES(deltas + i) * (1.0f - LANES(activations + i) * LANES(activations + i));
  else
    for (ptrdiff_t i = 0; i < count; i += lane)
      LANES(deltas + i) = WHERE(LANES(activations + i) > 0, LANES(deltas + i));
}

EVERY_WIDTH
void ck_ranges(const float *values, ptrdiff_t stride, ptrdiff_t count, float *ranges) {
  for (ptrdiff_t column = 0; column < stride; column += lane) {
    lanes least = LANES(values + column), greatest = least;
    for (ptrdiff_t s = 1; s < count; s++) {
      lanes value = LANES(values + s * stride + column);
      least = __builtin_elementwise_min(least, value);
      greatest = __builtin_elementwise_max(greatest, value);
    }
    LANES(ranges + column) = least;
    LANES(ranges + stride + column) = greatest;
  }
}

EVERY_WIDTH
void ck_distances(
  const float *rows, const float *reference, const float *magnitudes, ptrdiff_t terms,
  ptrdiff_t stride, float *distances
) {
  for (ptrdiff_t column = 0; column < stride; column += lane) {
    lanes total = {0};
    for (ptrdiff_t t = 0; t <= terms; t++) {
      ptrdiff_t place = t * stride + column;
      lanes value = LANES(rows + place);
      if (reference) value = value - LANES(reference + place);
      total = total + __builtin_elementwise_abs(value) * (t < terms ? magnitudes[t] : 1.0f);
    }
    LANES(distances + column) = total;
  }
}

void ck_spread(
  const float *packed, ptrdiff_t width, ptrdiff_t count, const int32_t *places,
  ptrdiff_t place_count, float *rows, ptrdiff_t stride
) {
  for (ptrdiff_t s = 0; s < count; s++)
    for (ptrdiff_t i = 0; i < place_count; i++) rows[s * stride + places[i]] = packed[s * width + i];
}

/// The sums of sixteen vectors' lanes, each added up as by `sum_of_lanes`.
ALWAYS_INLINE void sums_of_lanes(lanes *v, float *sums) {
#define HALVES(a, b, ...) \
  (__builtin_shufflevector(a, b, __VA_ARGS__))
  for (int i = 0; i < 8; i++)
    v[i] =
      HALVES(v[2 * i], v[2 * i + 1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
      + HALVES(v[2 * i], v[2 * i + 1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  for (int i = 0; i < 4; i++)
    v[i] =
      HALVES(v[2 * i], v[2 * i + 1], 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
      + HALVES(v[2 * i], v[2 * i + 1], 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  for (int i = 0; i < 2; i++)
    v[i] =
      HALVES(v[2 * i], v[2 * i + 1], 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29)
      + HALVES(v[2 * i], v[2 * i + 1], 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31);
  LANES(sums) =
    HALVES(v[0], v[1], 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
    + HALVES(v[0], v[1], 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#undef HALVES
}

EVERY_WIDTH
void ck_outputs(
  const float *activations, ptrdiff_t stride, ptrdiff_t count, const float *rows,
  const float *bias, ptrdiff_t output_count, float *outputs
) {
  ptrdiff_t s = 0;
  for (; s + lane <= count; s += lane)
    for (ptrdiff_t o = 0; o < output_count; o++) {
      lanes products[lane];
      for (int i = 0; i < lane; i++)
        products[i] =
          lane_products(activations + (s + i) * stride, rows + o * stride, stride);
      float sums[lane] __attribute__((aligned(64)));
      sums_of_lanes(products, sums);
      for (int i = 0; i < lane; i++) outputs[(s + i) * output_count + o] = sums[i] + bias[o];
    }
  for (; s < count; s++)
    for (ptrdiff_t o = 0; o < output_count; o++)
      outputs[s * output_count + o] =
        inner_product(activations + s * stride, rows + o * stride, stride) + bias[o];
}

EVERY_WIDTH
void ck_sum_parts(const float *parts, ptrdiff_t part_count, ptrdiff_t count, float *sums) {
  for (ptrdiff_t i = 0; i < count; i += lane) {
    lanes total = LANES(parts + i);
    for (ptrdiff_t part = 1; part < part_count; part++)
      total = total + LANES(parts + part * count + i);
    LANES(sums + i) = total;
  }
}
