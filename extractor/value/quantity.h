/* Inside room value: what the two files of quantities share. */
#ifndef VALUE_QUANTITY_H
#define VALUE_QUANTITY_H

#include "value/priv.h"

enum { NOUN_CLASS = 1, NOUN_KIND = 2 }; /* columns of list quantity-classes */

/* word == NULL: a noun that list quantity-classes does not know. */
struct noun { const struct word *word; span at; bool found; };

/* The noun of a quantity whose unit is of this kind; *passed: between it and the number stands what something came to (增到). */
struct noun quantity_noun(const struct reading *, const struct mention *, str kind, bool *passed);

#endif
