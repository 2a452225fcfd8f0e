#include "CMPI.h"

#ifdef PONG_MPI

#include <mpi/mpi.h>

int cmpi_begin(void) {
  int provided;
  int result = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (result != MPI_SUCCESS) return result;
  // Errors come back to whoever called, who ends all processes and not the one that failed alone.
  return MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
}

int cmpi_end(void) { return MPI_Finalize(); }

void cmpi_abort(int exit_code) { MPI_Abort(MPI_COMM_WORLD, exit_code); }

int cmpi_rank(void) {
  int rank;
  return MPI_Comm_rank(MPI_COMM_WORLD, &rank) == MPI_SUCCESS ? rank : -1;
}

int cmpi_size(void) {
  int size;
  return MPI_Comm_size(MPI_COMM_WORLD, &size) == MPI_SUCCESS ? size : -1;
}

int cmpi_gather(const void *bytes, int count, void *all) {
  return MPI_Allgather(bytes, count, MPI_BYTE, all, count, MPI_BYTE, MPI_COMM_WORLD);
}

int cmpi_broadcast(void *bytes, int count) {
  return MPI_Bcast(bytes, count, MPI_BYTE, 0, MPI_COMM_WORLD);
}

#endif
