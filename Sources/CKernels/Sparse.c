// A hidden layer over sparse inputs, forward and backward: see Sparse.h.
//
// Weights stand per input, so that an input touches one contiguous row. A sample's activations are
// summed in registers, up to seven lanes (112 units) at a time, over all of its rows; its
// derivatives are made once in registers and added to the same rows' gradients.

#include "CKernels.h"
#include "Lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { lane = ck_lane_count, most_blocks = 7 };

ALWAYS_INLINE ptrdiff_t position(const ck_batch *batch, ptrdiff_t index) {
  return batch->order ? batch->order[index] : index;
}

/// Sums of `blocks` lanes from `column` on: the bias and the rows of all inputs.
ALWAYS_INLINE void forward_blocks(
  const int blocks, const ck_network *network, const ck_batch *batch, ptrdiff_t sample,
  ptrdiff_t column, float *hidden
) {
  const float *rows = network->rows + column;
  const ptrdiff_t stride = network->stride;
  lanes sums[most_blocks];
  for (int i = 0; i < blocks; i++) sums[i] = LANES(network->hidden_bias + column + i * lane);
  // Composite c has the token input_count + c.
  const float *composites = network->composites + column - network->input_count * stride;
  const int32_t *token = batch->tokens + sample * batch->width;
  const ptrdiff_t count = batch->counts[sample], input_count = network->input_count;
  for (ptrdiff_t t = 0; t < count; t++) {
    if (token[t] >= 0) {
      const float *row = (token[t] < input_count ? rows : composites) + token[t] * stride;
      for (int i = 0; i < blocks; i++) sums[i] = sums[i] + LANES(row + i * lane);
    } else {
      const float *row = (~token[t] < input_count ? rows : composites) + ~token[t] * stride;
      for (int i = 0; i < blocks; i++) sums[i] = sums[i] - LANES(row + i * lane);
    }
  }
  for (int i = 0; i < blocks; i++) LANES(hidden + column + i * lane) = sums[i];
}

/// Derivatives by `blocks` lanes' sums from `column` on, added to the bias and to all inputs' rows.
ALWAYS_INLINE void backward_blocks(
  const int blocks, const ck_network *network, const ck_batch *batch, ptrdiff_t sample,
  ptrdiff_t column, const float *hidden, const float *deltas, const ck_gradient *gradient
) {
  float *rows = gradient->rows + column;
  const ptrdiff_t stride = network->stride;
  lanes parts[most_blocks];
  for (int i = 0; i < blocks; i++) parts[i] = (lanes){0};
  for (int32_t o = 0; o < network->output_count; o++) {
    const float *weights = network->output_weights + o * stride + column;
    for (int i = 0; i < blocks; i++) parts[i] = parts[i] + LANES(weights + i * lane) * deltas[o];
  }
  if (network->hyperbolic)
    for (int i = 0; i < blocks; i++) {
      lanes activations = LANES(hidden + column + i * lane);
      parts[i] = parts[i] * (1.0f - activations * activations);
    }
  else
    for (int i = 0; i < blocks; i++)
      parts[i] = WHERE(LANES(hidden + column + i * lane) > 0, parts[i]);
  float *bias = gradient->hidden_bias + column;
  for (int i = 0; i < blocks; i++) LANES(bias + i * lane) = LANES(bias + i * lane) + parts[i];
  float *composites = gradient->composites + column - network->input_count * stride;
  const int32_t *token = batch->tokens + sample * batch->width;
  const ptrdiff_t count = batch->counts[sample], input_count = network->input_count;
  for (ptrdiff_t t = 0; t < count; t++) {
    if (token[t] >= 0) {
      float *row = (token[t] < input_count ? rows : composites) + token[t] * stride;
      for (int i = 0; i < blocks; i++)
        LANES(row + i * lane) = LANES(row + i * lane) + parts[i];
    } else {
      float *row = (~token[t] < input_count ? rows : composites) + ~token[t] * stride;
      for (int i = 0; i < blocks; i++)
        LANES(row + i * lane) = LANES(row + i * lane) - parts[i];
    }
  }
}

/// How many of the `left` lanes the next pass takes: all passes about equal.
ALWAYS_INLINE int32_t pass_width(int32_t left) {
  int32_t passes = (left + most_blocks - 1) / most_blocks;
  return (left + passes - 1) / passes;
}

