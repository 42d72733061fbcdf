/* Inside room sink only. */
#ifndef SINK_PRIV_H
#define SINK_PRIV_H

#include "sink/sink.h"

/* buf_json for what was not checked: names of files, bytes of messages. Ill-formed sequences become U+FFFD. */
void put_name(struct buf *, str);

#endif
