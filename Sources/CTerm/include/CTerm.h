// The C side of the terminal: what Swift cannot reach of curses (macros, variadic functions, shared
// globals) and what must be written in C (signal handlers).
//
// There is one terminal per process, on standard input and output. All functions but those marked
// otherwise belong to one thread.

#ifndef CTERM_H
#define CTERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// MARK: Before opening

// What a terminal type can do for us.
enum ct_type {
  ct_type_usable = 0,
  ct_type_unknown = 1,
  // It has no way to place the cursor.
  ct_type_incapable = 2,
};

// Whether the screen is open.
bool ct_is_open(void);

// Looks a terminal type up; not while the screen is open, whose own type would be forgotten.
int ct_check_type(const char *type);

// Whether a file descriptor is a terminal.
bool ct_is_terminal(int descriptor);

// Takes the character set from the environment, and returns its name. That of a locale that is not
// installed is UTF-8 if the locale is named so.
const char *ct_character_set(void);

// Takes a UTF-8 character set whatever the environment says; false if there is none.
bool ct_use_unicode(void);

// MARK: The screen

// Opens the screen: alternate buffer, no echo, keys at once, signals noticed.
// Returns 0, or -1 if the terminal cannot be opened or is already open.
int ct_open(const char *type);

// Gives the terminal back as it was. Does nothing if it is not open.
void ct_close(void);

// Leaves the screen for a while, before the process is stopped.
void ct_leave(void);

// Comes back to the screen after `ct_leave` and draws all of it anew.
void ct_return(void);

// The bytes, besides those of curses, that undo what was switched on; kept for signal handlers.
// There may be 128.
void ct_set_undo(const char *bytes, size_t count);

// Writes bytes to the terminal at once.
void ct_write(const char *bytes, size_t count);

// The largest part of a terminal that is used: more than any screen shows, and no more than memory
// and time allow where somebody makes a terminal of 65,535 rows.
enum {
  ct_most_columns = 1000,
  ct_most_rows = 500,
};

// The terminal's size, from the terminal itself and within those limits; false if it does not tell.
bool ct_window_size(int *columns, int *rows);

// The size that curses assumes.
void ct_screen_size(int *columns, int *rows);

// Makes curses assume another size.
void ct_resize(int columns, int rows);

// How many colours and how many pairs of colours there are; zero without colours.
int ct_color_count(void);
int ct_pair_count(void);

// Defines a pair of colours, -1 being the terminal's own.
bool ct_define_pair(int pair, int foreground, int background);

// Forgets all pairs.
void ct_forget_pairs(void);

enum ct_attribute {
  ct_bold = 1,
  ct_dim = 2,
  ct_reverse = 4,
};

// Puts a character at a place of the next picture; one that is not one column wide becomes `?`.
void ct_put(int column, int row, uint32_t scalar, int attributes, int pair);

// Writes the next picture: what differs from the last.
void ct_flush(void);

// Makes the next `ct_flush` write everything.
void ct_invalidate(void);

// MARK: Standard streams

// Takes the place of standard streams that are closed, so that no file is opened in it: what was
// meant for the stream would be written into that file. Reading and writing go on failing.
void ct_claim_streams(void);

// Writes all of the bytes to a standard stream; 0, or the number of the system's error. A reader
// that has gone ends the process with SIGPIPE, as usual, only where that is wanted. For any thread.
int ct_write_stream(int descriptor, const char *bytes, size_t count, bool may_end_process);

// MARK: Waiting

enum ct_ready {
  ct_ready_input = 1,
  ct_ready_signal = 2,
  ct_ready_hangup = 4,
};

// Waits for input or a signal, at most as long as told; returns what is ready.
int ct_wait(int64_t nanoseconds);

// Reads input that is ready; 0 at its end, -1 if there was none.
ssize_t ct_read(uint8_t *bytes, size_t count);

// Whether a signal came since the last call.
bool ct_take_signal(int number);

// The most urgent of the signals that asked the process to end since the last call; 0 if none did.
int ct_take_request(void);

// MARK: Requests to end

// From now on signals that ask the process to end are noticed without a screen, too: the first is
// kept, and one that comes a second or more after it ends the process. False if that cannot be.
bool ct_watch_requests(void);

// The first signal that asked the process to end; 0 if none did, or nobody watches.
int ct_first_request(void);

// Says that the process is ending in good order: now a further request is obeyed only ten seconds
// after the first. Closing a screen because of a request says so, too.
void ct_heed_request(void);

// From now on SIGUSR1 asks for what is going on to be saved, and not for the end; unless the parent
// ignores it, or somebody has a use of their own for it.
void ct_watch_saves(void);

// Whether SIGUSR1 came since the last call; for one thread, which may be any.
bool ct_take_save(void);

// Makes a write beyond the limit on the size of files (`ulimit -f`) fail instead of ending the
// process.
void ct_survive_file_limit(void);

// Stops the process as the terminal's suspend key does; returns when it is continued.
void ct_stop(void);

// Throws away input that has come in and was not read.
void ct_discard_input(void);

#endif
