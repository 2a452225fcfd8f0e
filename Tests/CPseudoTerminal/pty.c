#define _GNU_SOURCE

#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

pid_t ct_spawn(
  const char *path,
  char *const arguments[],
  char *const environment[],
  int columns,
  int rows,
  int *controller
) {
  struct winsize size = {
    .ws_row = (unsigned short)rows,
    .ws_col = (unsigned short)columns,
  };
  pid_t process = forkpty(controller, NULL, NULL, &size);
  if (process == 0) {
    // Only what is safe after a fork of a process with threads.
    for (int number = 1; number < NSIG; number++) {
      signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int descriptor = 3; descriptor < 256; descriptor++) {
      close(descriptor);
    }
    execve(path, arguments, environment);
    _exit(127);
  }
  return process;
}

int ct_child(pid_t process, int *value) {
  int status = 0;
  pid_t changed = waitpid(process, &status, WNOHANG);
  if (changed == 0 || (changed < 0 && errno == EINTR)) return ct_child_running;
  if (changed == process && WIFSIGNALED(status)) {
    *value = WTERMSIG(status);
    return ct_child_killed;
  }
  *value = changed == process && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ct_child_exited;
}

bool ct_set_window_size(int controller, int columns, int rows) {
  struct winsize size = {
    .ws_row = (unsigned short)rows,
    .ws_col = (unsigned short)columns,
  };
  return ioctl(controller, TIOCSWINSZ, &size) == 0;
}

// The other end of a pseudo-terminal, where programs are.
static int open_terminal(int controller) {
  return ioctl(controller, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
}

bool ct_set_output_stopped(int controller, bool is_stopped) {
  int terminal = open_terminal(controller);
  if (terminal < 0) return false;
  bool is_done = tcflow(terminal, is_stopped ? TCOOFF : TCOON) == 0;
  close(terminal);
  return is_done;
}

int ct_unread_input(int controller) {
  int terminal = open_terminal(controller);
  if (terminal < 0) return -1;
  int count = -1;
  if (ioctl(terminal, FIONREAD, &count) != 0) count = -1;
  close(terminal);
  return count;
}

bool ct_wait_readable(int descriptor, int64_t nanoseconds) {
  struct pollfd one = {.fd = descriptor, .events = POLLIN};
  if (nanoseconds < 0) nanoseconds = 0;
  struct timespec timeout = {
    .tv_sec = nanoseconds / 1000000000,
    .tv_nsec = nanoseconds % 1000000000,
  };
  return ppoll(&one, 1, &timeout, NULL) > 0;
}

bool ct_describe_modes(int descriptor, char *text, size_t count) {
  struct termios modes;
  if (tcgetattr(descriptor, &modes) != 0) return false;
  int used = snprintf(
    text, count, "%x:%x:%x:%x:%x:%x",
    modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag,
    (unsigned)cfgetispeed(&modes), (unsigned)cfgetospeed(&modes)
  );
  for (int i = 0; i < NCCS && used > 0 && (size_t)used < count; i++) {
    used += snprintf(text + used, count - (size_t)used, ":%x", modes.c_cc[i]);
  }
  return true;
}
