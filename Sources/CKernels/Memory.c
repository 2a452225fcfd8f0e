// Aligned memory; in large pages where the system has them, for weights are read row by row in an
// order that no table of small pages can follow.

#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdlib.h>

#include "CKernels.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

// `calloc` takes large blocks from the system, which are zero without being touched: memory that is
// never used costs nothing. The block's own address stands right before the aligned one.
void *ck_allocate(size_t byte_count) {
  enum { line = 64, large_page = 2 << 20 };
  size_t alignment = byte_count >= large_page ? large_page : line;
  if (byte_count > SIZE_MAX - alignment - sizeof(void *)) return NULL;
  char *block = calloc(1, byte_count + alignment + sizeof(void *));
  if (!block) return NULL;
  uintptr_t start = (uintptr_t)block + sizeof(void *);
  void **memory = (void **)((start + alignment - 1) / alignment * alignment);
  memory[-1] = block;
#if defined(__linux__)
  if (alignment == large_page) (void)madvise(memory, byte_count, MADV_HUGEPAGE);
#endif
  return memory;
}

void ck_free(void *memory) {
  if (memory) free(((void **)memory)[-1]);
}
