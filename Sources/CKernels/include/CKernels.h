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

#include "Categorical.h"
#include "Dense.h"
#include "Elementary.h"
#include "Optimizer.h"
#include "Sparse.h"

/// Rows are padded to a multiple of this many floats (one cache line); the padding stays zero.
enum { ck_lane_count = 16 };

/// Zeroed memory of `byte_count` bytes, aligned for the kernels; NULL if there is none. Give it back
/// with `ck_free`.
void *_Nullable ck_allocate(size_t byte_count);

/// Gives back what `ck_allocate` gave.
void ck_free(void *_Nullable memory);

#endif
