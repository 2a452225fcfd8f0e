// Adam and RMSProp over whole rows, element by element: see Optimizer.h.

#include "CKernels.h"
#include "Lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { lane = ck_lane_count };

/// Whether any of a row's derivatives differs from zero.
ALWAYS_INLINE int any_non_zero(const float *row, ptrdiff_t stride) {
  lanes_bits any = {0};
  for (ptrdiff_t i = 0; i < stride; i += lane) any |= LANES(row + i) != 0;
  int32_t all = 0;
  for (int i = 0; i < lane; i++) all |= any[i];
  return all != 0;
}

/// Whether changes, over the roots of `v`, are lost on all of the parameters: at most 2^-27 of them,
/// rounding gives the parameters back. So it is for a unit whose gradient has long been 0, and
/// neither roots nor quotients need be worked out. Squares that are too small or too great for a
/// certain answer say no.
#define are_lost(changes, parameters, v)                                            \
  ({                                                                                \
    lanes scaled = (changes) * 0x1p27f, most = (parameters) * (parameters) * (v);   \
    lanes_bits lost = (scaled * scaled <= most) & (most >= 0x1p-120f) & (most <= 0x1p100f); \
    __builtin_reduce_and(lost | ((changes) == 0)) != 0;                             \
  })

EVERY_WIDTH
void ck_adam(
  ck_adam_step step, float *parameters, float *first_moment, float *second_moment,
  float *gradient, uint8_t *active, ptrdiff_t stride, ptrdiff_t first_row, ptrdiff_t last_row
) {
  for (ptrdiff_t row = first_row; row < last_row; row++) {
    ptrdiff_t start = row * stride;
    if (!active[row] || step.is_lazy) {
      if (!any_non_zero(gradient + start, stride)) continue;
      active[row] = 1;
    }
    for (ptrdiff_t i = start; i < start + stride; i += lane) {
      lanes g = LANES(gradient + i) * step.gradient_scale;
      lanes m = LANES(first_moment + i) * step.beta1 + g * (1 - step.beta1);
      lanes v = LANES(second_moment + i) * step.beta2 + g * g * (1 - step.beta2);
      LANES(first_moment + i) = m;
      LANES(second_moment + i) = v;
      LANES(gradient + i) = (lanes){0};
      lanes change = m * step.step, parameter = LANES(parameters + i);
      if (are_lost(change, parameter * step.root_scale, v)) continue;
      lanes root = __builtin_elementwise_sqrt(v) * step.root_scale + step.epsilon;
      LANES(parameters + i) = parameter - change / root;
    }
  }
}

EVERY_WIDTH
void ck_rmsprop(
  ck_rmsprop_step step, float *parameters, float *second_moment, float *gradient,
  uint8_t *active, ptrdiff_t stride, ptrdiff_t first_row, ptrdiff_t last_row
) {
  for (ptrdiff_t row = first_row; row < last_row; row++) {
    ptrdiff_t start = row * stride;
    if (!active[row]) {
      if (!any_non_zero(gradient + start, stride)) continue;
      active[row] = 1;
    }
    for (ptrdiff_t i = start; i < start + stride; i += lane) {
      lanes g = LANES(gradient + i) * step.gradient_scale;
      lanes v = LANES(second_moment + i) * step.decay + g * g * (1 - step.decay);
      LANES(second_moment + i) = v;
      lanes root = __builtin_elementwise_sqrt(v) + step.epsilon;
      LANES(parameters + i) = LANES(parameters + i) - g * step.step / root;
      LANES(gradient + i) = (lanes){0};
    }
  }
}

EVERY_WIDTH
double ck_sum_of_squares(const float *values, ptrdiff_t count) {
  double sums[ck_lane_count] = {0};
  for (ptrdiff_t i = 0; i < count; i += lane)
    for (int j = 0; j < lane; j++) sums[j] += (double)values[i + j] * (double)values[i + j];
  double total = 0;
  for (int j = 0; j < lane; j++) total += sums[j];
  return total;
}
