/* promise: what a driver holds a room to; not assert: this must hold however it is compiled. */
#ifndef PROMISE_H
#define PROMISE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define PROMISE(x) ((x) ? (void)0 : (fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #x), abort()))

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#endif
