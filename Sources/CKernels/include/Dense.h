#ifndef CKERNELS_DENSE_H
#define CKERNELS_DENSE_H

// Layers whose inputs are all used: products of matrices, many samples at a time.
//
// Rows of weights and activations are padded to whole lanes; all addresses of such rows are 64-byte
// aligned. Every sum runs over its terms in their order, whatever the size of the tiles that are
// kept in registers, so that wide processors may have wide tiles.

#include <stddef.h>
#include <stdint.h>

/// Computes out[i][...] = start[...] + the sum over t of a[i * a_stride + t] * rows[t][...], for
/// `count` samples i and `terms` terms t. `rows` has `stride` floats a row, as `start` and `out`
/// have; without `start` sums start at zero.
void ck_product(
  const float *_Nonnull a, ptrdiff_t a_stride, ptrdiff_t count, ptrdiff_t terms,
  const float *_Nonnull rows, ptrdiff_t stride, const float *_Nullable start,
  float *_Nonnull out);

/// Does what `ck_product` does for one sample, most of whose inputs may be zero.
void ck_single_product(
  const float *_Nonnull a, ptrdiff_t terms, const float *_Nonnull rows, ptrdiff_t stride,
  const float *_Nonnull start, float *_Nonnull out);

/// Computes sums[i][...] = the sum over `count` samples s of a[s * a_stride + i] * rows[s][...], for
/// `terms` inputs i, and in sums[terms][...] the sum of all rows. Sixteen columns of a sample that
/// are all zero are left out.
void ck_outer_product(
  const float *_Nonnull a, ptrdiff_t a_stride, ptrdiff_t terms, const float *_Nonnull rows,
  ptrdiff_t stride, ptrdiff_t count, float *_Nonnull sums);

/// The most samples of a call of `ck_outer_product`.
enum { ck_outer_product_limit = 1024 };

/// From here on `ck_activate` takes the hyperbolic tangent to be exactly 1.
static const float ck_tanh_limit = 7.90531110763549805f;

/// Replaces sums by activations: the rectifier, or the hyperbolic tangent (relative error below
/// 1e-6; never beyond 1 or -1).
void ck_activate(float *_Nonnull values, ptrdiff_t count, int32_t hyperbolic);

/// Multiplies derivatives by activations with the activation function's slope there.
void ck_slope(
  float *_Nonnull deltas, const float *_Nonnull activations, ptrdiff_t count, int32_t hyperbolic);

/// Writes the least value of each of `stride` columns, and behind them the greatest ones, of
/// `count` rows.
void ck_ranges(
  const float *_Nonnull values, ptrdiff_t stride, ptrdiff_t count, float *_Nonnull ranges);

/// Computes distances[...] = |rows[terms][...]| + the sum over `terms` terms t of
/// magnitudes[t] * |rows[t][...]|, where rows are taken less those of `reference` if there is one.
void ck_distances(
  const float *_Nonnull rows, const float *_Nullable reference, const float *_Nonnull magnitudes,
  ptrdiff_t terms, ptrdiff_t stride, float *_Nonnull distances);

/// Writes columns of `packed` rows of `width` floats to the listed places of rows of `stride`.
void ck_spread(
  const float *_Nonnull packed, ptrdiff_t width, ptrdiff_t count, const int32_t *_Nonnull places,
  ptrdiff_t place_count, float *_Nonnull rows, ptrdiff_t stride);

/// The activations besides the rectifier and the hyperbolic tangent; PyTorch's, with its defaults.
typedef enum {
  /// x above zero, e^x - 1 below.
  ck_elu,
  /// λx above zero, λα(e^x - 1) below.
  ck_selu,
  /// x above zero, 0.01x below.
  ck_leaky_relu,
  /// 1 / (1 + e^-x).
  ck_sigmoid,
  /// log(1 + e^x).
  ck_softplus,
} ck_activation;

/// Replaces `count` sums (a multiple of 16) by one of the other activations; absolute error below 1e-6.
void ck_activate_other(float *_Nonnull values, ptrdiff_t count, ck_activation kind);

/// Multiplies derivatives by activations with the slope of one of the others there.
void ck_slope_other(
  float *_Nonnull deltas, const float *_Nonnull activations, ptrdiff_t count, ck_activation kind);

/// Computes outputs[s][o] = bias[o] + the inner product of sample s's activations and row o.
void ck_outputs(
  const float *_Nonnull activations, ptrdiff_t stride, ptrdiff_t count,
  const float *_Nonnull rows, const float *_Nonnull bias, ptrdiff_t output_count,
  float *_Nonnull outputs);

/// Adds up `part_count` arrays of `count` floats (a multiple of 16) that stand one after another.
void ck_sum_parts(
  const float *_Nonnull parts, ptrdiff_t part_count, ptrdiff_t count, float *_Nonnull sums);

#endif
