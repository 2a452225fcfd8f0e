#ifndef CKERNELS_ELEMENTARY_H
#define CKERNELS_ELEMENTARY_H

// Elementary functions without a mathematics library: libraries differ in the last bit between
// versions, these do not. Double precision, built from + - * / and bit patterns only.

#include <stdint.h>

static inline double ck_from_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint64_t ck_to_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// e to the power x; relative error below 1e-11. Above 700 as at 700, below -700 zero.
///
/// Without branches, and with n in 32 bits, so that loops over it become loops over vectors.
static inline double ck_exp(double x) {
#pragma STDC FP_CONTRACT OFF
  double limited = x > 700 ? 700 : x;
  double inside = limited >= -700 ? limited : -700;
  double scaled = inside * 1.4426950408889634;
  int32_t n = (int32_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
  // ln 2 in two parts: the first is exact in few bits, so n times it is exact.
  double r = (inside - (double)n * 0.693147180369123816490) - (double)n * 1.90821492927058770002e-10;
  double series = 1.0 / 3628800;
  series = series * r + 1.0 / 362880;
  series = series * r + 1.0 / 40320;
  series = series * r + 1.0 / 5040;
  series = series * r + 1.0 / 720;
  series = series * r + 1.0 / 120;
  series = series * r + 1.0 / 24;
  series = series * r + 1.0 / 6;
  series = series * r + 0.5;
  series = series * r + 1;
  series = series * r + 1;
  double power = series * ck_from_bits((uint64_t)((int64_t)n + 1023) << 52);
  // Below the range zero; what is no number stays none.
  return limited >= -700 ? power : x != x ? x : 0;
}

/// The natural logarithm of a positive normal number; absolute error below 1e-11 (1 + |result|).
static inline double ck_log(double x) {
#pragma STDC FP_CONTRACT OFF
  uint64_t bits = ck_to_bits(x);
  double m = ck_from_bits((bits & 0x000FFFFFFFFFFFFFu) | 0x3FF0000000000000u);
  int32_t is_great = m > 1.4142135623730951;
  int32_t n = (int32_t)(bits >> 52) - 1023 + is_great;
  m = is_great ? m * 0.5 : m;
  double s = (m - 1) / (m + 1);
  double square = s * s;
  double series = 1.0 / 15;
  series = series * square + 1.0 / 13;
  series = series * square + 1.0 / 11;
  series = series * square + 1.0 / 9;
  series = series * square + 1.0 / 7;
  series = series * square + 1.0 / 5;
  series = series * square + 1.0 / 3;
  series = series * square + 1;
  return (double)n * 0.6931471805599453 + 2 * s * series;
}

/// The hyperbolic tangent; absolute error below 1e-11.
static inline double ck_tanh(double x) {
#pragma STDC FP_CONTRACT OFF
  return 1 - 2 / (ck_exp(2 * x) + 1);
}

#endif
