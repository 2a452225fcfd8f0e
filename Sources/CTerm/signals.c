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

// Signals that ask the process to end, the more urgent ones first; the real-time signals do, too.
static const int requests[] = {
  SIGHUP, SIGTERM, SIGQUIT, SIGINT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM,
  SIGPROF, SIGIO,
#ifdef SIGPWR
  SIGPWR,
#endif
#ifdef SIGSTKFLT
  SIGSTKFLT,
#endif
};
// Signals that are about the terminal, and those that end the process because it is broken.
static const int conditions[] = {SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGSYS};

enum { request_count = sizeof requests / sizeof *requests };
enum { condition_count = sizeof conditions / sizeof *conditions };
enum { fatal_count = sizeof fatal / sizeof *fatal };

// How long a request to end may go unheeded before a second one is obeyed here.
static const int64_t patience = 1000000000;
// The same once somebody has begun to end in good order, which may mean saving much.
static const int64_t closing_patience = 10000000000;
// How long a terminal that does not read is waited for.
static const int64_t write_patience = 200000000;

static volatile sig_atomic_t pending[NSIG];
// When the process was first asked to end; 0 if it was not.
static volatile int64_t first_request = 0;
static volatile sig_atomic_t first_number = 0;
static volatile sig_atomic_t is_closing = 0;
static int alarm_pipe[2] = {-1, -1};
// Whether there is a screen to give back.
static volatile sig_atomic_t installed = 0;
// Whether requests are noticed without a screen, too.
static bool watching = false;
// What was done about a signal before it was noticed here.
static struct sigaction before[NSIG];
static volatile sig_atomic_t noticed[NSIG];
// Whether somebody wants what is going on to be saved.
static volatile sig_atomic_t save_wanted = 0;

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

// Ends as the signal would have without us: whoever handled it before still does.
static void die(int number) {
  if (installed) give_back();
  struct sigaction standard = before[number];
  if (standard.sa_handler == SIG_IGN) standard.sa_handler = SIG_DFL;
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
  struct sigaction former = before[number];
  if (former.sa_handler == SIG_IGN) former.sa_handler = SIG_DFL;
  sigaction(number, &former, NULL);
  // A fault happens again, with all that is known of it, once this returns; others have to be sent.
  bool is_fault =
    number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  if (!is_fault || information->si_code <= 0) raise(number);
}

static bool is_request(int number) {
  for (int i = 0; i < request_count; i++) {
    if (requests[i] == number) return true;
  }
  return number >= SIGRTMIN && number <= SIGRTMAX;
}

// Whether the system itself sent a signal because of a write, which fails then and says so. It does
// so in the name of the process that writes.
static bool is_of_a_write(int number, const siginfo_t *information) {
  return (number == SIGPIPE || number == SIGXFSZ) && information->si_code == SI_USER
    && information->si_pid == getpid();
}

