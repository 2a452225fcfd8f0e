#ifndef CKERNELS_OPTIMIZER_H
#define CKERNELS_OPTIMIZER_H

// Adam and RMSProp over a flat array of parameters, taken as rows of `stride` floats: a row is
// left alone as long as none of its parameters has had a derivative (by lazy Adam: whenever none of
// them has one at this step).

#include <stddef.h>
#include <stdint.h>

/// What a step of Adam multiplies with.
typedef struct {
  float gradient_scale;  ///< the summed gradient is multiplied by this first
  float step;            ///< learning rate, with the first moment's bias correction
  float root_scale;      ///< the root of the second moment is multiplied by this, then ...
  float epsilon;         ///< ... this is added
  float beta1;           ///< decay of the first moment
  float beta2;           ///< decay of the second moment
  int32_t is_lazy;  ///< whether rows without a gradient keep their weights and moments
} ck_adam_step;

/// One step of Adam on whole rows; the gradient is zeroed on the way. A row whose flag in `active`
/// is 0 has never had a gradient, so its moments are zero and it stays as it is: the flag is set
/// when the first non-zero derivative appears.
void ck_adam(
  ck_adam_step step, float *_Nonnull parameters, float *_Nonnull first_moment,
  float *_Nonnull second_moment, float *_Nonnull gradient, uint8_t *_Nonnull active,
  ptrdiff_t stride, ptrdiff_t first_row, ptrdiff_t last_row);

/// What a step of RMSProp multiplies with.
typedef struct {
  float gradient_scale;
  float step;
  float epsilon;
  float decay;
} ck_rmsprop_step;

/// One step of RMSProp on whole rows, with the conventions of `ck_adam`.
void ck_rmsprop(
  ck_rmsprop_step step, float *_Nonnull parameters, float *_Nonnull second_moment,
  float *_Nonnull gradient, uint8_t *_Nonnull active, ptrdiff_t stride, ptrdiff_t first_row,
  ptrdiff_t last_row);

/// The sum of squares of `count` floats (a multiple of 16), in 16 lanes.
double ck_sum_of_squares(const float *_Nonnull values, ptrdiff_t count);

#endif
