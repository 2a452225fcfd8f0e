// Activations besides the rectifier and the hyperbolic tangent, which are in Dense.c.

#include "CKernels.h"
#include "Lanes.h"

#pragma STDC FP_CONTRACT OFF

enum { lane = ck_lane_count };

/// `yes` where `condition` holds, `no` elsewhere.
#define CHOSEN(condition, yes, no) \
  ((lanes)(((lanes_bits)(yes) & (condition)) | ((lanes_bits)(no) & ~(condition))))

/// The two numbers of the self-normalising unit: λ, and λ times α (Klambauer et al., "Self-Normalizing
/// Neural Networks", arXiv 1706.02515, 2017).
#define SELU_SCALE 1.0507009873554805f
#define SELU_FLOOR 1.7580993408473766f
#define LEAK 0.01f

/// e to the power x for x not above zero: 2 to a whole power times a polynomial; absolute error below
/// 2e-7. Below -87 as at -87.
ALWAYS_INLINE void exponential(lanes *address) {
  lanes x = *address;
  x = CHOSEN(x < -87.0f, (lanes){0} - 87.0f, x);
  lanes_bits n = __builtin_convertvector(x * 1.44269504f - 0.5f, lanes_bits);
  lanes whole = __builtin_convertvector(n, lanes);
  // ln 2 in two parts: the first is exact in few bits, so n times it is exact.
  lanes r = (x - whole * 0.693359375f) - whole * -2.12194440e-4f;
  lanes series = r * (1.0f / 5040) + 1.0f / 720;
  series = series * r + 1.0f / 120;
  series = series * r + 1.0f / 24;
  series = series * r + 1.0f / 6;
  series = series * r + 0.5f;
  series = series * r + 1.0f;
  series = series * r + 1.0f;
  *address = series * (lanes)((n + 127) << 23);
}

/// The logarithm of 1 + x for x from 0 to 1, as the series of the inverse hyperbolic tangent.
ALWAYS_INLINE void logarithm_of_more_than_one(lanes *address) {
  lanes s = *address / (*address + 2.0f);
  lanes square = s * s;
  lanes series = square * (1.0f / 13) + 1.0f / 11;
  series = series * square + 1.0f / 9;
  series = series * square + 1.0f / 7;
  series = series * square + 1.0f / 5;
  series = series * square + 1.0f / 3;
  series = series * square + 1.0f;
  *address = s * 2.0f * series;
}

EVERY_WIDTH
void ck_activate_other(float *values, ptrdiff_t count, ck_activation kind) {
  for (ptrdiff_t i = 0; i < count; i += lane) {
    lanes x = LANES(values + i);
    lanes_bits positive = x > 0;
    lanes power = CHOSEN(positive, FLIPPED(x, EVERYWHERE(INT32_MIN)), x);
    if (kind != ck_leaky_relu) exponential(&power);
    lanes result = x;
    switch (kind) {
      case ck_elu: result = CHOSEN(positive, x, power - 1.0f); break;
      case ck_selu:
        result = CHOSEN(positive, x * SELU_SCALE, power * SELU_FLOOR - SELU_FLOOR);
        break;
      case ck_leaky_relu: result = CHOSEN(positive, x, x * LEAK); break;
      case ck_sigmoid: {
        lanes great = 1.0f / (power + 1.0f);
        result = CHOSEN(positive, great, power * great);
        break;
      }
      case ck_softplus:
        logarithm_of_more_than_one(&power);
        result = WHERE(positive, x) + power;
        break;
    }
    LANES(values + i) = result;
  }
}

EVERY_WIDTH
void ck_slope_other(
  float *deltas, const float *activations, ptrdiff_t count, ck_activation kind
) {
  for (ptrdiff_t i = 0; i < count; i += lane) {
    lanes y = LANES((float *)activations + i);
    lanes one = (lanes){0} + 1.0f;
    lanes_bits positive = y > 0;
    lanes slope = one;
    switch (kind) {
      case ck_elu: slope = CHOSEN(positive, one, y + 1.0f); break;
      case ck_selu: slope = CHOSEN(positive, one * SELU_SCALE, y + SELU_FLOOR); break;
      case ck_leaky_relu: slope = CHOSEN(positive, one, one * LEAK); break;
      case ck_sigmoid: slope = y * (1.0f - y); break;
      case ck_softplus: {
        lanes power = FLIPPED(y, EVERYWHERE(INT32_MIN));
        exponential(&power);
        slope = 1.0f - power;
        break;
      }
    }
    LANES(deltas + i) = LANES(deltas + i) * slope;
  }
}
