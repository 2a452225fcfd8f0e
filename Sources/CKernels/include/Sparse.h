#ifndef CKERNELS_SPARSE_H
#define CKERNELS_SPARSE_H

// A hidden layer most of whose inputs are zero: those that are not are listed, as tokens.
//
// Rows are padded to whole lanes and 64-byte aligned, as in Dense.h.

#include <stddef.h>
#include <stdint.h>

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
typedef struct {
  const int32_t *_Nonnull tokens;
  const uint16_t *_Nonnull counts;
  const int32_t *_Nullable order;  ///< which sample stands at a position; NULL: position itself
  ptrdiff_t width;
} ck_batch;

/// Computes activations ([last - first][stride]) and outputs ([last - first][output_count]) of the
/// batch's positions first ..< last.
void ck_forward(
  const ck_network *_Nonnull network, const ck_batch *_Nonnull batch, ptrdiff_t first,
  ptrdiff_t last, float *_Nonnull hidden, float *_Nonnull outputs);

/// Computes the outputs ([output_count]) of one sample, without memory from elsewhere: its activations
/// stand on the stack.
void ck_evaluate(
  const ck_network *_Nonnull network, const int32_t *_Nonnull tokens, int32_t token_count,
  float *_Nonnull outputs);

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

#endif
