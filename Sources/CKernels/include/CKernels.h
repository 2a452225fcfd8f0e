#ifndef CKERNELS_H
#define CKERNELS_H

// The arithmetic of learning, with the same bits on every machine.
//
// Every function fixes the order of its additions (16 lanes, then one tree), never fuses a multiply
// with an add and calls no mathematics library, so vector width, optimisation level and number of
// threads change the speed only. Callers split work by column, row or sample; no split changes a
// result, because each output element is computed by one caller in one order.

#include <stddef.h>
#include <stdint.h>

#include "Dense.h"
#include "Elementary.h"

/// Rows are padded to a multiple of this many floats (one cache line); the padding stays zero.
enum { ck_lane_count = 16 };

/// Zeroed memory of `byte_count` bytes, aligned for the kernels; NULL if there is none. Give it back
/// with `ck_free`.
void *_Nullable ck_allocate(size_t byte_count);

/// Gives back what `ck_allocate` gave.
void ck_free(void *_Nullable memory);

/// One hidden layer and its outputs, as pointers into somebody else's arrays.
///
/// Token t >= 0 adds row t, token t < 0 subtracts row ~t. Rows from `input_count` on stand in
/// `composites`: each is the sum of several input rows that often occur together.
typedef struct {
  const float *_Nonnull rows;            ///< [input_count][stride]
  const float *_Nullable composites;     ///< [composite_count][stride]
  const float *_Nonnull hidden_bias;     ///< [stride]
  const float *_Nonnull output_weights;  ///< [output_count][stride]
  const float *_Nonnull output_bias;     ///< [output_count]
  int32_t input_count;
  int32_t stride;
  int32_t output_count;
  int32_t hyperbolic;  ///< 0: rectifier, 1: hyperbolic tangent
} ck_network;

/// The sums of a batch's derivatives, laid out as the network.
typedef struct {
  float *_Nonnull rows;
  float *_Nullable composites;
  float *_Nonnull hidden_bias;
  float *_Nonnull output_weights;
  float *_Nonnull output_bias;
} ck_gradient;

/// The inputs of a batch: `width` token places per sample, of which `counts[sample]` are used.
///
/// Without `tokens` sample s has the dense inputs values[s * width ..< s * width + width].
typedef struct {
  const int32_t *_Nullable tokens;
  const float *_Nullable values;
  const uint16_t *_Nullable counts;
  const int32_t *_Nullable order;  ///< which sample stands at a position; NULL: position itself
  ptrdiff_t width;
} ck_batch;

/// Computes activations ([last - first][stride]) and outputs ([last - first][output_count]) of the
/// batch's positions first ..< last.
void ck_forward(
  const ck_network *_Nonnull network, const ck_batch *_Nonnull batch, ptrdiff_t first,
  ptrdiff_t last, float *_Nonnull hidden, float *_Nonnull outputs);

/// Adds the derivatives of positions first ..< last to columns [first_column, last_column) of the
/// gradient; columns are counted in lanes of 16. The caller that has column 0 adds the output
/// biases' derivatives too. `deltas` holds the loss's derivative by each output, beside `hidden`
/// as `ck_forward` left it.
void ck_backward(
  const ck_network *_Nonnull network, const ck_batch *_Nonnull batch, ptrdiff_t first,
  ptrdiff_t last, const float *_Nonnull hidden, const float *_Nonnull deltas,
  const ck_gradient *_Nonnull gradient, int32_t first_column, int32_t last_column);

/// Computes composite rows first ..< last from the input rows named by their tokens,
/// members[offsets[c]] ..< members[offsets[c + 1]].
void ck_compose(
  const float *_Nonnull rows, ptrdiff_t stride, const int32_t *_Nonnull members,
  const int32_t *_Nonnull offsets, float *_Nonnull composites, ptrdiff_t first, ptrdiff_t last);

/// Hands the derivatives of all composites back to their input rows, and zeroes them, in the
/// given columns (in lanes of 16).
void ck_decompose(
  float *_Nonnull rows, ptrdiff_t stride, const int32_t *_Nonnull members,
  const int32_t *_Nonnull offsets, float *_Nonnull composites, ptrdiff_t count,
  int32_t first_column, int32_t last_column);

/// What a step of Adam multiplies with.
typedef struct {
  float gradient_scale;  ///< the summed gradient is multiplied by this first
  float step;            ///< learning rate, with the first moment's bias correction
  float root_scale;      ///< the root of the second moment is multiplied by this, then ...
  float epsilon;         ///< ... this is added
  float decay_first;
  float decay_second;
  int32_t is_lazy;  ///< whether rows without a gradient keep their weights and moments
} ck_adam_step;

/// One step of Adam on whole rows; the gradient is zeroed on the way. A row whose flag in `active`
/// is 0 has never had a gradient, so its moments are zero and it stays as it is: the flag is set
/// when the first non-zero derivative appears.
void ck_adam(
  ck_adam_step step, float *_Nonnull parameters, float *_Nonnull first, float *_Nonnull second,
  float *_Nonnull gradient, uint8_t *_Nonnull active, ptrdiff_t stride, ptrdiff_t first_row,
  ptrdiff_t last_row);

/// What a step of RMSProp multiplies with.
typedef struct {
  float gradient_scale;
  float step;
  float epsilon;
  float decay;
} ck_rmsprop_step;

/// One step of RMSProp on whole rows, with the conventions of `ck_adam`.
void ck_rmsprop(
  ck_rmsprop_step step, float *_Nonnull parameters, float *_Nonnull second,
  float *_Nonnull gradient, uint8_t *_Nonnull active, ptrdiff_t stride, ptrdiff_t first_row,
  ptrdiff_t last_row);

/// The sum of squares of `count` floats (a multiple of 16), in 16 lanes.
double ck_sum_of_squares(const float *_Nonnull values, ptrdiff_t count);

#endif
