// Apart from the rest, since <term.h> defines names as plain as `columns` and `lines`.

#include "CTerm.h"
#include "internal.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

int ct_check_type(const char *type) {
  int status = 0;
  if (setupterm(type, STDOUT_FILENO, &status) != OK) return ct_type_unknown;
  const char *place = tigetstr("cup");
  bool usable = place != NULL && place != (char *)-1;
  del_curterm(cur_term);
  return usable ? ct_type_usable : ct_type_incapable;
}

void ct_append_capability(char *text, size_t *count, size_t size, const char *name) {
  const char *value = tigetstr((char *)name);
  if (value == NULL || value == (char *)-1) return;
  while (*value != 0 && *count < size) {
    const char *end = value[0] == '$' && value[1] == '<' ? strchr(value, '>') : NULL;
    if (end != NULL) {
      value = end + 1;
    } else {
      text[(*count)++] = *value++;
    }
  }
}
