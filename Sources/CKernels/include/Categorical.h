#ifndef CKERNELS_CATEGORICAL_H
#define CKERNELS_CATEGORICAL_H

// Policies over numbered actions for many samples at once, in double precision. Logits and their
// derivatives stand sample by sample, [count][actions]; what is computed between stands action by
// action, [actions][count], so that a vector holds neighbouring samples.

#include <stddef.h>
#include <stdint.h>

/// Computes the softmax of each sample's logits, and its logarithm.
void ck_softmax(
  const float *_Nonnull logits, ptrdiff_t count, ptrdiff_t actions, double *_Nonnull probabilities,
  double *_Nonnull logarithms);

/// Computes deltas[s][a] = factors[s] * ((a is the action taken ? 1 : 0) - probabilities[a][s]): a
/// factor times the derivative of the logarithm of the taken action's probability.
void ck_scores(
  const double *_Nonnull probabilities, const double *_Nonnull factors,
  const uint8_t *_Nonnull taken, ptrdiff_t count, ptrdiff_t actions, float *_Nonnull deltas);

/// Replaces numbers by e to their power.
void ck_exponentials(double *_Nonnull values, ptrdiff_t count);

#endif
