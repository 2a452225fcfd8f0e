// Policies over numbered actions for many samples at once: see Categorical.h.
//
// Plain loops over samples, which the compiler turns into vectors.

#include "CKernels.h"
#include "Lanes.h"

#pragma STDC FP_CONTRACT OFF

/// The samples that are worked on at a time.
enum { tile = 64 };

/// The softmax of up to `tile` samples from `first` on.
ALWAYS_INLINE void softmax_tile(
  const float *logits, ptrdiff_t first, ptrdiff_t size, ptrdiff_t count, ptrdiff_t actions,
  double *probabilities, double *logarithms
) {
  double totals[tile];
  for (ptrdiff_t s = 0; s < size; s++) {
    const float *own = logits + (first + s) * actions;
    float most = own[0];
    for (ptrdiff_t a = 1; a < actions; a++) most = own[a] > most ? own[a] : most;
    totals[s] = 0;
    for (ptrdiff_t a = 0; a < actions; a++)
      logarithms[a * count + first + s] = (double)(own[a] - most);
  }
  for (ptrdiff_t a = 0; a < actions; a++) {
    double *powers = probabilities + a * count + first;
    const double *exponents = logarithms + a * count + first;
    for (ptrdiff_t s = 0; s < size; s++) powers[s] = ck_exp(exponents[s]);
    for (ptrdiff_t s = 0; s < size; s++) totals[s] += powers[s];
  }
  double total_logarithms[tile];
  for (ptrdiff_t s = 0; s < size; s++) total_logarithms[s] = ck_log(totals[s]);
  for (ptrdiff_t a = 0; a < actions; a++) {
    double *powers = probabilities + a * count + first;
    double *exponents = logarithms + a * count + first;
    for (ptrdiff_t s = 0; s < size; s++) {
      powers[s] /= totals[s];
      exponents[s] -= total_logarithms[s];
    }
  }
}

EVERY_WIDTH
void ck_softmax(
  const float *logits, ptrdiff_t count, ptrdiff_t actions, double *probabilities,
  double *logarithms
) {
  for (ptrdiff_t first = 0; first < count; first += tile)
    softmax_tile(
      logits, first, count - first < tile ? count - first : tile, count, actions, probabilities,
      logarithms);
}

EVERY_WIDTH
void ck_scores(
  const double *probabilities, const double *factors, const uint8_t *taken, ptrdiff_t count,
  ptrdiff_t actions, float *deltas
) {
  for (ptrdiff_t a = 0; a < actions; a++)
    for (ptrdiff_t s = 0; s < count; s++) {
      double indicator = taken[s] == a ? 1 : 0;
      deltas[s * actions + a] = (float)(factors[s] * (indicator - probabilities[a * count + s]));
    }
}

EVERY_WIDTH
void ck_exponentials(double *values, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i++) values[i] = ck_exp(values[i]);
}
