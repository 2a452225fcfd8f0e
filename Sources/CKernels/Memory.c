// Aligned memory; in large pages where the system has them, for weights are read row by row in an
// order that no table of small pages can follow.

#define _DEFAULT_SOURCE
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

void *ck_allocate(size_t byte_count) {
  enum { line = 64, large_page = 2 << 20 };
  size_t alignment = byte_count >= large_page ? large_page : line;
  size_t rounded = (byte_count + alignment - 1) / alignment * alignment;
  if (rounded < byte_count) return NULL;
  void *memory = aligned_alloc(alignment, rounded ? rounded : line);
  if (!memory) return NULL;
#if defined(__linux__)
  if (alignment == large_page) (void)madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  memset(memory, 0, rounded ? rounded : line);
  return memory;
}

void ck_free(void *memory) { free(memory); }
