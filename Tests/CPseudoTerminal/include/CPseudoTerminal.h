// Programs on pseudo-terminals of their own, for tests; what Swift cannot do after a fork.

#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Starts a program on a pseudo-terminal of its own; returns its process, or -1 with errno.
pid_t ct_spawn(
  const char *path,
  char *const arguments[],
  char *const environment[],
  int columns,
  int rows,
  int *controller
);

enum ct_child_state {
  ct_child_running = 0,
  ct_child_exited = 1,
  ct_child_killed = 2,
};

// What became of a child; `value` is its exit status or the signal that ended it.
int ct_child(pid_t process, int *value);

// Gives a pseudo-terminal another size.
bool ct_set_window_size(int controller, int columns, int rows);

// Makes a pseudo-terminal take nothing more, so that whoever writes to it waits; or take it again.
bool ct_set_output_stopped(int controller, bool is_stopped);

// How many bytes of what was typed wait to be read, in the modes of programs; -1 if unknown.
int ct_unread_input(int controller);

// Waits until a descriptor can be read; false when the time is over.
bool ct_wait_readable(int descriptor, int64_t nanoseconds);

// The modes of a terminal as text, equal if and only if the modes are.
bool ct_describe_modes(int descriptor, char *text, size_t count);

#endif
