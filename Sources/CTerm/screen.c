#define _GNU_SOURCE
// Without this the wide-character half of curses is not declared.
#define NCURSES_WIDECHAR 1

#include "CTerm.h"
#include "internal.h"

#include <assert.h>
#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen = NULL;
static struct termios modes_before;
static char undo[128];
static size_t undo_count = 0;

bool ct_is_open(void) {
  return screen != NULL;
}

bool ct_is_terminal(int descriptor) {
  return isatty(descriptor) == 1;
}

// Whether the locale that the environment names has UTF-8 by its name, as in "xx_XX.utf8@euro".
static bool names_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *name = NULL;
  for (int i = 0; i < 3 && (name == NULL || *name == 0); i++) name = getenv(variables[i]);
  const char *set = name == NULL ? NULL : strchr(name, '.');
  if (set == NULL) return false;
  size_t length = strcspn(++set, "@");
  return (length == 5 && strncasecmp(set, "UTF-8", 5) == 0)
    || (length == 4 && strncasecmp(set, "UTF8", 4) == 0);
}

const char *ct_character_set(void) {
  // Only the characters: numbers are still written as the program expects.
  // A locale that is not installed, as often after ssh, still says what the terminal reads.
  if (setlocale(LC_CTYPE, "") == NULL && names_utf8()) ct_use_unicode();
  return nl_langinfo(CODESET);
}

bool ct_use_unicode(void) {
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  static const char *const names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "POSIX.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (setlocale(LC_CTYPE, names[i]) != NULL) return true;
  }
  return false;
}

// Prepares what signal handlers write: our own undoing first, on the alternate buffer, where some
// of it belongs; then what curses would write.
static void prepare_undo(void) {
  char text[ct_undo_size];
  size_t count = undo_count;
  memcpy(text, undo, undo_count);
  ct_append_capability(text, &count, sizeof text, "sgr0");
  ct_append_capability(text, &count, sizeof text, "op");
  ct_append_capability(text, &count, sizeof text, "cnorm");
  size_t before = count;
  ct_append_capability(text, &count, sizeof text, "rmcup");
  if (count == before && count + 2 <= sizeof text) {
    // No alternate buffer: at least a line of its own for the shell.
    text[count++] = '\r';
    text[count++] = '\n';
  }
  ct_signals_set_undo(text, count);
}

void ct_set_undo(const char *bytes, size_t count) {
  assert(count <= sizeof undo);
  memcpy(undo, bytes, count);
  undo_count = count;
  if (screen != NULL) prepare_undo();
}

static void close_at_exit(void) {
  ct_close();
}

// Opens curses' screen, which asks for the size itself, prefers the environment's, and does not
// survive one beyond all reason.
static SCREEN *open_within_limits(const char *type) {
  struct {
    const char *name;
    int most, real;
    char *before;
  } sides[] = {{"COLUMNS", ct_most_columns, 0, NULL}, {"LINES", ct_most_rows, 0, NULL}};
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
    sides[0].real = size.ws_col;
    sides[1].real = size.ws_row;
  }
  for (int i = 0; i < 2; i++) {
    const char *value = getenv(sides[i].name);
    if (value != NULL) sides[i].before = strdup(value);
    long told = value == NULL ? 0 : strtol(value, NULL, 10);
    if (sides[i].real <= sides[i].most && told <= sides[i].most) continue;
    char text[16];
    snprintf(text, sizeof text, "%d", sides[i].most);
    setenv(sides[i].name, text, 1);
  }
  SCREEN *opened = newterm((char *)type, stdout, stdin);
  for (int i = 0; i < 2; i++) {
    if (sides[i].before == NULL) {
      unsetenv(sides[i].name);
    } else {
      setenv(sides[i].name, sides[i].before, 1);
      free(sides[i].before);
    }
  }
  return opened;
}

