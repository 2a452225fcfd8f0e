#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// A program started by a shell, in a session of its own: it has no controlling terminal to write on,
// keys and Ctrl-C are not for it, and all that it starts ends with it.
struct cp_child {
  // The shell's process, and the number of its session and group.
  pid_t process;
  // Writes to its standard input; does not block.
  int input;
  // The other end of the same pipe, kept open so that writing to a dead program raises no SIGPIPE.
  int input_keeper;
  // Read its standard output and standard error; do not block.
  int output;
  int errors;
};

// How a program has ended.
enum cp_ending { cp_running, cp_exited, cp_killed };

// Starts `/bin/sh -c command`; 0 or the number of the system's error.
int cp_spawn(const char *command, struct cp_child *child);

// Waits until there is something to read, an end of file included, for at most so many milliseconds:
// bit 0 for the output, bit 1 for the errors.
int cp_wait(const struct cp_child *child, int milliseconds);

// Whether and how the shell has ended; `code` is its exit status or signal. It is not reaped.
enum cp_ending cp_look(const struct cp_child *child, int *code);

// Tells the program that nothing comes any more.
void cp_close_input(struct cp_child *child);

// Kills whatever is left of the program's group, reaps it, and closes all pipes.
void cp_end(struct cp_child *child);

// Nanoseconds of a clock that never goes back.
int64_t cp_now(void);

#endif