static void notice(int number, siginfo_t *information, void *context) {
  (void)context;
  if (is_of_a_write(number, information)
      && (number == SIGXFSZ || before[number].sa_handler == SIG_IGN || first_request != 0)) {
    return;
  }
  int error = errno;
  if (is_request(number)) {
    int64_t time = now();
    if (first_request == 0) {
      first_request = time;
      first_number = number;
    } else if (time - first_request >= (is_closing ? closing_patience : patience)) {
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
  struct sigaction current;
  return sigaction(number, NULL, &current) == 0 && current.sa_handler == SIG_IGN;
}

// Whether a request is to be noticed: unless the parent ignores it, or somebody has a use of their
// own for it, as profilers have. What writes cause is not the parent's to ignore for all of us.
static bool is_to_be_noticed(int number) {
  struct sigaction current;
  if (sigaction(number, NULL, &current) != 0) return false;
  if (current.sa_handler == SIG_DFL || number == SIGXFSZ) return true;
  if (current.sa_handler == SIG_IGN) return number == SIGPIPE;
  return number == SIGHUP || number == SIGTERM || number == SIGQUIT || number == SIGINT;
}

static void begin(int number) {
  if (noticed[number]) return;
  struct sigaction action = {
    .sa_sigaction = notice,
    .sa_flags = SA_RESTART | SA_ONSTACK | SA_SIGINFO,
  };
  sigfillset(&action.sa_mask);
  if (sigaction(number, NULL, &before[number]) != 0) return;
  noticed[number] = sigaction(number, &action, NULL) == 0;
}

static void end(int number) {
  if (!noticed[number]) return;
  sigaction(number, &before[number], NULL);
  noticed[number] = 0;
}

static bool begin_requests(void) {
  if (alarm_pipe[0] < 0 && pipe2(alarm_pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
    alarm_pipe[0] = alarm_pipe[1] = -1;
    return false;
  }
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  for (int number = 1; number < NSIG; number++) {
    if (is_request(number) && is_to_be_noticed(number)) begin(number);
  }
  return true;
}

bool ct_signals_install(const struct termios *modes) {
  if (installed) return true;
  modes_to_restore = *modes;
  if (!watching) {
    memset((void *)pending, 0, sizeof pending);
    first_request = 0;
    is_closing = 0;
  }
  ct_signals_set_undo("", 0);
  if (!begin_requests()) return false;
  for (int i = 0; i < condition_count; i++) {
    if (conditions[i] != SIGTSTP || !is_refused(SIGTSTP)) begin(conditions[i]);
  }
  struct sigaction last = {.sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&last.sa_mask);
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i], &last, &before[fatal[i]]);
  }
  installed = 1;
  return true;
}

void ct_signals_remove(void) {
  if (!installed) return;
  installed = 0;
  for (int i = 0; i < condition_count; i++) end(conditions[i]);
  for (int i = 0; i < fatal_count; i++) {
    sigaction(fatal[i], &before[fatal[i]], NULL);
  }
  if (first_request != 0) {
    // Asked to end, and about to: a second request must not cut short what is being saved.
    is_closing = 1;
  } else if (!watching) {
    for (int number = 1; number < NSIG; number++) {
      if (is_request(number)) end(number);
    }
  }
}

bool ct_watch_requests(void) {
  if (!begin_requests()) return false;
  watching = true;
  return true;
}

int ct_first_request(void) {
  return first_request == 0 ? 0 : (int)first_number;
}

void ct_heed_request(void) {
  is_closing = 1;
}

static void notice_save(int number) {
  (void)number;
  save_wanted = 1;
}

void ct_watch_saves(void) {
  // With a handler of its own it is no request to end from now on; see `is_to_be_noticed`. At no moment
  // is there none, which would end the process.
  if (!noticed[SIGUSR1] && !is_to_be_noticed(SIGUSR1)) return;
  struct sigaction action = {.sa_handler = notice_save, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGUSR1, &action, NULL) == 0) noticed[SIGUSR1] = 0;
}

bool ct_take_save(void) {
  if (!save_wanted) return false;
  save_wanted = 0;
  return true;
}

// A limit on the size of files fails the write that goes beyond it, and ends nothing.
static void pass_file_limit(int number, siginfo_t *information, void *context) {
  (void)context;
  if (is_of_a_write(number, information)) return;
  signal(number, SIG_DFL);
  raise(number);
}

void ct_survive_file_limit(void) {
  struct sigaction action = {.sa_sigaction = pass_file_limit, .sa_flags = SA_RESTART | SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  sigaction(SIGXFSZ, &action, NULL);
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

int ct_take_request(void) {
  for (int i = 0; i < request_count; i++) {
    if (ct_take_signal(requests[i])) return requests[i];
  }
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) {
    if (ct_take_signal(number)) return number;
  }
  return 0;
}

void ct_stop(void) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  struct sigaction former;
  if (is_refused(SIGTSTP)) return;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &former);
  // Not SIGSTOP: a process that no shell could continue must not stop, and the kernel sees to that.
  raise(SIGTSTP);
  sigaction(SIGTSTP, &former, NULL);
  pending[SIGTSTP] = 0;
  pending[SIGCONT] = 0;
}

void ct_discard_input(void) {
  tcflush(STDIN_FILENO, TCIFLUSH);
}