int ct_open(const char *type) {
  static bool registered = false;
  if (screen != NULL || tcgetattr(STDIN_FILENO, &modes_before) != 0) return -1;
  // Before curses, which then leaves all signals alone. Else it would ignore SIGTSTP while it
  // writes, and Ctrl-Z would be lost at times.
  if (!ct_signals_install(&modes_before)) return -1;
  screen = open_within_limits(type);
  if (screen == NULL) {
    ct_signals_remove();
    return -1;
  }
  cbreak();
  noecho();
  nonl();
  // Output is never cut short because a key waits: the loop reads all keys each frame.
  typeahead(-1);
  leaveok(stdscr, TRUE);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  // Ctrl-S and Ctrl-Q are keys like others; one that stops all output would look like a crash. And
  // Ctrl-C and Ctrl-Z shall not throw output away: it may be what gives the terminal back.
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) == 0) {
    modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF);
    modes.c_lflag &= ~(tcflag_t)IEXTEN;
    modes.c_lflag |= NOFLSH;
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    def_prog_mode();
  }
  undo_count = 0;
  prepare_undo();
  if (!registered) {
    registered = true;
    atexit(close_at_exit);
  }
  refresh();
  return 0;
}

void ct_close(void) {
  if (screen == NULL) return;
  SCREEN *closing = screen;
  screen = NULL;
  ct_write(undo, undo_count);
  undo_count = 0;
  endwin();
  ct_discard_input();
  // Curses sets the modes it found; this also holds when they could not be set at that moment.
  tcsetattr(STDIN_FILENO, TCSANOW, &modes_before);
  ct_signals_remove();
  delscreen(closing);
}

void ct_leave(void) {
  if (screen == NULL) return;
  ct_write(undo, undo_count);
  endwin();
  // What was typed at the game, or told of the mouse, is not for the shell.
  ct_discard_input();
  tcsetattr(STDIN_FILENO, TCSANOW, &modes_before);
}

void ct_return(void) {
  if (screen == NULL) return;
  reset_prog_mode();
  clearok(curscr, TRUE);
  // This alone goes back to the alternate buffer: what belongs there may be written only then.
  doupdate();
  curs_set(0);
}

void ct_write(const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN) {
      struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
      if (poll(&out, 1, 1000) == 0) return;
    } else if (written < 0 && errno != EINTR) {
      return;
    }
  }
}

bool ct_window_size(int *columns, int *rows) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
    return false;
  }
  *columns = size.ws_col < ct_most_columns ? size.ws_col : ct_most_columns;
  *rows = size.ws_row < ct_most_rows ? size.ws_row : ct_most_rows;
  return true;
}

void ct_screen_size(int *columns, int *rows) {
  *columns = screen == NULL ? 0 : getmaxx(stdscr);
  *rows = screen == NULL ? 0 : getmaxy(stdscr);
}

void ct_resize(int columns, int rows) {
  if (screen != NULL) resizeterm(rows, columns);
}

int ct_color_count(void) {
  return screen != NULL && has_colors() ? COLORS : 0;
}

int ct_pair_count(void) {
  return screen != NULL && has_colors() ? COLOR_PAIRS : 0;
}

bool ct_define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

void ct_forget_pairs(void) {
  reset_color_pairs();
}

void ct_put(int column, int row, uint32_t scalar, int attributes, int pair) {
  wchar_t text[2] = {(wchar_t)scalar, 0};
  if (wcwidth(text[0]) != 1) text[0] = L'?';
  attr_t flags = A_NORMAL;
  if (attributes & ct_bold) flags |= A_BOLD;
  if (attributes & ct_dim) flags |= A_DIM;
  if (attributes & ct_reverse) flags |= A_REVERSE;
  cchar_t cell;
  setcchar(&cell, text, flags, 0, &pair);
  mvadd_wch(row, column, &cell);
}

void ct_flush(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void ct_invalidate(void) {
  clearok(curscr, TRUE);
}
