#define _GNU_SOURCE

#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

// The groups that run, for a handler that has to end them; 0 is a free place.
enum { most_groups = 4096 };
static _Atomic pid_t groups[most_groups];

static void remember(pid_t group) {
  for (int i = 0; i < most_groups; i++) {
    pid_t none = 0;
    if (atomic_compare_exchange_strong(&groups[i], &none, group)) return;
  }
}

static void forget(pid_t group) {
  for (int i = 0; i < most_groups; i++) {
    pid_t found = group;
    if (atomic_compare_exchange_strong(&groups[i], &found, 0)) return;
  }
}

// Ends all programs and goes on with what the signal does otherwise; only calls that are safe here.
static void end_all(int number) {
  for (int i = 0; i < most_groups; i++) {
    pid_t group = atomic_load(&groups[i]);
    if (group > 0) kill(-group, SIGKILL);
  }
  // Blocked until the handler returns.
  signal(number, SIG_DFL);
  raise(number);
}

// Where a signal would end this process at once, it ends the programs first; whoever handles it
// already sees to an orderly end.
static void install_handlers(void) {
  static const int deadly[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
    struct sigaction before;
    if (sigaction(deadly[i], NULL, &before) != 0 || before.sa_handler != SIG_DFL) continue;
    struct sigaction action = {.sa_handler = end_all, .sa_flags = SA_RESTART};
    sigfillset(&action.sa_mask);
    sigaction(deadly[i], &action, NULL);
  }
}

// A pipe whose ends no other program inherits, and that are none of the three standard streams.
static int make_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  for (int i = 0; i < 2; i++) {
    if (ends[i] > STDERR_FILENO) continue;
    int copy = fcntl(ends[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (copy < 0) {
      int error = errno;
      close(ends[0]);
      close(ends[1]);
      return error;
    }
    close(ends[i]);
    ends[i] = copy;
  }
  return 0;
}

static void set_nonblocking(int descriptor) {
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

static int start_shell(const char *command, int input, int output, int errors, pid_t *process) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(
    &attributes,
    POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
  );
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  char *arguments[] = {"sh", "-c", (char *)command, NULL};
  int error = posix_spawn(process, "/bin/sh", &files, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

int cp_spawn(const char *command, struct cp_child *child) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install_handlers);
  int input[2], output[2], errors[2];
  int error = make_pipe(input);
  if (error != 0) return error;
  error = make_pipe(output);
  if (error != 0) goto close_input;
  error = make_pipe(errors);
  if (error != 0) goto close_output;
  error = start_shell(command, input[0], output[1], errors[1], &child->process);
  close(output[1]);
  close(errors[1]);
  if (error == 0) {
    remember(child->process);
    child->input = input[1];
    child->input_keeper = input[0];
    child->output = output[0];
    child->errors = errors[0];
    set_nonblocking(child->output);
    set_nonblocking(child->errors);
    // Only this end: the program's own is another open file, as pipes have two.
    set_nonblocking(child->input);
    return 0;
  }
  close(errors[0]);
  close(output[0]);
  close(input[0]);
  close(input[1]);
  return error;
close_output:
  close(output[0]);
  close(output[1]);
close_input:
  close(input[0]);
  close(input[1]);
  return error;
}

int cp_wait(const struct cp_child *child, int milliseconds) {
  struct pollfd descriptors[2] = {
    {.fd = child->output, .events = POLLIN},
    {.fd = child->errors, .events = POLLIN},
  };
  if (poll(descriptors, 2, milliseconds) <= 0) return 0;
  return (descriptors[0].revents != 0 ? 1 : 0) | (descriptors[1].revents != 0 ? 2 : 0);
}

enum cp_ending cp_look(const struct cp_child *child, int *code) {
  siginfo_t information = {0};
  // Not reaped here: until then nobody else gets the group's number.
  int result = waitid(P_PID, (id_t)child->process, &information, WEXITED | WNOHANG | WNOWAIT);
  if (result != 0 || information.si_pid == 0) return cp_running;
  *code = information.si_status;
  return information.si_code == CLD_EXITED ? cp_exited : cp_killed;
}

void cp_close_input(struct cp_child *child) {
  if (child->input < 0) return;
  close(child->input);
  close(child->input_keeper);
  child->input = child->input_keeper = -1;
}

void cp_end(struct cp_child *child) {
  cp_close_input(child);
  if (child->process > 0) {
    kill(-child->process, SIGKILL);
    forget(child->process);
    while (waitpid(child->process, NULL, 0) < 0 && errno == EINTR) {
    }
    child->process = 0;
  }
  if (child->output >= 0) close(child->output);
  if (child->errors >= 0) close(child->errors);
  child->output = child->errors = -1;
}

int64_t cp_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
