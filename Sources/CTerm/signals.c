#define _GNU_SOURCE

#include "CTerm.h"
#include "internal.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Signals that the loop is told of, and those that end the process because it is broken.
static const int noticed[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS};

enum { noticed_count = sizeof noticed / sizeof *noticed };
enum { fatal_count = sizeof fatal / sizeof *fatal };

// How long a request to end may go unheeded before a second one is obeyed here.
static const int64_t patience = 1000000000;
// How long a terminal that does not read is waited for.
static const int64_t write_patience = 200000000;

static volatile sig_atomic_t pending[NSIG];
// When the process was first asked to end; 0 if it was not.
static volatile int64_t first_request = 0;
static int alarm_pipe[2] = {-1, -1};
static bool installed = false;
static struct sigaction noticed_before[noticed_count];
static struct sigaction fatal_before[fatal_count];

struct undo {
  char bytes[ct_undo_size];
  size_t count;
};

// One is in force while the other is filled, so that a crash at any moment finds a whole one.
static struct undo undos[2];
static struct undo *volatile undo = &undos[0];
static struct termios modes_to_restore;

// A stack for handlers, so that one can also run when the stack is what overflowed.
static char handler_stack[64 * 1024];

static int64_t now(void) {
  struct timespec time;
  if (clock_gettime(CLOCK_MONOTONIC, &time) != 0) return 0;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// Writes as much as the terminal takes: one that has stopped reading must not keep the process.
static void write_undo(void) {
  const struct undo *current = undo;
  const char *bytes = current->bytes;
  size_t count = current->count;
  int flags = fcntl(STDOUT_FILENO, F_GETFL);
  // Even where there is room for a byte, a write of more could block.
  if (flags < 0 || fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK) != 0) return;
  int64_t end = now() + write_patience;
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN && now() < end) {
      struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
      poll(&out, 1, 10);
    } else {
      // All signals are blocked here, so an interrupted write is no reason to try again.
      break;
    }
  }
  // The shell has the same open file.
  fcntl(STDOUT_FILENO, F_SETFL, flags);
}

// Gives the terminal back; only calls that are safe in a handler.
static void give_back(void) {
  write_undo();
  tcsetattr(STDIN_FILENO, TCSANOW, &modes_to_restore);
}

static void die(int number) {
  give_back();
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigemptyset(&standard.sa_mask);
  sigaction(number, &standard, NULL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  sigprocmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

// Gives the terminal back and leaves the rest to whoever handled the signal before, such as the
// reporter of backtraces.
static void crash(int number, siginfo_t *information, void *context) {
  (void)context;
  give_back();
  for (int i = 0; i < fatal_count; i++) {
    if (fatal[i] != number) continue;
    struct sigaction before = fatal_before[i];
    if (before.sa_handler == SIG_IGN) before.sa_handler = SIG_DFL;
    sigaction(number, &before, NULL);
  }
  // A fault happens again, with all that is known of it, once this returns; others have to be sent.
  bool is_fault =
    number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  if (!is_fault || information->si_code <= 0) raise(number);
}

static bool ends_process(int number) {
  return number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
}

static void notice(int number) {
  int error = errno;
  if (ends_process(number)) {
    int64_t time = now();
    if (first_request == 0) {
      first_request = time;
    } else if (time - first_request >= patience) {
      // Asked before, and still here: the loop hangs, or the terminal does not read.
      die(number);
    }
  }
  pending[number] = 1;
  ssize_t ignored = write(alarm_pipe[1], "", 1);
  (void)ignored;
  errno = error;
}

void ct_signals_set_undo(const char *bytes, size_t count) {
  struct undo *next = undo == &undos[0] ? &undos[1] : &undos[0];
  assert(count <= sizeof next->bytes);
  memcpy(next->bytes, bytes, count);
  next->count = count;
  atomic_signal_fence(memory_order_seq_cst);
  undo = next;
}

// Whether the parent wanted the process not to hear a signal, as nohup does.
static bool is_refused(int number) {
  struct sigaction before;
  if (number != SIGHUP && number != SIGINT && number != SIGQUIT && number != SIGTSTP) return false;
  return sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN;
}

bool ct_signals_install(const struct termios *modes) {
  if (installed) return true;
  if (alarm_pipe[0] < 0 && pipe2(alarm_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
    alarm_pipe[0] = alarm_pipe[1] = -1;
    return false;
  }
  modes_to_restore = *modes;
  memset((void *)pending, 0, sizeof pending);
  first_request = 0;
  ct_signals_set_undo("", 0);
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_handler = notice, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < noticed_count; i++) {
    if (is_refused(noticed[i])) {
      sigaction(noticed[i], NULL, &noticed_before[i]);
    } else {
      sigaction(noticed[i], &action, &noticed_before[i]);
    }
  }
  struct sigaction last = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&last.sa_mask);
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i], &last, &fatal_before[i]);
  }
  installed = true;
  return true;
}

void ct_signals_remove(void) {
  if (!installed) return;
  installed = false;
  for (int i = 0; i < noticed_count; i++) {
    sigaction(noticed[i], &noticed_before[i], NULL);
  }
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i], &fatal_before[i], NULL);
  }
}

int ct_wait(int64_t nanoseconds) {
  struct pollfd descriptors[2] = {
    {.fd = STDIN_FILENO, .events = POLLIN},
    {.fd = alarm_pipe[0], .events = POLLIN},
  };
  if (nanoseconds < 0) nanoseconds = 0;
  struct timespec timeout = {
    .tv_sec = nanoseconds / 1000000000,
    .tv_nsec = nanoseconds % 1000000000,
  };
  if (ppoll(descriptors, 2, &timeout, NULL) < 0) return errno == EINTR ? ct_ready_signal : 0;
  int ready = 0;
  if (descriptors[0].revents & POLLIN) {
    ready |= ct_ready_input;
  } else if (descriptors[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
    ready |= ct_ready_hangup;
  }
  if (descriptors[1].revents & POLLIN) {
    char bytes[64];
    while (read(alarm_pipe[0], bytes, sizeof bytes) > 0) {
    }
    ready |= ct_ready_signal;
  }
  return ready;
}

ssize_t ct_read(uint8_t *bytes, size_t count) {
  ssize_t got = read(STDIN_FILENO, bytes, count);
  if (got >= 0) return got;
  // A terminal that is gone reads as an error; that is its end.
  return errno == EIO || errno == ENXIO || errno == EBADF ? 0 : -1;
}

bool ct_take_signal(int number) {
  if (number <= 0 || number >= NSIG || !pending[number]) return false;
  pending[number] = 0;
  return true;
}

void ct_stop(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction before;
  if (is_refused(SIGTSTP)) return;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &before);
  // Not SIGSTOP: a process that no shell could continue must not stop, and the kernel sees to that.
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
  pending[SIGTSTP] = 0;
  pending[SIGCONT] = 0;
}

void ct_discard_input(void) {
  tcflush(STDIN_FILENO, TCIFLUSH);
}