EVERY_WIDTH
void ck_forward(
  const ck_network *network, const ck_batch *batch, ptrdiff_t first, ptrdiff_t last,
  float *hidden, float *outputs
) {
  int32_t columns = network->stride / lane;
  for (ptrdiff_t index = first; index < last; index++) {
    ptrdiff_t sample = position(batch, index);
    float *activations = hidden + (index - first) * network->stride;
    for (int32_t column = 0; column < columns;) {
      int32_t blocks = pass_width(columns - column);
#define CALL(n) forward_blocks(n, network, batch, sample, column * lane, activations)
      WITH_CONSTANT(blocks, CALL)
#undef CALL
      column += blocks;
    }
    if (network->hyperbolic)
      for (int32_t i = 0; i < network->stride; i++) activations[i] = (float)ck_tanh(activations[i]);
    else
      for (int32_t i = 0; i < network->stride; i += lane)
        LANES(activations + i) = WHERE(LANES(activations + i) > 0, LANES(activations + i));
    for (int32_t o = 0; o < network->output_count; o++)
      outputs[(index - first) * network->output_count + o] =
        inner_product(
          activations, network->output_weights + o * network->stride, network->stride)
        + network->output_bias[o];
  }
}

void ck_evaluate(
  const ck_network *network, const int32_t *tokens, int32_t token_count, float *outputs
) {
  // Wherever the array begins, a place of it that is aligned has the room.
  float memory[network->stride + lane];
  float *hidden = (float *)(((uintptr_t)memory + 63) / 64 * 64);
  uint16_t count = (uint16_t)token_count;
  ck_batch batch = {.tokens = tokens, .counts = &count, .order = NULL, .width = token_count};
  ck_forward(network, &batch, 0, 1, hidden, outputs);
}

/// Adds to the gradient of output `o`'s weights in one column of lanes.
ALWAYS_INLINE void backward_output(
  const ck_network *network, ptrdiff_t count, const float *hidden, const float *deltas,
  float *sums
) {
  lanes total = LANES(sums);
  for (ptrdiff_t index = 0; index < count; index++)
    total = total
      + LANES(hidden + index * network->stride) * deltas[index * network->output_count];
  LANES(sums) = total;
}

EVERY_WIDTH
void ck_backward(
  const ck_network *network, const ck_batch *batch, ptrdiff_t first, ptrdiff_t last,
  const float *hidden, const float *deltas, const ck_gradient *gradient, int32_t first_column,
  int32_t last_column
) {
  const ptrdiff_t stride = network->stride, output_count = network->output_count;
  // A few samples at a time: their activations are still in the nearest cache when they are needed
  // again, and a sum stays in a register for all of them.
  enum { few = 8 };
  for (ptrdiff_t start = first; start < last; start += few) {
    ptrdiff_t end = start + few < last ? start + few : last;
    const float *activations = hidden + (start - first) * stride;
    const float *delta = deltas + (start - first) * output_count;
    for (ptrdiff_t o = 0; o < output_count; o++) {
      if (first_column == 0)
        for (ptrdiff_t index = 0; index < end - start; index++)
          gradient->output_bias[o] += delta[index * output_count + o];
      for (ptrdiff_t column = first_column * lane; column < last_column * lane; column += lane)
        backward_output(
          network, end - start, activations + column, delta + o,
          gradient->output_weights + o * stride + column);
    }
    for (ptrdiff_t index = start; index < end; index++) {
      ptrdiff_t sample = position(batch, index);
      for (int32_t column = first_column; column < last_column;) {
        int32_t blocks = pass_width(last_column - column);
#define CALL(n) \
  backward_blocks( \
    n, network, batch, sample, column * lane, activations + (index - start) * stride, \
    delta + (index - start) * output_count, gradient)
        WITH_CONSTANT(blocks, CALL)
#undef CALL
        column += blocks;
      }
    }
  }
}

EVERY_WIDTH
void ck_compose(
  const float *rows, ptrdiff_t stride, const int32_t *members, const int32_t *offsets,
  float *composites, ptrdiff_t first, ptrdiff_t last
) {
  for (ptrdiff_t c = first; c < last; c++)
    for (ptrdiff_t column = 0; column < stride; column += lane) {
      lanes total = {0};
      for (int32_t t = offsets[c]; t < offsets[c + 1]; t++) {
        int32_t negative = members[t] >> 31;
        const float *row = rows + (ptrdiff_t)(members[t] ^ negative) * stride + column;
        total = total + FLIPPED(LANES(row), EVERYWHERE(negative & INT32_MIN));
      }
      LANES(composites + c * stride + column) = total;
    }
}

EVERY_WIDTH
void ck_decompose(
  float *rows, ptrdiff_t stride, const int32_t *members, const int32_t *offsets,
  float *composites, ptrdiff_t count, int32_t first_column, int32_t last_column
) {
  for (ptrdiff_t c = 0; c < count; c++)
    for (ptrdiff_t column = first_column * lane; column < last_column * lane; column += lane) {
      lanes part = LANES(composites + c * stride + column);
      LANES(composites + c * stride + column) = (lanes){0};
      for (int32_t t = offsets[c]; t < offsets[c + 1]; t++) {
        int32_t negative = members[t] >> 31;
        float *row = rows + (ptrdiff_t)(members[t] ^ negative) * stride + column;
        LANES(row) = LANES(row) + FLIPPED(part, EVERYWHERE(negative & INT32_MIN));
      }
    }
}
