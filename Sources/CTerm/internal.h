// Shared between the C files of this target.

#ifndef CTERM_INTERNAL_H
#define CTERM_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

// The most bytes that undo what was switched on, and what curses did.
enum { ct_undo_size = 256 };

// Notices signals from now on. `undo` is written to the terminal, and `modes` are set on it, before
// a crash ends the process; both are copied. False if there is no way to wake the loop.
bool ct_signals_install(const struct termios *modes);
void ct_signals_remove(void);
void ct_signals_set_undo(const char *undo, size_t count);

// Appends a capability of the terminal, without its padding.
void ct_append_capability(char *text, size_t *count, size_t size, const char *name);

#endif
