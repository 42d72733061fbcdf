/* Inside room sink only. */
#ifndef SINK_PRIV_H
#define SINK_PRIV_H

#include "sink/sink.h"

/* buf_json for what was not checked: names of files, bytes of messages. Ill-formed sequences become U+FFFD. */
void put_name(struct buf *, str);

/* temp.c. A sink's temp points into its table until temp_close. */
int  temp_open(struct sink *);   /* final.tmp: locked, empty; -1: errno says why (EWOULDBLOCK: someone else is writing it) */
int  temp_rename(struct sink *); /* to final; when that fails it is removed; -1: errno */
void temp_close(struct sink *);  /* removes it, unless it was renamed; to be called before the descriptor, and with it the lock, goes */
void signals_hold(bool);         /* those of sink_signals wait; in a program of one thread */

#endif
