#define _GNU_SOURCE

#include "CTerm.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

void ct_claim_streams(void) {
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
    if (fcntl(descriptor, F_GETFD) >= 0 || errno != EBADF) continue;
    // The wrong way round, so that reading and writing go on failing; the lowest free descriptor is
    // this one, since those below it are open by now.
    int opened = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != descriptor) return;
  }
}

// Writes all of the bytes; 0, or the number of the system's error.
static int write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written == 0) {
      return EIO;
    } else if (errno == EAGAIN) {
      struct pollfd out = {.fd = descriptor, .events = POLLOUT};
      if (poll(&out, 1, -1) < 0 && errno != EINTR) return errno;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int ct_write_stream(int descriptor, const char *bytes, size_t count, bool may_end_process) {
  if (may_end_process) return write_all(descriptor, bytes, count);
  // Blocked for this thread alone, and taken back before anybody else sees it.
  sigset_t pipe, before, pending;
  sigemptyset(&pipe);
  sigaddset(&pipe, SIGPIPE);
  sigpending(&pending);
  bool was_pending = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &pipe, &before);
  int error = write_all(descriptor, bytes, count);
  if (error == EPIPE && !was_pending) {
    struct timespec none = {0};
    while (sigtimedwait(&pipe, NULL, &none) < 0 && errno == EINTR) {
    }
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return error;
}
