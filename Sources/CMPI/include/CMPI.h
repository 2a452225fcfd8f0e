#ifndef CMPI_H
#define CMPI_H

// What learning needs of MPI, as functions: MPI's own names are macros, which Swift cannot see.
// Without the package trait `MPI` nothing stands behind these declarations.

#include <stddef.h>

/// Takes this process into MPI's world; 0 if that went well. Call it once, before anything else.
int cmpi_begin(void);

/// Takes this process out of MPI's world; 0 if that went well.
int cmpi_end(void);

/// Ends all processes of the world with an exit code.
void cmpi_abort(int exit_code);

/// This process's number in the world, from 0; -1 if MPI does not say.
int cmpi_rank(void);

/// How many processes there are in the world; -1 if MPI does not say.
int cmpi_size(void);

/// Hands in `count` bytes, the same number everywhere, and receives everybody's in the order of
/// ranks; 0 if that went well.
int cmpi_gather(const void *_Nonnull bytes, int count, void *_Nonnull all);

/// Replaces `count` bytes by those of rank 0; 0 if that went well.
int cmpi_broadcast(void *_Nonnull bytes, int count);

#endif
